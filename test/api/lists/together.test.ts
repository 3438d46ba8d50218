import { type AnsweringClinic, type CheckIn, numbered, openAnsweringClinic } from '../../support/care/answering-clinic';

// C3-7: whoever rings about questions that were not answered can ask them in the same call.

let f: AnsweringClinic;
beforeAll(async () => {
  f = await openAnsweringClinic();
});
afterAll(() => f.close());

const rung = (of: CheckIn, kind: string, about: string) =>
  f.db
    .insertInto('task')
    .values({
      ...{ clinic_id: f.clinicId, enrolment_id: of.enrolmentId, patient_id: of.patientId, kind, team: 'coordinators' },
      ...{ key: `${of.enrolmentId}/${kind}/${about}`, due_at: new Date(), opened_at: new Date() },
    })
    .execute();

type Work = { openCheckInId: string | null; kind: string };
/** What the worklist and the list of tasks say of the work of a patient. */
async function told({ enrolmentId }: CheckIn): Promise<[string, string | null][][]> {
  const { body: list } = await f.as('coordinator').get('/api/v1/worklist?limit=200');
  const { body: tasks } = await f.as('coordinator').get('/api/v1/tasks?limit=200');
  const row = (list.items as { id: string; reasons: Work[] }[]).find(({ id }) => id === enrolmentId);
  const own = (tasks.items as (Work & { enrolmentId: string })[]).filter((task) => task.enrolmentId === enrolmentId);
  return [row?.reasons ?? [], own].map((all) =>
    all
      .filter(({ kind }) => ['safety-call', 'book-sessions'].includes(kind))
      .map(({ kind, openCheckInId }): [string, string | null] => [kind, openCheckInId])
      .toSorted(),
  );
}

test('a call about a check-in names it while answers are taken, other work none', async () => {
  const asked = await f.asked(['peg']);
  await rung(asked, 'safety-call', asked.key);
  await rung(asked, 'book-sessions', 'therapy');
  const open = await told(asked);
  await f.take(asked, { from: 'patient', answers: { peg: numbered(5, 5, 5) }, done: true });
  await f.db
    .updateTable('check_in')
    .set({ status: 'answered', sent_at: new Date(await f.now()) })
    .where('id', '=', asked.id)
    .execute();
  await f.db.updateTable('task').set({ status: 'open' }).where('kind', '=', 'safety-call').execute();
  const answered = await told(asked);

  const named = (id: string | null): [string, string | null][] => [
    ['book-sessions', null],
    ['safety-call', id],
  ];
  expect(open).toEqual([named(asked.id), named(asked.id)]);
  expect(answered).toEqual([named(null), named(null)]);
});
