import { MINUTE } from '../../src/domain/words/time';
import type { CatcherAnswer } from '../../src/embedded/mail/mail-catcher';
import { mailsTo, settle } from '../support/care/clinic-week';
import { openHouse, type House } from '../support/servers/house';

const lee = 'dr.lee@riverside.test';
type Step = { what: string; state: string; words: string; advice: string | null };
type Test = { steps: Step[]; acknowledged: boolean };

describe('page me now, over the real engine and the real SMTP', () => {
  let house: House;
  let answer: CatcherAnswer = 'accept';
  beforeAll(async () => {
    house = await openHouse({ respond: ({ to }) => (to.includes(lee) ? answer : 'accept') });
  });
  afterAll(() => house.close());

  const read = async () =>
    (await house.people.clinician.get<{ test: Test | null }>('/me/paging-test')).body.test?.steps ?? [];
  const states = async () => (await read()).map(({ what, state }) => `${what} ${state}`);
  const page = async () => {
    const { status } = await house.people.clinician.post('/me/paging-test', {});
    expect(status).toBe(201);
    await settle(house);
  };
  /** As if the last press were long ago by the wall clock. */
  const minuteOver = async () => {
    await house.store.db.deleteFrom('message_attempt').execute();
    await house.store.db.deleteFrom('message').where('template', '=', 'paging-test').execute();
    await house.store.db.deleteFrom('paging_test').execute();
  };

  it('asked, accepted by the mail server, opened, acknowledged: each by itself', async () => {
    expect(await read()).toEqual([]);
    await page();

    const [mail, ...others] = await mailsTo(house, lee);
    expect(others).toEqual([]);
    expect(mail?.subject).toMatch(/^TEST – you paged yourself at \d\d:\d\d, /);
    expect(await states()).toEqual(['asked done', 'email done', 'opened waiting', 'acknowledged waiting']);
    for (const nobody of ['amara.osei@riverside.test', 'sam.wright@riverside.test'])
      expect(await mailsTo(house, nobody)).toEqual([]);

    const link = /http\S+\/paging-tests\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    const id = link.split('/').at(-1) ?? '';
    await house.people.clinician.post(`/paging-tests/${id}/opening`, {});
    expect(await states()).toEqual(['asked done', 'email done', 'opened done', 'acknowledged waiting']);
    await house.people.clinician.post(`/paging-tests/${id}/acknowledgement`, {});
    expect(await states()).toEqual(['asked done', 'email done', 'opened done', 'acknowledged done']);
  });

  it('whatever follows the link of the mail without signing in has not opened it', async () => {
    await minuteOver();
    await page();
    const [mail] = await mailsTo(house, lee);
    const link = /http\S+\/paging-tests\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    const kept = () => house.store.db.selectFrom('paging_test').selectAll().execute();
    const before = await kept();

    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const found = await fetch(link, { method, headers: { accept: 'text/html' }, redirect: 'manual' });
      await found.body?.cancel();
      if (method === 'GET')
        expect(found.headers.get('location')).toBe(`/sign-in?to=${encodeURIComponent(new URL(link).pathname)}`);
    }
    const posted = await fetch(`${house.url}/api/v1${new URL(link).pathname}/opening`, { method: 'POST' });
    expect(posted.status).toBe(401);

    expect(await kept()).toEqual(before);
    expect(await states()).toContain('opened waiting');
  });

  it('an address that is none is said, with who mends it, and marks nothing', async () => {
    await minuteOver();
    const address = (email: string) =>
      house.store.db.updateTable('staff_member').set({ email }).where('role', '=', 'clinician').execute();
    await address('dr.lee@riverside');
    await page();

    expect((await read())[1]).toEqual(
      expect.objectContaining({
        state: 'failed',
        words: 'Not accepted by the mail server',
        advice: expect.stringMatching(/^There is no such mailbox\. Ask whoever runs Throughline/) as string,
      }),
    );
    for (const list of ['/escalations', '/tasks', '/worklist?view=needs-you'])
      expect((await house.people.lead.get<{ items: object[] }>(list)).body.items).toEqual([]);
    await address(lee);
  });

  it('a server that does not take it is told with its answer; it takes it later, as it would an alert', async () => {
    await minuteOver();
    answer = { code: 451, text: '4.3.0 Later' };
    await house.people.clinician.post('/me/paging-test', {});
    await until(async () => (await read())[1]?.state === 'failed');
    expect((await read())[1]?.advice).toMatch(/^The mail server did not take it \(451 4\.3\.0\)\. It is tried again/);

    answer = 'accept';
    await house.people.operator.post('/demo/clock', { advance: 'PT1M' });
    expect(await states()).toContain('email done');
  });

  async function until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + MINUTE;
    while (!(await holds())) if (Date.now() > end) throw new Error('it never came true');
  }
});

it('with nothing at work that sends, it says that an alert would wait, too', async () => {
  const house = await openHouse({ withWorker: false });
  await house.people.clinician.post('/me/paging-test', {});
  const read = async () =>
    (await house.people.clinician.get<{ test: Test | null }>('/me/paging-test')).body.test?.steps[1];
  expect(await read()).toMatchObject({ state: 'waiting', advice: null });

  await house.store.db
    .updateTable('clinic')
    .set((eb) => ({ clock_offset_ms: eb('clock_offset_ms', '+', MINUTE) }))
    .execute();

  expect(await read()).toMatchObject({
    state: 'waiting',
    words: 'Still waiting for the mail server, since',
    advice: expect.stringMatching(/an alert would wait, too/) as string,
  });
  await house.close();
});
