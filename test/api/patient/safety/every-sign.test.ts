import request from 'supertest';
import { shippedInstrument } from '../../../support/care/shipped';
import { type Browser, type PatientAtHome, started } from '../patient-at-home';
import { post, send, visitsOf } from '../visits';

let home: PatientAtHome | null = null;
afterEach(async () => {
  await home?.close();
  home = null;
});

/** Each answer that wakes somebody or has somebody ring: the form, the item, and the least answer that does. */
const signs = [
  'red-flags',
  'phq-9',
  'medicine-signs',
  'medicine-safety',
  'after-injection',
  'wound',
  'side-effects',
].flatMap((form) => {
  const { items, version, presentation } = shippedInstrument(form);
  return items.flatMap(({ id, safety }, index) =>
    safety === undefined ? [] : [{ form, version, presentation, id, index, ...safety }],
  );
});
type Sign = (typeof signs)[number];

const answerWith = (browser: Browser, { form, version, presentation, id, index, from }: Sign) =>
  presentation === 'list'
    ? post(browser, 1, `${form}@${version}`, { tick: [id] })
    : post(browser, index + 1, `${form}@${version}/${id}`, { answer: from });

/** Answers whatever is still open as little as can be, and sends. */
async function walkToTheEnd(browser: Browser): Promise<void> {
  for (;;) {
    const { headers } = await send(browser).expect(303);
    const n = Number(/\/q\/(\d+)$/.exec(String(headers.location))?.[1]);
    if (Number.isNaN(n)) return;
    const { text } = await browser.get(String(headers.location)).expect(200);
    const question = /name="question" value="([^"]+)"/.exec(text)?.[1] ?? '';
    await post(browser, n, question, text.includes('name="none"') ? { none: '1' } : { answer: 0 }).expect(303);
  }
}

test.each(signs)(
  'PS-1, PS-7: $rule of $form has its own help, and the thanks and the link begin with it after all the rest',
  async (sign) => {
    const visits = await visitsOf([sign.form]);
    const mine = (home = visits.home);
    await visits.comeAt('10:00');
    const browser = await started(mine);
    await answerWith(browser, sign).expect(303);
    await walkToTheEnd(browser);

    const done = await browser.get(`${mine.at}/done`).expect(200);
    const reopened = await request(mine.app).get(`/go/${mine.code}`).expect(200);

    for (const { text } of [done, reopened]) {
      const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
      expect(main).toContain(`data-version="${sign.help}@`);
      const [help, number, thanks] = ['data-version="', 'class="call', 'Answers sent</h2>'].map((part) =>
        main.indexOf(part),
      );
      expect(help).toBeGreaterThan(0);
      expect(help).toBeLessThan(number ?? 0);
      expect(number).toBeLessThan(thanks ?? 0);
      expect(main).not.toMatch(/nothing else to do|working days/);
    }
  },
);

test('PS-1: every sign that a form of ours knows is among them', () => {
  expect(signs.filter(({ form }) => form === 'red-flags')).toHaveLength(11);
  expect(signs.filter(({ rule }) => rule === 'phq-9.item-9')).toMatchObject([{ from: 1 }]);
});
