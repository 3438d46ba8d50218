import { loadCatalogue } from '../../../src/catalogue/catalogue';
import { root } from '../../support/care/shipped';
import { always, askInstead, type PatientAtHome, patientAtHome, started } from './patient-at-home';
import { post, send } from './visits';

let home: PatientAtHome;
afterEach(() => home.close());

/** Goes from the link to the thanks with the first answer of each page: pages read, and taps. */
async function walked(): Promise<{ pages: number; taps: number }> {
  const browser = await started(home);
  let [pages, taps] = [1, 1]; // the first page, and Start
  let at = home.at;
  for (;;) {
    const page = await browser.get(at).redirects(1).expect(200);
    pages += 1;
    if (page.text.includes('Answers sent')) return { pages, taps };
    const question = /name="question" value="([^"]+)"/.exec(page.text)?.[1];
    const n = Number(/action="[^"]*\/q\/(\d+)"/.exec(page.text)?.[1]);
    const none = page.text.includes('name="none"');
    const value = /type="radio" name="answer"[^>]*value="(\d+)"/.exec(page.text)?.[1] ?? '';
    taps += question === undefined ? 1 : 2; // an answer, and Continue
    const onward =
      question === undefined ? send(browser) : post(browser, n, question, none ? { none: '1' } : { answer: value });
    at = String((await onward.expect(303)).headers.location);
  }
}

test('PF-e: a weekly check-in takes at most ten taps and seven pages, without a script', async () => {
  home = await patientAtHome();
  await askInstead(home, 'red-flags', 'peg');

  const { pages, taps } = await walked();

  expect(taps).toBeLessThanOrEqual(10);
  expect(pages).toBeLessThanOrEqual(7);
});

test('PF-e, T-11: all that version 3 asks on the first day takes at most twenty-six pages', async () => {
  const { checkIns, tracks } = loadCatalogue(root).pathway('post-laminectomy-syndrome', 3);
  const first = tracks[0]?.stages[0]?.checkIns.flatMap((series) =>
    'every' in series || series.once.afterDays === 0 ? [series.checkIn] : [],
  );
  const forms = checkIns.filter(({ id }) => first?.includes(id)).flatMap(({ ask }) => ask);
  expect(new Set(forms)).toEqual(new Set(['red-flags', 'peg', 'rmdq-24', 'phq-9', 'gad-7']));
  home = await patientAtHome({ item9Window: always, holidays: [] });
  await askInstead(home, ...new Set(forms));

  expect((await walked()).pages).toBeLessThanOrEqual(26);
});
