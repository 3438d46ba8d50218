import { localDateAt } from '../../src/domain/calendar/calendar';
import { DAY, HOUR } from '../../src/domain/words/time';
import {
  type AnsweringClinic,
  type CheckIn,
  noFlags,
  numbered,
  openAnsweringClinic,
} from '../support/care/answering-clinic';
import { london } from '../support/care/facts';

let f: AnsweringClinic;
beforeAll(async () => {
  f = await openAnsweringClinic();
});
afterAll(async () => {
  await f.close();
});

const peg = numbered(7, 6, 8);
const statusOf = ({ id }: CheckIn) =>
  f.db.selectFrom('check_in').select(['status', 'sent_at']).where('id', '=', id).executeTakeFirstOrThrow();
const coordinatorId = async () => {
  const row = f.db.selectFrom('staff_member').select('id').where('role', '=', 'coordinator');
  return (await row.executeTakeFirstOrThrow()).id;
};

describe('answers taken on the telephone', () => {
  test('count as the patient’s own: rows, score, the fact with who took them, and no reminder any more', async () => {
    const checkIn = await f.asked(['red-flags', 'peg']);
    const before = await f.planned(checkIn.enrolmentId);

    const answer = await f.take(checkIn, { answers: { 'red-flags': noFlags, peg } });

    expect([answer.status, answer.body]).toEqual([202, { eventId: expect.any(String), late: false, help: [] }]);
    expect(await f.factsOf(checkIn)).toEqual([
      expect.objectContaining({
        type: 'check-in.answered',
        recorded_by: await coordinatorId(),
        data: {
          checkIn: checkIn.key,
          scores: [
            { score: 'peg', value: 7, raw: 21 },
            { score: 'nrs', value: 7, raw: 7 },
          ],
          late: false,
          forms: ['red-flags', 'peg'],
          taken: { by: 'telephone', from: 'patient' },
        },
      }),
    ]);
    const rows = await f.answersOf(checkIn);
    expect(rows).toHaveLength(14);
    expect(rows.every(({ saved_by, late, revision }) => saved_by === null && !late && revision === 1)).toBe(true);
    expect(await statusOf(checkIn)).toMatchObject({ status: 'answered', sent_at: expect.any(Number) });
    expect(before.length).toBeGreaterThan((await f.planned(checkIn.enrolmentId)).length);
    const { scores } = await f.stateOf(checkIn);
    expect(scores.peg).toEqual([expect.objectContaining({ value: 7 })]);
  });

  test('act at once when they are worrying: an escalation, the hold, and the words to read to the patient', async () => {
    const checkIn = await f.asked(['red-flags', 'peg']);

    const { status, body } = await f.take(checkIn, { answers: { 'red-flags': { ...noFlags, '2': 1, '9': 1 }, peg } });

    expect(status).toBe(202);
    expect(body.help.map(({ page }: { page: string }) => page)).toEqual(['emergency', 'ring-today']);
    expect(body.help[0]).toEqual({
      page: 'emergency',
      language: 'en',
      version: expect.any(String),
      title: expect.any(String),
      lines: expect.arrayContaining([expect.any(String)]),
    });
    expect(await f.textsShown(checkIn)).toEqual([{ text: 'emergency' }, { text: 'ring-today' }]);
    expect((await f.factsOf(checkIn)).map(({ type }) => type)).toEqual([
      'safety.signalled',
      'safety.signalled',
      'escalation.raised',
      'check-in.answered',
    ]);
    const raised = f.db.selectFrom('escalation').select(['tier', 'status']).where('patient_id', '=', checkIn.patientId);
    expect(await raised.orderBy('tier').execute()).toEqual([
      { tier: 'now', status: 'open' },
      { tier: 'today', status: 'open' },
    ]);
    expect(await f.statusOf(checkIn.enrolmentId)).toBe('held');
    await f.stateOf(checkIn);
  });

  test('may be PHQ-9 at night, for a person is there; a blank item 9 is asked', async () => {
    const checkIn = await f.asked(['phq-2'], DAY + 13 * HOUR);
    const long = { '3': 1, '4': 1, '5': 1, '6': 0, '7': 0, '8': 0, '9': null };

    const { status, body } = await f.take(checkIn, { answers: { 'phq-9': long, 'phq-2': numbered(2, 2) } });

    expect([status, body.detail]).toEqual([202, undefined]);
    const [fact] = await f.factsOf(checkIn);
    expect(fact?.data).toMatchObject({ unknown: ['phq-9.item-9'] });
    expect(fact?.data).not.toHaveProperty('deferred');
    const open = await f.openTasks(checkIn.enrolmentId);
    expect(open.map(({ kind }) => kind)).toContain('ask-left-blank');
  });

  test.each<[string, object]>([
    ['left out', { peg }],
    ['skipped', { 'red-flags': numbered(...Object.values(noFlags).map(() => null)), peg }],
    ['half answered', { 'red-flags': { ...noFlags, '1': null, '7': null }, peg }],
  ])('with the safety questions %s are no “none”: somebody asks today, for each check-in anew', async (_how, given) => {
    const checkIn = await f.asked(['red-flags', 'peg']);

    expect((await f.take(checkIn, { answers: given, answeredBy: 'proxy' })).status).toBe(202);

    const [fact] = await f.factsOf(checkIn);
    expect(fact?.data).toMatchObject({ unknown: expect.arrayContaining(['red-flag.saddle-numbness']) });
    const open = await f.openTasks(checkIn.enrolmentId);
    expect(open.filter(({ kind }) => kind === 'ask-left-blank')).toHaveLength(1);
    const { history } = await f.stateOf(checkIn);
    expect(history.safetyAnswered ?? {}).not.toHaveProperty(['red-flag.saddle-numbness']);
  });

  test('that stop before the long form leave its last question unknown, and somebody asks', async () => {
    const checkIn = await f.asked(['phq-2']);

    const { status } = await f.take(checkIn, { answers: { 'phq-2': numbered(3, 0) } });

    expect(status).toBe(202);
    expect((await f.factsOf(checkIn))[0]?.data).toMatchObject({ unknown: ['phq-9.item-9'] });
  });

  test.each([
    ['settle a form that was put off', { peg, 'phq-9': numbered(0, 0, 0, 0, 0, 0, 0, 0, 0) }, undefined, []],
    ['leave it put off where it is not among them', { peg }, ['phq-9'], [['phq-9']]],
  ])('%s', async (_name, answers, deferred, stillToAsk) => {
    const checkIn = await f.asked(['peg', 'phq-9']);
    const data = { checkIn: checkIn.key, forms: ['phq-9'] };
    await f.recordDirectly(checkIn.enrolmentId, { type: 'form.deferred', data, recordedBy: 'system' });
    await f.store.transact(f.db, (tx) => f.store.checkIns.deferForms(tx, checkIn.id, ['phq-9']));

    expect((await f.take(checkIn, { answers })).status).toBe(202);

    const [fact] = await f.factsOf(checkIn);
    expect(fact?.data).toHaveProperty('scores');
    expect((fact?.data as { deferred?: string[] }).deferred).toEqual(deferred);
    expect((await f.stateOf(checkIn)).deferred?.map(({ ask }) => ask)).toEqual(stillToAsk);
  });

  test('take over where the patient stopped: a changed answer is a new revision', async () => {
    const checkIn = await f.asked(['peg']);
    await f.store.transact(f.db, (tx) =>
      f.store.answers.appendAnswers(
        tx,
        [
          ['1', 7],
          ['2', 2],
        ].map(([item, value]) => ({
          checkInId: checkIn.id,
          instrument: 'peg',
          item: String(item),
          revision: 1,
          value: Number(value),
          formVersion: '1',
          scorerVersion: '1',
          language: 'en',
          savedAt: Date.now(),
          savedBy: Buffer.alloc(32),
          late: false,
        })),
      ),
    );

    expect((await f.take(checkIn, { answers: { peg } })).status).toBe(202);

    expect(
      (await f.answersOf(checkIn)).map(({ item, revision, value, saved_by }) => [
        item,
        revision,
        value,
        saved_by === null,
      ]),
    ).toEqual([
      ['1', 1, 7, false],
      ['2', 1, 2, false],
      ['2', 2, 6, true],
      ['3', 1, 8, true],
    ]);
    expect((await f.stateOf(checkIn)).scores.peg).toEqual([expect.objectContaining({ value: 7 })]);
  });

  test('in part are kept as they are: what was not reached is no row, and no score is made up', async () => {
    const checkIn = await f.asked(['peg']);

    expect((await f.take(checkIn, { answers: { peg: { '1': 7, '2': null } } })).status).toBe(202);

    expect((await f.answersOf(checkIn)).map(({ item, value }) => [item, value])).toEqual([
      ['1', 7],
      ['2', null],
    ]);
    const { scores } = await f.stateOf(checkIn);
    expect([scores.peg, scores.nrs]).toEqual([undefined, [expect.objectContaining({ value: 7 })]]);
  });

  test('with the same Idempotency-Key are one answer', async () => {
    const checkIn = await f.asked(['peg']);
    const key = { 'Idempotency-Key': `call-${checkIn.id}` };

    const once = await f.take(checkIn, { answers: { peg } }, key);
    const twice = await f.take(checkIn, { answers: { peg } }, key);
    const other = await f.take(checkIn, { answers: { peg: numbered(1, 1, 1) } }, key);

    expect([twice.status, twice.body]).toEqual([202, once.body]);
    expect(other.status).toBe(422);
    expect(await f.factsOf(checkIn)).toHaveLength(1);
  });
});

describe('answers from paper', () => {
  test('bear the day of the paper, are marked late after the window, and nobody is told a text was shown', async () => {
    const checkIn = await f.asked(['red-flags', 'peg']);
    await f.wait(8 * DAY);
    const takenOn = localDateAt(london, (await f.now()) - 3 * DAY);

    const { status, body } = await f.take(checkIn, {
      ...{ taken: 'paper', takenOn },
      answers: { 'red-flags': { ...noFlags, '1': 1 }, peg },
    });

    expect([status, body.late, body.help.length]).toEqual([202, true, 1]);
    const answered = (await f.factsOf(checkIn)).find(({ type }) => type === 'check-in.answered');
    expect(answered?.data).toMatchObject({ late: true, taken: { by: 'paper', from: 'patient', on: takenOn } });
    expect(localDateAt(london, answered?.occurred_at ?? 0)).toBe(takenOn);
    expect(await f.textsShown(checkIn)).toEqual([]);
    expect((await f.answersOf(checkIn)).every(({ late }) => late)).toBe(true);
    expect((await f.stateOf(checkIn)).scores.peg).toEqual([expect.objectContaining({ value: 7 })]);
  });
});
