import request from 'supertest';
import { sql } from 'kysely';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { createLinkCode, linkCodeHash } from '../../../src/storage/check-in/links';
import { everything, type PatientAtHome, patientAtHome, started, step } from './patient-at-home';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

type Fields = Record<string, string | string[]>;

const get = (path: string) => request(home.app).get(path);
const post = (path: string, fields: Fields) =>
  request(home.app).post(path).set('Sec-Fetch-Site', 'same-origin').type('form').send(fields);
const at = () => `/go/${home.code}/report`;
const none: Fields = { question: 'red-flags@2', none: '1' };
const said: Fields = { about: 'medicine', since: 'days', severity: '4', wait: 'yes', words: 'I feel <b>sick</b>.' };

/** The id that the page made. */
const idIn = (text: string): string => /name="report" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';

/** The safety questions, and where they lead. */
async function begin(fields: Fields = none, base = at()): Promise<string> {
  const report = idIn((await get(base)).text);
  const { headers } = await post(base, { report, ...fields }).expect(303);
  return String(headers.location);
}

const reports = async () =>
  (
    await sql<object>`select about, severity, wait, sent_at is not null as sent, task_about from problem_report`.execute(
      home.db,
    )
  ).rows;
const tasks = async () =>
  (
    await sql<{ kind: string; team: string; key: string; due: string }>`
    select kind, team, due_at::text as due from task where kind in ('look-at-report', 'answer-report', 'ask-left-blank')
    order by kind, key`.execute(home.db)
  ).rows;
const mails = async () =>
  (
    await sql<object>`select state, role, params ->> 'readBy' is not null as "hasDay" from message
    where template = 'problem-report'`.execute(home.db)
  ).rows;
const signals = async () =>
  (
    await sql<object>`select s.rule, s.class, e.tier, s.problem_report_id is not null as "ofReport"
    from escalation_signal s join escalation e on e.id = s.escalation_id order by s.rule`.execute(home.db)
  ).rows;
const facts = async () =>
  (
    await sql<{ type: string }>`select type from event where recorded_by = 'patient' order by seq`.execute(home.db)
  ).rows.map(({ type }) => type);

describe('a problem reported by link', () => {
  it('PR-12: asks the safety questions first, then what is wrong, and becomes a task that somebody reads', async () => {
    const first = await get(at()).expect(200);
    expect(first.text).toContain('Report a problem: page 1 of 2');
    expect(first.text).toContain('A wound or injection place that is red');
    expect(first.text).not.toContain('<script');

    const page = await begin();
    expect((await get(page)).text).toContain('Can this wait until your next appointment?');
    await post(page, said).expect(303).expect('location', page);
    await step(home);

    expect(await tasks()).toMatchObject([{ kind: 'look-at-report', team: 'clinicians' }]);
    expect(await signals()).toEqual([]);
    expect(await mails()).toEqual([{ state: 'planned', role: 'received', hasDay: true }]);
    const sent = await get(page);
    expect(sent.text).toContain('We have your message');
    expect(sent.text).toContain('Somebody of your team reads it by');
    expect(sent.text).toContain('Is it hard to breathe, or is your face or throat swollen?');
    expect(sent.text).not.toContain('sick');
  });

  it('changes nothing when it is looked at', async () => {
    const before = await everything(home.db);
    for (const path of ['', '/skip', '/0199a000-0000-7000-8000-000000000000', '/not-an-id/help'])
      await get(`${at()}${path}`);

    expect(await everything(home.db)).toBe(before);
    expect(home.nudges).toEqual([]);
  });

  it('PR-12: wakes somebody at a sign in the same save, and shows the help page, before anything else is said', async () => {
    const help = await begin({ question: 'red-flags@2', tick: ['8'] });

    expect(help).toMatch(/\/help$/);
    expect((await get(help)).text).toContain('Go to your nearest Emergency Department now.');
    expect(await signals()).toEqual([{ rule: 'red-flag.wound', class: 'infection', tier: 'now', ofReport: true }]);
    expect(await facts()).toEqual(['safety.signalled', 'escalation.raised']);
    expect(home.nudges).toContain('dispatch urgent');
    const { rows } =
      await sql`select from text_shown where text = 'infection' and problem_report_id is not null`.execute(home.db);
    expect(rows).toHaveLength(1);
  });

  it('raises the same sign of one report once, and does not wake a second person by what is said afterwards', async () => {
    const report = idIn((await get(at())).text);
    const fields = { report, question: 'red-flags@2', tick: '8' };
    await post(at(), fields).expect(303);
    await post(at(), fields).expect(303);
    await post(`${at()}/${report}`, { ...said, about: 'wound', severity: '9', wait: 'no' }).expect(303);
    await step(home);

    expect(await signals()).toHaveLength(1);
    expect(await tasks()).toMatchObject([{ kind: 'look-at-report' }]);
    expect((await get(`${at()}/${report}`)).text).toContain('Go to your nearest Emergency Department now.');
  });

  it.each([
    ['severe', { severity: '7' }],
    ['what cannot wait', { wait: 'no' }],
  ])('tells whoever is on duty today of %s, and the page says to ring', async (_name, change) => {
    const page = await begin();
    await post(page, { ...said, ...change }).expect(303);
    await step(home);

    expect(await signals()).toEqual([{ rule: 'problem.medicine', class: 'medication', tier: 'today', ofReport: true }]);
    expect(await tasks()).toEqual([]);
    expect((await get(page)).text).toContain('Do not wait for us.');
    expect(await mails()).toEqual([{ state: 'planned', role: 'received', hasDay: false }]);
  });

  it('keeps skipped safety questions unknown: somebody asks them', async () => {
    const skip = await get(`${at()}/skip?report=0199a000-0000-4000-8000-000000000001`);
    expect(skip.text).toContain('Skip this question?');
    const page = await begin({ question: 'red-flags@2', skip: '1' });
    await post(page, said).expect(303);
    await step(home);

    expect((await tasks()).map(({ kind }) => kind)).toEqual(['ask-left-blank', 'look-at-report']);
  });

  it('is one report, one task and one mail however often it is pressed, and another one where something else is said', async () => {
    const page = await begin();
    await Promise.all([post(page, said), post(page, said)]);
    await post(page, said);
    expect(await reports()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);

    const other = await post(page, { ...said, words: 'And dizzy.' }).expect(303);
    await post(page, { ...said, words: 'And dizzy.' }).expect('location', String(other.headers.location));
    await step(home);

    expect(other.headers.location).not.toBe(page);
    expect(await reports()).toHaveLength(2);
    expect(await facts()).toEqual(['problem.reported', 'problem.reported']);
  });

  it('keeps more than three a day, which share one task due the same day', async () => {
    for (const n of [1, 2, 3, 4, 5]) await post(await begin(), { ...said, severity: '1', words: `${n}` }).expect(303);
    await step(home);

    expect(await reports()).toHaveLength(5);
    expect(await tasks()).toHaveLength(4);
    expect(await signals()).toEqual([]);
  });

  it('wakes somebody about each that is severe, however many there were that day', async () => {
    for (const n of [1, 2, 3, 4, 5]) await post(await begin(), { ...said, severity: '9', words: `${n}` }).expect(303);
    await step(home);

    expect(await reports()).toHaveLength(5);
    expect(await tasks()).toEqual([]);
    expect(await signals()).toHaveLength(5);
  });

  it('names what is missing and what cannot be taken, and keeps what was typed', async () => {
    const page = await begin();
    const empty = await post(page, {}).expect(422);
    for (const fault of [
      'Choose what it is about.',
      'Choose since when you have it.',
      'Choose a number from 0 to 10',
      'Choose whether it can wait.',
    ])
      expect(empty.text).toContain(fault);
    expect(empty.text).toContain('<title>Error: ');
    expect(empty.text).toContain('href="#about-pain"');

    const long = await post(page, { ...said, wait: '', words: 'x'.repeat(2001) }).expect(422);
    expect(long.text).toContain('Use at most 2000 characters for your own words.');
    expect(long.text).toContain('value="medicine" checked');
    expect(long.text).toContain('x'.repeat(2001));
    expect(await reports()).toMatchObject([{ sent: false }]);
    await post(page, { ...said, words: `${'ü'.repeat(1990)}\r\n${'ü'.repeat(9)}` }).expect(303);
    await post(page, { ...said, words: 'x'.repeat(40_000) }).expect(413);
  });

  it('asks back, with help first, where ticks contradict each other', async () => {
    await post(at(), { question: 'red-flags@2' }).expect(303).expect('location', `${at()}?fault=neither`);
    const both = await post(at(), { question: 'red-flags@2', tick: '1', none: '1' }).expect(422);

    expect(both.text).toContain('Go to your nearest Emergency Department now.');
    expect(await signals()).toEqual([]);
  });

  it('takes no form from another site, and no report of somebody else', async () => {
    await request(home.app).post(at()).set('Sec-Fetch-Site', 'cross-site').type('form').send(none).expect(403);
    await post(`${at()}/0199a000-0000-4000-8000-000000000009`, said).expect(303).expect('location', at());

    expect(await reports()).toEqual([]);
  });
});

describe('the link of the mail that answers a report', () => {
  it('shows what is done about it, takes another report, and stops the messages', async () => {
    await post(await begin(), said).expect(303);
    const code = createLinkCode();
    await sql`insert into link (code_hash, problem_report_id, message_id)
      select ${linkCodeHash(code)}, problem_report_id, id from message where template = 'problem-report'`.execute(
      home.db,
    );

    expect((await get(`/go/${code}`).expect(200)).text).toContain('We have your message');
    expect(await begin(none, `/go/${code}/report`)).toMatch(/report\/[0-9a-f-]{36}$/);
    await post(`/go/${code}/stop`, { choice: 'stop' }).expect(303);
    expect((await get(`/go/${code}/stop`)).text).toContain('Your messages are stopped');
  });
});

describe('where a problem can be reported', () => {
  it('from a check-in that is open, answered or closed, and behind its cookie without the secret', async () => {
    expect((await get(`/go/${home.code}`)).text).toContain(`href="/go/${home.code}/report"`);
    const browser = await started(home);
    const base = `${home.at}/report`;
    const report = idIn((await browser.get(base).expect(200)).text);
    await browser
      .post(base)
      .type('form')
      .send({ report, ...none })
      .expect(303)
      .expect('location', `${base}/${report}`);
    await browser.post(`${base}/${report}`).type('form').send(said).expect(303);
    await home.passTo(home.checkIn.closesAt + 30 * DAY);

    expect((await get(`/go/${home.code}`).expect(404)).text).toContain(`href="/go/${home.code}/report"`);
    await post(await begin(), said).expect(303);
    expect(await reports()).toHaveLength(2);
  });

  it('not behind a cookie that is missing, and not by a link that nobody knows', async () => {
    expect((await get(`${home.at}/report`).expect(403)).text).toContain('Open your link again');
    const unknown = await get('/go/AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA/report').expect(404);
    expect(unknown.text).toContain('Nothing was sent. Ring us, and tell us what is wrong.');
    const worrying = await post('/go/AAAA-AAAA/report', { question: 'red-flags@2', tick: '1' }).expect(404);
    expect(worrying.text).toContain('Go to your nearest Emergency Department now.');
  });

  it('while messages are paused or stopped', async () => {
    await post(`/go/${home.code}/stop`, { choice: 'stop' }).expect(303);
    await post(await begin(), said).expect(303);
    await step(home);

    expect(await tasks()).toMatchObject([{ kind: 'look-at-report' }]);
  });

  it('not after the end of care: the page says what to do, and help comes first', async () => {
    const page = await begin();
    await home.store.transact(home.db, async (tx) => {
      await home.store.facts.lockPatient(tx, home.patientId);
      const locked = await home.store.facts.lockEnrolment(tx, home.deps.rules, home.enrolmentId);
      await home.store.facts.recordFact(tx, locked, {
        type: 'enrolment.withdrawn',
        data: { reason: 'x' },
        recordedBy: 'test',
      });
    });

    for (const ended of [await get(at()).expect(200), await post(page, said).expect(200)]) {
      expect(ended.text).toContain('Your care with us has ended');
      expect(ended.text).toContain('ring your own doctor');
    }
    const worrying = await post(at(), { question: 'red-flags@2', tick: '1' }).expect(409);
    expect(worrying.text).toContain('Go to your nearest Emergency Department now.');
    expect(await reports()).toMatchObject([{ sent: false }]);
    expect(await signals()).toEqual([]);
  });

  it('where a clinic asks the birthday: nobody has to know it, and no name is shown', async () => {
    await home.close();
    home = await patientAtHome({ askBirthday: true });
    const { text } = await get(at()).expect(200);

    expect(text).not.toContain('Ada');
    await post(await begin(), said).expect(303);
    await home.passTo((await home.store.clock.clinicNow(home.db, home.clinicId)) + HOUR);
    expect(await reports()).toMatchObject([{ sent: true }]);
  });
});
