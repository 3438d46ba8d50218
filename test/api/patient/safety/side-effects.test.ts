import { type PatientAtHome, started, step } from '../patient-at-home';
import { post, send, visitsOf } from '../visits';

let home: PatientAtHome;
let visits: Awaited<ReturnType<typeof visitsOf>>;
beforeEach(async () => {
  visits = await visitsOf(['side-effects']);
  home = visits.home;
  await visits.comeAt('10:00');
});
afterEach(() => home.close());

const raised = () => home.db.selectFrom('escalation').select(['tier', 'class']).execute();
const status = async () => (await home.db.selectFrom('enrolment').select('status').executeTakeFirstOrThrow()).status;

describe('a side effect', () => {
  test('that was skipped is not known: a clinician asks the same day', async () => {
    const browser = await started(home);
    for (const item of [1, 2, 3, 4, 5, 6]) await post(browser, item, `side-effects@1/${item}`, { answer: 0 });
    await browser.post(`${home.at}/q/7/skip`).type('form').send({ question: 'side-effects@1/7' });
    await send(browser).expect('location', `${home.at}/done`);
    await step(home);

    const [fact] = await visits.facts('check-in.answered');
    expect(fact?.data).toMatchObject({ unknown: ['side-effects.other'] });
    expect(await visits.tasks('ask-left-blank')).toEqual([{ status: 'open', due_at: visits.at('17:00', 0) }]);
  });

  test('that troubles quite a lot is kept, and wakes nobody', async () => {
    const browser = await started(home);

    await post(browser, 1, 'side-effects@1/1', { answer: 2 }).expect(303);

    expect(await raised()).toEqual([]);
  });

  test('that troubles very much is told to a clinician the same day, and holds no message', async () => {
    const browser = await started(home);

    const page = await post(browser, 1, 'side-effects@1/1', { answer: 3 }).redirects(1).expect(200);

    expect(page.text).toContain('sleepiness@');
    expect(await raised()).toEqual([{ tier: 'today', class: 'medication' }]);
    expect(await status()).toBe('active');
  });
});
