import { noFlags, numbered, openAnsweringClinic, type AnsweringClinic } from '../../support/care/answering-clinic';

let c: AnsweringClinic;
beforeAll(async () => {
  c = await openAnsweringClinic();
});
afterAll(async () => {
  await c.close();
});

type Course = { instrument: string; sentence: string; points: object[]; gaps: object[] };
const series = async (id: string) =>
  (await c.as('clinician').get(`/api/v1/enrolments/${id}/series`)).body as {
    items: Course[];
    flags: { no: number; kind: string; words: string; at: string }[];
  };

describe('GET /enrolments/:id/series', () => {
  test('API-6: tells each score with its range, goal and source, and how each answer was given', async () => {
    const one = await c.asked(['red-flags', 'peg']);
    const taken = await c.take(one, { answers: { 'red-flags': noFlags, peg: numbered(8, 7, 9) } });
    expect(taken.status).toBe(202);
    await c.settle();

    const { items } = await series(one.enrolmentId);

    expect(items[0]).toMatchObject({
      instrument: 'peg',
      title: 'PEG',
      min: 0,
      max: 10,
      directionWords: 'lower is better',
      sentence: expect.stringMatching(/^8\.0 on .*, answered once/) as string,
      goal: { source: expect.stringMatching(/Dworkin/) as string },
      points: [{ value: 8, mode: 'phone', late: false, checkInId: one.id, at: expect.stringMatching(/Z$/) as string }],
    });
    expect(items.map(({ instrument }) => instrument)).not.toContain('nrs');
  });

  test('shows what was asked and never answered as a gap, once its time is over', async () => {
    const one = await c.asked(['red-flags', 'peg']);
    expect((await series(one.enrolmentId)).items[0]?.gaps).toEqual([]);
    await c.db
      .updateTable('check_in')
      .set({ status: 'missed', closes_at: new Date((await c.now()) - 1000) })
      .where('id', '=', one.id)
      .execute();

    expect((await series(one.enrolmentId)).items[0]).toMatchObject({
      sentence: 'Asked 1 time, never answered: not known.',
      gaps: [{ words: 'asked, and not answered' }],
    });
  });

  test('numbers what happened beside it, and not what was taken back', async () => {
    const { enrolmentId: id } = await c.asked(['peg']);
    const programme = { exercises: [{ what: 'bridging', timesADay: 2, daysAWeek: 7 }], by: 'physiotherapist' };
    const wrong = await c.record('clinician', id, 'programme.given', programme);
    const surgery = { kind: 'revision', level: 'L4/L5', on: await c.today() };
    await c.record('clinician', id, 'surgery.performed', surgery);
    expect((await c.retract('clinician', id, wrong)).status).toBe(202);
    await c.settle();

    expect((await series(id)).flags).toMatchObject([{ no: 1, kind: 'operation', words: 'revision, L4/L5' }]);
  });

  test('of nobody and of another clinic is the same 404', async () => {
    const { enrolmentId } = await c.asked(['peg']);
    const other = await c.otherClinic('clinician');

    const answers = await Promise.all([
      c.as(other).get(`/api/v1/enrolments/${enrolmentId}/series`),
      c.as('clinician').get('/api/v1/enrolments/0199a000-0000-7000-8000-000000000000/series'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});
