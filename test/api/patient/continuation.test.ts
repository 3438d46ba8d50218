import { always, askInstead, type Browser, type PatientAtHome, patientAtHome, started } from './patient-at-home';

let home: PatientAtHome;
let browser: Browser;
beforeAll(async () => {
  home = await patientAtHome({ item9Window: always, holidays: [] });
});
afterAll(() => home.close());

/** The same check-in asked anew: other forms, nothing answered. */
async function ask(...forms: string[]): Promise<void> {
  await askInstead(home, ...forms);
  browser = await started(home);
}

const answer = (n: number, question: string, value: number) =>
  browser.post(`${home.at}/q/${n}`).type('form').send({ question, answer: value });

async function scores(): Promise<Record<string, number>> {
  const { db, checkIn } = home;
  const rows = await db.selectFrom('score').select(['score', 'value']).where('check_in_id', '=', checkIn.id).execute();
  return Object.fromEntries(rows.map(({ score, value }) => [score, value]));
}

describe('a short form that flags', () => {
  beforeEach(() => ask('phq-2'));

  it('goes on into the long form without asking the same items twice', async () => {
    await answer(1, 'phq-2@1/1', 2).expect('location', `${home.at}/q/2`);
    await answer(2, 'phq-2@1/2', 1).expect('location', `${home.at}/q/3`);
    const third = await browser.get(`${home.at}/q/3`).expect(200);

    expect(third.text).toContain('Trouble falling or staying asleep');
    expect(third.text).toContain('Over the last 2 weeks, how often have you been bothered');
    expect(third.text).toContain('value="phq-9@1/3"');
    expect(await scores()).toEqual({ 'phq-2': 3 });
  });

  it('PR-2: counts what has followed apart: the number of questions that was named does not jump', async () => {
    const titleOf = async (n: number) =>
      /<p class="caption">([^<]*)/.exec((await browser.get(`${home.at}/q/${n}`).expect(200)).text)?.[1];
    await answer(1, 'phq-2@1/1', 3);
    expect(await titleOf(2)).toBe('Question 2 of 2');
    await answer(2, 'phq-2@1/2', 3);

    expect([await titleOf(2), await titleOf(3)]).toEqual(['Question 2 of 2', 'A few more questions: 1 of 8']);
  });

  it('ends at the long form’s last question, with one score each', async () => {
    await answer(1, 'phq-2@1/1', 2);
    await answer(2, 'phq-2@1/2', 1);
    for (const item of [3, 4, 5, 6, 7, 8, 9]) {
      await answer(item, `phq-9@1/${item}`, 0).expect('location', `${home.at}/q/${item + 1}`);
    }
    const difficulty = await browser.get(`${home.at}/q/10`).expect(200);
    await answer(10, 'phq-9@1/10', 1).expect('location', `${home.at}/check`);

    expect(difficulty.text).toContain('how difficult have these problems made it');
    expect(difficulty.text).not.toContain('how often have you been bothered');
    expect(await scores()).toEqual({ 'phq-2': 3, 'phq-9': 3 });
  });

  it('takes a changed answer along into the long form', async () => {
    await answer(1, 'phq-2@1/1', 2);
    await answer(2, 'phq-2@1/2', 1);
    for (const item of [3, 4, 5, 6, 7, 8, 9]) await answer(item, `phq-9@1/${item}`, 1);
    await browser.post(`${home.at}/q/1?from=check`).type('form').send({ question: 'phq-2@1/1', answer: 0 });

    expect(await scores()).toEqual({ 'phq-2': 1, 'phq-9': 8 });
  });

  it('wakes somebody at item 9 and shows the crisis page at once', async () => {
    await answer(1, 'phq-2@1/1', 3);
    await answer(2, 'phq-2@1/2', 3);
    const help = await answer(9, 'phq-9@1/9', 1).redirects(1).expect(200);

    expect(help.text).toContain('You do not have to carry this alone');
    const raised = await home.db
      .selectFrom('escalation_signal')
      .select(['rule', 'class'])
      .where('check_in_id', '=', home.checkIn.id)
      .execute();
    expect(raised).toEqual([{ rule: 'phq-9.item-9', class: 'mental-health' }]);
  });
});

describe('an item that is no sentence', () => {
  it.each([
    [
      'phq-9',
      'Over the last 2 weeks, how often have you been bothered by',
      'Little interest or pleasure in doing things',
    ],
    ['gad-7', 'Over the last 2 weeks, how often have you been bothered by', 'Feeling nervous, anxious'],
    ['side-effects', 'Since you last answered, how much has this troubled you?', 'Sleepiness'],
  ])('PR-1: of %s is one question with the words before it, which are said once', async (form, stem, item) => {
    await ask(form);
    const { text } = await browser.get(`${home.at}/q/1`).expect(200);
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    const legend = /<legend>([^]*?)<\/legend>/.exec(main)?.[1] ?? '';

    expect(legend.replace(/<[^>]*>/g, '')).toMatch(new RegExp(`^${stem.replace('?', '\\?')}[^]* ${item}`));
    expect(main.split(stem)).toHaveLength(2);
    expect(main).not.toContain('id="recall"');
  });
});

it('PR-6: “anything else” leads to where it is said in words, which somebody reads', async () => {
  await ask('side-effects');
  const page = async (n: number) => {
    const { text } = await browser.get(`${home.at}/q/${n}`).expect(200);
    return text.slice(text.indexOf('<main'), text.indexOf('</main>'));
  };

  expect(await page(7)).toContain(`Say what it is in your own words: <a href="${home.at}/report">Report a problem</a>`);
  expect(await page(6)).not.toContain('in your own words');
});

describe('forms asked together', () => {
  it('end after a short form that does not flag', async () => {
    await ask('phq-2');
    await answer(1, 'phq-2@1/1', 1);
    await answer(2, 'phq-2@1/2', 1).expect('location', `${home.at}/check`);

    expect(await scores()).toEqual({ 'phq-2': 2 });
  });

  it('leave out the question on difficulty when no problem was named', async () => {
    await ask('phq-9');
    for (const item of [1, 2, 3, 4, 5, 6, 7, 8]) await answer(item, `phq-9@1/${item}`, 0);
    await answer(9, 'phq-9@1/9', 0).expect('location', `${home.at}/check`);

    expect(await scores()).toEqual({ 'phq-2': 0, 'phq-9': 0 });
  });

  it('ask for the pain rating once, and send each score once', async () => {
    await ask('nrs', 'peg');
    for (const item of [1, 2, 3]) await answer(item, `peg@1/${item}`, 4 + item);
    await browser.post(`${home.at}/check`).type('form').send({}).expect(303);

    const { data } = await home.db
      .selectFrom('event')
      .select('data')
      .where('type', '=', 'check-in.answered')
      .executeTakeFirstOrThrow();
    expect(data).toMatchObject({
      scores: [
        { score: 'peg', value: 6, raw: 18 },
        { score: 'nrs', value: 5, raw: 5 },
      ],
    });
  });
});
