import { localDateAt, plusDays } from '../../src/domain/calendar/calendar';
import { DAY } from '../../src/domain/words/time';
import {
  type AnsweringClinic,
  type CheckIn,
  noFlags,
  numbered,
  openAnsweringClinic,
} from '../support/care/answering-clinic';
import { anEnrolment } from '../support/api-fixture';
import { london } from '../support/care/facts';

let f: AnsweringClinic;
beforeAll(async () => {
  f = await openAnsweringClinic();
});
afterAll(async () => {
  await f.close();
});

type Given = Record<string, Record<string, number | null>>;
const peg = numbered(7, 6, 8);

/** A check-in of another clinic. */
async function theirs(): Promise<{ id: string }> {
  const other = await f.otherClinic('coordinator');
  const made = await f.as(other).post('/api/v1/enrolments', anEnrolment());
  await f.settle();
  const { id } = made.body as { id: string };
  return f.db.selectFrom('check_in').select('id').where('enrolment_id', '=', id).executeTakeFirstOrThrow();
}

describe('what is no answer is refused, by its field, and nothing is written', () => {
  let checkIn: CheckIn;
  beforeAll(async () => {
    checkIn = await f.asked(['red-flags', 'peg', 'phq-2']);
  });

  const wrong: [string, Given, string, string?][] = [
    ['no form at all', {}, 'answers'],
    ['a form that does not exist', { 'back-index': { '1': 1 } }, 'answers.back-index'],
    ['a name that is none', { 'constructor <b>': { '1': 1 } }, 'answers.constructor??b?'],
    ['a form that is not asked here', { pgic: { '1': 1 } }, 'answers.pgic'],
    [
      'a long form that the short one does not lead into',
      { 'phq-2': numbered(1, 0), 'phq-9': { '9': 0 } },
      'answers.phq-9',
    ],
    ['a question asked before', { 'phq-2': numbered(3, 3), 'phq-9': { '1': 3, '9': 0 } }, 'answers.phq-9.1'],
    ['a question that does not exist', { peg: { '4': 1 } }, 'answers.peg.4'],
    ['a value off the scale', { peg: { '1': 11 } }, 'answers.peg.1'],
    ['half a number', { peg: { '1': 2.5 } }, 'answers.peg.1'],
    ['a list with a line missing', { 'red-flags': { '1': 0 } }, 'answers.red-flags'],
    ['a sign of cauda equina as usual', { 'red-flags': { ...noFlags, '1': 2 } }, 'answers.red-flags.1'],
    ['an empty form', { peg: {} }, 'answers.peg'],
  ];
  test.each(wrong)('%s', async (_name, answers, field) => {
    const before = await f.rows();

    const { status, body } = await f.take(checkIn, { answers });

    expect([status, body.errors]).toEqual([422, [{ field, message: expect.stringMatching(/^[A-Z].+\.$/) }]]);
    expect([await f.answersOf(checkIn), await f.rows()]).toEqual([[], before]);
  });

  test.each(['phq-2', 'phq-9', 'gad-2', 'gad-7'])('%s, answered by somebody else', async (form) => {
    const asksIt = await f.asked(['peg', form]);

    const { status, body } = await f.take(asksIt, { answeredBy: 'proxy', answers: { peg, [form]: { '1': 0 } } });
    const without = await f.take(asksIt, { answeredBy: 'proxy', answers: { peg } });

    expect([status, body.errors]).toEqual([
      422,
      [{ field: `answers.${form}`, message: expect.stringContaining('Only the patient answers this form') }],
    ]);
    expect(without.status).toBe(202);
    expect((await f.factsOf(asksIt))[0]?.data).toMatchObject({ taken: { by: 'telephone', from: 'proxy' } });
  });

  test('are not dated before the check-in opened or after today', async () => {
    const checkIn = await f.asked(['peg']);
    const today = localDateAt(london, await f.now());

    const early = await f.take(checkIn, { taken: 'paper', takenOn: plusDays(today, -30), answers: { peg } });
    const ahead = await f.take(checkIn, { taken: 'paper', takenOn: plusDays(today, 1), answers: { peg } });
    const called = await f.take(checkIn, { takenOn: today, answers: { peg } });

    for (const { status, body } of [early, ahead, called]) {
      expect([status, body.errors.map(({ field }: { field: string }) => field)]).toEqual([422, ['takenOn']]);
    }
    expect(await f.answersOf(checkIn)).toEqual([]);
  });

  test('a check-in of another clinic, or of nobody', async () => {
    const { id } = await theirs();
    const nobody = '0199a000-0000-7000-8000-000000000000';

    const answers = [await f.take({ id }, { answers: { peg } }), await f.take({ id: nobody }, { answers: { peg } })];

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(await f.db.selectFrom('answer').select('item').where('check_in_id', '=', id).execute()).toEqual([]);
  });

  test('a program without a person, for nobody could be asked about the call', async () => {
    const key = await f.programKey('coordinator');

    const { status } = await f
      .as({ key })
      .post(`/api/v1/check-ins/${checkIn.id}/responses`, { taken: 'telephone', answers: { peg } });

    expect(status).toBe(403);
  });
});

describe('a check-in that takes no answer now', () => {
  const refusal = async (checkIn: Pick<CheckIn, 'id'>) => {
    const { status, body } = await f.take(checkIn, { answers: { peg } });
    return [status, body.details?.reason];
  };

  test('answered already, taken back, ended or closed long ago says so', async () => {
    const [answered, cancelled, ended, old] = [
      await f.asked(['peg'], 0),
      await f.asked(['peg'], 0),
      await f.asked(['peg'], 0),
      await f.asked(['peg']),
    ];
    await f.take(answered, { answers: { peg } });
    await f.db.updateTable('check_in').set({ status: 'cancelled' }).where('id', '=', cancelled.id).execute();
    await f.record('coordinator', ended.enrolmentId, 'enrolment.withdrawn', { reason: 'moved away' });

    const again = await f.take(answered, { answers: { peg } });
    expect([again.status, again.body.details?.reason]).toEqual([409, 'already-answered']);
    expect(again.body.detail).toContain('response-move');
    expect(await refusal(cancelled)).toEqual([409, 'taken-back']);
    expect(await refusal(ended)).toEqual([409, 'ended']);
    await f.wait(30 * DAY);
    expect(await refusal(old)).toEqual([409, 'too-late']);
    expect(await f.answersOf(old)).toEqual([]);
  });

  test('not open yet says so', async () => {
    const { id } = await f.enrolled();
    await f.settle();
    const row = f.db.selectFrom('check_in').select('id').where('enrolment_id', '=', id).orderBy('opens_at');

    expect(await refusal(await row.executeTakeFirstOrThrow())).toEqual([409, 'not-open-yet']);
  });
});
