import { DAY, HOUR } from '../../src/domain/words/time';
import { mailsTo } from '../support/care/clinic-week';
import { ada } from '../support/care/made-up-patients';
import { allTables } from '../support/servers/all-tables';
import { openHouse, startWorking, type House } from '../support/servers/house';
import { createPhone, linkIn } from '../support/servers/phone';

const BEGIN = Date.UTC(2026, 10, 23, 10);
const REQUESTS = 1_000;
const MOST_OF_A_KIND = 5;

type Sent = { method: string; headers: Record<string, string> };
/** What stands between a mail and whoever reads it: each asks for everything, and none of them is a person. */
const scanners: Sent[] = [
  { method: 'HEAD', headers: { 'user-agent': 'Mozilla/5.0 (compatible; mail gateway)' } },
  { method: 'GET', headers: { 'user-agent': 'BarracudaCentral link check' } },
  { method: 'GET', headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } },
  { method: 'GET', headers: { 'x-moz': 'prefetch', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } },
  { method: 'GET', headers: { 'user-agent': 'Mozilla/5.0 Chrome/130', accept: 'text/html', 'sec-fetch-site': 'none' } },
  { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST', origin: 'https://scanner.test' } },
];

describe('programs that follow every link of a mail', () => {
  let house: House;
  let links: Set<string>;
  beforeAll(async () => {
    house = await openHouse({ at: BEGIN, withWorker: false });
    const stopWorking = await startWorking(house);
    const { coordinator, operator } = house.people;
    const { body } = await coordinator.post<{ id: string }>('/enrolments', { ...ada(), version: 3 });
    const pass = (advance: string) => operator.post('/demo/clock', { advance });
    const visit = { session: 'a', purpose: 'visit', at: new Date(BEGIN + 14 * DAY + 4 * HOUR).toISOString() };
    await coordinator.post(`/enrolments/${body.id}/events`, { type: 'session.booked', data: visit });
    await pass('P8D');
    const [newest] = (await mailsTo(house, 'ada@example.test')).filter(
      ({ subject }) => !subject.includes('appointment'),
    );
    const phone = createPhone(house.url);
    const page = await phone.start(linkIn(newest?.text ?? ''));
    await phone.answerPage(page, { 'red-flags': { '1': 1 } });
    await phone.report(
      linkIn(newest?.text ?? ''),
      { none: '1' },
      { about: 'pain', severity: '3', wait: 'yes', since: 'today', words: 'An ache' },
    );
    await pass('PT1H');
    // From here on the house does nothing by itself: what changes, a scanner has changed.
    await stopWorking();
    links = new Set(await linksOfMails(house));
  });
  afterAll(() => house.close());

  test('change nothing, a thousand requests long, whatever they ask and however deep they follow', async () => {
    const before = await allTables(house.store.db);
    const queue = [...links];
    expect([...new Set(queue.map(kindOf))].sort()).toEqual(['/escalations/:id', '/go/:code', '/go/:code/stop']);
    let sent = 0;
    const faults: string[] = [];
    const ask = async (link: string, scanner: Sent) => {
      const answer = await fetch(link, { ...scanner, redirect: 'manual' });
      sent += 1;
      if (answer.status >= 500) faults.push(`${scanner.method} ${kindOf(link)}: ${String(answer.status)}`);
      const onward = answer.headers.get('location');
      const html = (answer.headers.get('content-type') ?? '').includes('html') ? await answer.text() : '';
      await answer.body?.cancel().catch(() => undefined);
      return [...hrefsIn(html), ...(onward === null ? [] : [onward])].map((href) => new URL(href, link));
    };
    for (let round = 0; sent < REQUESTS; round += 1) {
      const scanner = scanners[round % scanners.length] ?? { method: 'GET', headers: {} };
      const found = (await Promise.all(queue.map((link) => ask(link, scanner)))).flat();
      for (const address of found) {
        const isNew = address.origin === house.url && !queue.includes(address.href);
        // A page may have an address of its own for whoever asks: a few of each kind are enough.
        if (isNew && queue.filter((each) => kindOf(each) === kindOf(address.href)).length < MOST_OF_A_KIND)
          queue.push(address.href);
      }
    }

    expect(faults).toEqual([]);
    expect([...new Set(queue.map(kindOf))]).toEqual(
      expect.arrayContaining([
        ...['/go/:code/appointment.ics', '/go/:code/cannot-come', '/go/:code/prepare', '/go/:code/report'],
        ...['/sign-in', '/demo/sign-in/:attempt', '/docs'],
      ]),
    );
    expect(await allTables(house.store.db)).toEqual(before);
  });
});

/** The address without what is of one patient or one visitor. */
const kindOf = (link: string): string =>
  new URL(link).pathname
    .replace(/^\/go\/[^/]+/, '/go/:code')
    .replace(/^(\/demo\/sign-in)\/.*/, '$1/:attempt')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');

const hrefsIn = (html: string): string[] =>
  [...html.matchAll(/(?:href|action)="([^"#]+)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^(tel|mailto|data):/.test(href));

/** Every address in what was ever sent, text and HTML and files, as it stands there. */
async function linksOfMails(house: House): Promise<string[]> {
  const rows = await house.store.db.selectFrom('caught_mail').select(['text', 'html']).execute();
  return rows
    .flatMap(({ text, html }) => [...(text.match(/https?:\/\/[^\s)>\]]+/g) ?? []), ...hrefsIn(html)])
    .filter((link) => link.startsWith(house.url));
}
