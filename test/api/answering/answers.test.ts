import {
  type AnsweringClinic,
  type CheckIn,
  noFlags,
  numbered,
  openAnsweringClinic,
} from '../../support/care/answering-clinic';

// API-6: the answers of one check-in item by item, with version, language, by whom, when, skipped or not reached.

let f: AnsweringClinic;
beforeAll(async () => {
  f = await openAnsweringClinic();
});
afterAll(async () => {
  await f.close();
});

type Item = { id: string; state: string; words: string; question: string; scale: string | null; before: object[] };
type Form = { id: string; items: Item[]; scores: object[]; note: string | null };
type Body = { forms: Form[]; how: unknown; moves: object[]; words: string; late: boolean };

const read = async ({ id }: CheckIn): Promise<Body> => {
  const answer = await f.as('clinician').get(`/api/v1/check-ins/${id}/answers`);
  expect([answer.status, (answer.body as { detail?: string }).detail]).toEqual([200, undefined]);
  return answer.body as Body;
};
const formOf = (body: Body, id: string) => body.forms.find((form) => form.id === id);
const coordinator = async () => {
  const row = f.db.selectFrom('staff_member').select('name').where('role', '=', 'coordinator');
  return (await row.executeTakeFirstOrThrow()).name;
};

test('API-6 says each question with its answer in the words that were read, who took it down, and what it comes to', async () => {
  const checkIn = await f.asked(['red-flags', 'peg']);
  await f.take(checkIn, { answers: { 'red-flags': { ...noFlags, '9': 1 }, peg: numbered(7, 6, 8) } });

  const body = await read(checkIn);

  expect(body.how).toMatchObject({
    mode: 'phone',
    proxy: false,
    by: await coordinator(),
    words: `Taken on the telephone by ${await coordinator()}.`,
  });
  expect(body.words).toBe('It was answered.');
  expect(body.forms.map(({ id }) => id)).toEqual(['red-flags', 'peg']);
  expect(formOf(body, 'red-flags')?.items.find(({ id }) => id === '9')).toMatchObject({
    state: 'answered',
    words: 'Ticked',
  });
  expect(formOf(body, 'peg')?.items[0]).toMatchObject({
    state: 'answered',
    words: '7',
    value: 7,
    scale: expect.stringMatching(/^0 = .+, 10 = .+$/),
    byLink: false,
    before: [],
  });
  expect(formOf(body, 'peg')?.scores[0]).toEqual({
    score: 'peg',
    label: 'PEG',
    value: 7,
    words: '7.0',
    min: 0,
    max: 10,
    direction: 'lower',
    directionWords: 'lower is better',
    band: null,
  });
});

test('API-6 tells skipped, not reached and not asked apart, and none of them is “no”', async () => {
  const checkIn = await f.asked(['peg', 'phq-2', 'phq-9']);
  await f.store.transact(f.db, (tx) => f.store.checkIns.deferForms(tx, checkIn.id, ['phq-9']));
  await f.take(checkIn, { answers: { peg: { '1': 7, '2': null } } });

  const body = await read(checkIn);

  expect(formOf(body, 'peg')?.items.map(({ state, words }) => [state, words])).toEqual([
    ['answered', '7'],
    ['skipped', 'Skipped: not known'],
    ['not-reached', 'Not reached: not known'],
  ]);
  expect(formOf(body, 'peg')?.scores[0]).toMatchObject({
    value: null,
    words: 'not known: 2 questions without an answer',
  });
  expect(formOf(body, 'phq-9')?.note).toMatch(/^It was put off/);
  expect(formOf(body, 'phq-9')?.items[0]).toMatchObject({ state: 'not-asked', words: 'Not asked: not known' });
});

test('API-6 says of answers that were moved which way they went, who said so and who confirmed it', async () => {
  const [from, to] = [await f.asked(['peg']), await f.asked(['peg'])];
  await f.take(from, { answers: { peg: numbered(3, 3, 3) } });
  const move = { toCheckInId: to.id, reason: 'two mails were mixed up' };
  await f.as('coordinator').post(`/api/v1/check-ins/${from.id}/response-move`, move);
  expect((await read(from)).moves).toEqual([
    expect.objectContaining({ what: 'proposed', by: await coordinator(), confirmedBy: null, reason: move.reason }),
  ]);

  const done = await f.as('clinician').post(`/api/v1/check-ins/${from.id}/response-move/confirmation`, {});
  expect(done.status).toBe(202);

  const [left, came] = [await read(from), await read(to)];
  expect(left.moves).toEqual([expect.objectContaining({ what: 'moved-away', by: await coordinator() })]);
  expect(left.how).toBeNull();
  expect(came.moves).toEqual([expect.objectContaining({ what: 'moved-here' })]);
  expect(formOf(came, 'peg')?.items[0]).toMatchObject({ state: 'answered', words: '3' });
});

test('C3-3 the line of answers in the timeline names the check-in they are read by; each reading is audited', async () => {
  const checkIn = await f.asked(['peg']);
  await f.take(checkIn, { answers: { peg: numbered(1, 1, 1) } });
  const { body } = await f.as('clinician').get(`/api/v1/enrolments/${checkIn.enrolmentId}/timeline?kind=answers`);
  const lines = (body as { items: { type?: string; checkInId?: string }[] }).items;
  expect(lines.find(({ type }) => type === 'check-in.answered')?.checkInId).toBe(checkIn.id);

  await read(checkIn);

  const audit = f.db.selectFrom('audit_log').select('action').where('subject', '=', checkIn.id);
  expect(await audit.execute()).toContainEqual({ action: 'GET /check-ins/:id/answers' });
});
