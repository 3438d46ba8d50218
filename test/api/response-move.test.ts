import { sql } from 'kysely';
import { DAY, HOUR } from '../../src/domain/words/time';
import { linkTo } from './patient/patient-at-home';
import type { Enrolled } from '../support/api-fixture';
import { openCorrectedClinic, type CorrectedClinic } from '../support/care/corrected-clinic';

let f: CorrectedClinic;
beforeAll(async () => {
  f = await openCorrectedClinic();
});
afterAll(async () => {
  await f.close();
});

type CheckIn = { enrolmentId: string; patientId: string; id: string; key: string; ask: string[] };

/** Two patients enrolled at once: their first check-ins open at the same time. */
async function twoAsked(): Promise<[CheckIn, CheckIn]> {
  const [one, other] = [await f.enrolled(), await f.enrolled()];
  await f.wait(DAY);
  return [await firstOf(one), await firstOf(other)];
}

async function firstOf({ id: enrolmentId, patientId }: Enrolled): Promise<CheckIn> {
  const row = await f.db
    .selectFrom('check_in')
    .select(['id', 'key', 'ask'])
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  return { enrolmentId, patientId, ...row };
}

/** What the patient's pages write, in fewer steps: rows, score, the fact, the check-in that is answered. */
async function answered(checkIn: CheckIn, items: Record<string, Record<string, number>>): Promise<void> {
  await f.settle();
  await f.store.transact(f.db, async (tx) => {
    const locked = await f.store.facts.lockEnrolment(tx, f.deps.rules, checkIn.enrolmentId);
    const { instruments } = locked.rules;
    for (const [id, values] of Object.entries(items)) {
      await f.store.answers.appendAnswers(
        tx,
        Object.entries(values).map(([item, value]) => ({
          checkInId: checkIn.id,
          instrument: id,
          item,
          revision: 1,
          value,
          formVersion: instruments[id]?.version ?? '1',
          scorerVersion: instruments[id]?.scorer ?? '1',
          language: 'en',
          savedAt: locked.now,
          savedBy: null,
          late: false,
        })),
      );
    }
    const scores = [{ score: 'peg', value: 7, raw: 21 }];
    await f.store.answers.putScores(tx, {
      checkInId: checkIn.id,
      enrolmentId: checkIn.enrolmentId,
      formVersion: '1',
      scorerVersion: '1',
      at: locked.now,
      scores,
      gone: [],
    });
    await f.store.facts.recordFact(tx, locked, {
      type: 'check-in.answered',
      data: { checkIn: checkIn.key, scores, late: false },
      recordedBy: 'patient',
    });
    await f.store.checkIns.markSent(tx, checkIn.id, { at: locked.now, late: false });
    await f.store.messages.withholdForCheckIn(tx, checkIn.id, 'answered');
  });
  await f.advance(checkIn.enrolmentId);
}

const peg = { peg: { '1': 7, '2': 7, '3': 7 } };

const propose = (who: 'coordinator' | 'clinician', from: CheckIn, to: CheckIn) =>
  f.as(who).post(`/api/v1/check-ins/${from.id}/response-move`, { toCheckInId: to.id, reason: 'shared mailbox' });
const confirm = (who: 'coordinator' | 'clinician', from: CheckIn) =>
  f.as(who).post(`/api/v1/check-ins/${from.id}/response-move/confirmation`, {});

const rowOf = (id: string) =>
  f.db.selectFrom('check_in').select(['status', 'sent_at']).where('id', '=', id).executeTakeFirstOrThrow();

test('answers given for the wrong patient count for the right one once a second person has confirmed it', async () => {
  const [wrong, right] = await twoAsked();
  await answered(wrong, peg);
  await f.wait(HOUR);

  const proposed = await propose('coordinator', wrong, right);
  const alone = await confirm('coordinator', wrong);
  const task = await f.db
    .selectFrom('task')
    .select(['kind', 'status'])
    .where('id', '=', proposed.body.taskId)
    .executeTakeFirst();
  const between = await f.rebuilt(wrong.enrolmentId);
  const confirmed = await confirm('clinician', wrong);

  expect(proposed.status).toBe(202);
  expect(task).toEqual({ kind: 'confirm-moved-answers', status: 'open' });
  expect([alone.status, alone.body.detail]).toEqual([409, expect.stringContaining('two named people')]);
  expect(between.scores.peg).toHaveLength(1);
  expect([confirmed.status, confirmed.body.detail]).toEqual([202, undefined]);
  expect((await f.rebuilt(wrong.enrolmentId)).scores.peg).toBeUndefined();
  expect((await f.rebuilt(right.enrolmentId)).scores.peg).toEqual([expect.objectContaining({ value: 7 })]);
  // The one who was asked has still time to answer.
  expect(await rowOf(wrong.id)).toEqual({ status: 'planned', sent_at: null });
  expect(await rowOf(right.id)).toMatchObject({ status: 'answered' });
  const answers = await f.db
    .selectFrom('answer')
    .select(['check_in_id', 'given_for'])
    .where('check_in_id', 'in', [wrong.id, right.id])
    .execute();
  expect(answers).toEqual(Array.from({ length: 3 }, () => ({ check_in_id: right.id, given_for: wrong.id })));
  const after = await f.db
    .selectFrom('task')
    .select('status')
    .where('id', '=', proposed.body.taskId)
    .executeTakeFirst();
  expect(after).toEqual({ status: 'done' });
  const timeline = await f.as('clinician').get(`/api/v1/enrolments/${wrong.enrolmentId}/timeline?limit=200`);
  expect(timeline.body.items).toContainEqual(
    expect.objectContaining({ correction: expect.objectContaining({ as: 'moved', reason: 'shared mailbox' }) }),
  );

  const again = await confirm('clinician', wrong);
  expect(again.status).toBe(404);
});

test('a worrying answer is raised for the right patient, and the first escalation stays open', async () => {
  const [wrong, right] = await twoAsked();
  const flags = wrong.ask.find((id) => id.startsWith('red-flag'));
  if (flags === undefined) throw new Error('the check-in asks no red flags');
  const { instruments } = f.deps.rules({ id: 'post-laminectomy-syndrome', version: 1 }, f.settings);
  const flag = instruments[flags]?.items[0]?.id ?? '';
  const own = await f.store.transact(f.db, (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      clinicId: f.clinicId,
      patientId: wrong.patientId,
      enrolmentId: wrong.enrolmentId,
      checkInId: wrong.id,
      tier: 'now',
      class: 'spine',
      rule: 'test',
      signalKey: `${wrong.id}/test`,
      at: 0,
    }),
  );
  await answered(wrong, { ...peg, [flags]: { [flag]: 1 } });
  await propose('coordinator', wrong, right);

  const confirmed = await confirm('clinician', wrong);

  expect([confirmed.status, confirmed.body.detail]).toEqual([202, undefined]);
  const open = await f.db
    .selectFrom('escalation')
    .select(['id', 'patient_id', 'status', 'tier'])
    .where('patient_id', 'in', [wrong.patientId, right.patientId])
    .orderBy('raised_at')
    .execute();
  expect(open).toEqual([
    { id: own.escalationId, patient_id: wrong.patientId, status: 'open', tier: 'now' },
    { id: expect.any(String), patient_id: right.patientId, status: 'open', tier: 'now' },
  ]);
  const seen = await f.as('clinician').get(`/api/v1/enrolments/${right.enrolmentId}`);
  expect(seen.body.status).toBe('held');
  await f.rebuilt(right.enrolmentId);
});

test('after both windows the answers count as late, and the first patient, whose link somebody else held, was not asked', async () => {
  const [wrong, right] = await twoAsked();
  await f.db
    .updateTable('message')
    .set({ state: 'accepted', attempts: 1, accepted_at: new Date((await f.now()) - HOUR) })
    .where('check_in_id', '=', wrong.id)
    .where('role', '=', 'invite')
    .execute();
  await answered(wrong, peg);
  await f.wait(8 * DAY);
  expect(await rowOf(right.id)).toMatchObject({ status: 'not-asked' });
  await propose('clinician', wrong, right);

  const confirmed = await confirm('coordinator', wrong);

  expect([confirmed.status, confirmed.body.detail]).toEqual([202, undefined]);
  expect(await rowOf(wrong.id)).toMatchObject({ status: 'not-asked' });
  const { scores, missedInARow } = await f.rebuilt(wrong.enrolmentId);
  expect([scores.peg, missedInARow]).toEqual([undefined, {}]);
  expect((await f.rebuilt(right.enrolmentId)).scores.peg).toEqual([expect.objectContaining({ value: 7 })]);
  const late = await f.db.selectFrom('answer').select('late').where('check_in_id', '=', right.id).execute();
  expect(late).toEqual(Array.from({ length: 3 }, () => ({ late: true })));
});

test('the link that somebody else answered by is dead, and the one who was meant is asked anew', async () => {
  const [wrong, right] = await twoAsked();
  const code = await linkTo(f.store, wrong.id);
  await f.send(wrong.enrolmentId);
  await answered(wrong, peg);
  await propose('coordinator', wrong, right);

  await confirm('clinician', wrong);

  expect((await f.as(null).get(`/go/${code}`)).status).toBe(404);
  await f.settle();
  const planned = await f.db
    .selectFrom('message')
    .select('key')
    .where('check_in_id', '=', wrong.id)
    .where('state', '=', 'planned')
    .orderBy('due_at')
    .execute();
  expect(planned.map(({ key }) => key.slice(key.indexOf('@') + 11))).toEqual([
    '/invite/again-1',
    '/reminder-1/again-1',
    '/reminder-2/again-1',
  ]);
  await f.rebuilt(wrong.enrolmentId);
});

test('what cannot be moved is refused with the reason', async () => {
  const [wrong, right] = await twoAsked();
  const unsent = await propose('clinician', wrong, right);
  await answered(wrong, peg);
  const later = await f.db
    .selectFrom('check_in')
    .select(['id', 'key', 'ask'])
    .where('enrolment_id', '=', right.enrolmentId)
    .where(sql<boolean>`opens_at > ${new Date((await f.now()) + DAY)}`)
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  await f.db
    .updateTable('check_in')
    .set({ ask: JSON.stringify(right.ask) })
    .where('id', '=', later.id)
    .execute();
  const notOpen = await propose('clinician', wrong, { ...right, id: later.id });
  await f.db
    .updateTable('check_in')
    .set({ ask: JSON.stringify(['other']) })
    .where('id', '=', later.id)
    .execute();
  const others = await propose('clinician', wrong, { ...right, id: later.id });
  const same = await propose('clinician', wrong, wrong);
  await answered(right, peg);
  const full = await propose('clinician', wrong, right);
  const nobody = await propose('clinician', wrong, { ...right, id: '0199a000-0000-7000-8000-000000000000' });
  const program = await f
    .as({ key: await f.programKey('clinician') })
    .post(`/api/v1/check-ins/${wrong.id}/response-move`, { toCheckInId: right.id, reason: 'x' });

  expect([unsent, notOpen, others, same, full].map(({ status, body }) => [status, body.details?.reason])).toEqual([
    [409, 'not-sent'],
    [409, 'not-open-yet'],
    [409, 'other-questions'],
    [409, 'same-patient'],
    [409, 'has-answers'],
  ]);
  expect([nobody.status, nobody.body.errors?.[0]?.field]).toEqual([422, 'toCheckInId']);
  expect(program.status).toBe(403);
});
