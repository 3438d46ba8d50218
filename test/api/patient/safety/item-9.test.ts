import { HOUR, MINUTE } from '../../../../src/domain/words/time';
import { type PatientAtHome, started, step } from '../patient-at-home';
import { noFlags, post, send, visitsOf } from '../visits';

let visits: Awaited<ReturnType<typeof visitsOf>>;
let home: PatientAtHome;
afterEach(() => home.close());

async function begin(...how: Parameters<typeof visitsOf>): Promise<void> {
  visits = await visitsOf(...how);
  home = visits.home;
}

describe('by day', () => {
  const policy = async () =>
    (await home.db.selectFrom('escalation').select(['tier', 'policy', 'next_due_at']).execute()).map(
      ({ tier, policy: ladder, next_due_at }) => ({ tier, ladder, next_due_at }),
    );

  test('item 9 at 1 shows the crisis page and climbs the ladder of the same day', async () => {
    await begin(['phq-9']);
    const now = await visits.comeAt('10:00');
    const browser = await started(home);

    const page = await post(browser, 9, 'phq-9@1/9', { answer: 1 }).redirects(1).expect(200);

    expect(page.text).toContain('You do not have to carry this alone');
    const [raised] = await policy();
    expect(raised?.tier).toBe('now');
    expect(raised?.ladder).toMatchObject({ coverage: 'next-staffed', goesOnAfterHours: true });
    expect(raised?.next_due_at).toBeLessThan(now + MINUTE);
  });

  test.each([2, 3])('item 9 at %i is immediate, and a later 1 does not slow it down', async (value) => {
    await begin(['phq-9']);
    await visits.comeAt('10:00');
    const browser = await started(home);

    await post(browser, 9, 'phq-9@1/9', { answer: value }).redirects(1).expect(200);
    await post(browser, 9, 'phq-9@1/9', { answer: 1 }).redirects(1).expect(200);

    expect((await policy()).map(({ ladder }) => ladder.coverage)).toEqual(['on-call']);
  });

  test('item 9 at 1 and then at 2 is raised to the immediate ladder, from its first rung', async () => {
    await begin(['phq-9']);
    await visits.comeAt('10:00');
    const browser = await started(home);

    await post(browser, 9, 'phq-9@1/9', { answer: 1 }).redirects(1).expect(200);
    await post(browser, 9, 'phq-9@1/9', { answer: 2 }).redirects(1).expect(200);

    const found = await home.db.selectFrom('escalation').select(['policy', 'round', 'rung']).execute();
    expect(found).toEqual([{ policy: expect.objectContaining({ coverage: 'on-call' }), round: 2, rung: 0 }]);
  });

  test('item 9 left blank is asked by somebody the same day, and is no score of 0', async () => {
    await begin(['phq-9']);
    const now = await visits.comeAt('10:00');
    const browser = await started(home);
    for (const item of [1, 2, 3, 4, 5, 6, 7, 8]) await post(browser, item, `phq-9@1/${item}`, { answer: 1 });
    await browser.post(`${home.at}/q/9/skip`).type('form').send({ question: 'phq-9@1/9' });
    await browser.post(`${home.at}/q/10/skip`).type('form').send({ question: 'phq-9@1/10' });
    await send(browser).expect('location', `${home.at}/done`);
    await step(home);

    expect(await visits.facts('check-in.answered')).toEqual([
      { data: expect.objectContaining({ unknown: ['phq-9.item-9'], late: false }) },
    ]);
    expect(await visits.tasks('ask-left-blank')).toEqual([{ status: 'open', due_at: now + 7 * HOUR }]);
    expect(await home.db.selectFrom('escalation').selectAll().execute()).toEqual([]);
  });

  test('a form that was begun and never sent is asked about at its close', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('10:00');
    const browser = await started(home);
    await noFlags(browser);
    await post(browser, 2, 'phq-9@1/1', { answer: 1 });
    await home.passTo(home.checkIn.closesAt + MINUTE);
    await step(home);

    expect((await visits.tasks('ask-left-blank')).map(({ status }) => status)).toEqual(['open']);
    const [passed] = await home.db.selectFrom('event').select('observed').where('type', '=', 'time.passed').execute();
    expect(await visits.rebuilt()).toEqual(await visits.snapshot());
    expect(passed?.observed).toEqual([expect.objectContaining({ unknown: ['phq-9.item-9'], anyAnswer: true })]);
  });

  test('a form that nobody reached in a check-in that was begun is asked about as well', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('10:00');
    await noFlags(await started(home));
    await home.passTo(home.checkIn.closesAt + MINUTE);
    await step(home);

    expect((await visits.tasks('ask-left-blank')).map(({ status }) => status)).toEqual(['open']);
  });
});
