import { sql } from 'kysely';
import { DAY } from '../../../src/domain/words/time';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

const order = { modality: 'mri', region: 'lumbar' };

/** A fact that the core does not know and throws at. */
async function addUnknown(id: string): Promise<void> {
  await sql`with numbered as (update enrolment set event_seq = event_seq + 1 where id = ${id} returning event_seq)
    insert into event (enrolment_id, seq, type, data, occurred_at, recorded_at, recorded_by, settings_version)
    select ${id}, event_seq, 'nobody.knows', '{}', now, now, 'system', 1 from numbered, (select clinic_now(${c.clinicId}) as now)`.execute(
    c.db,
  );
}

const quarantined = async (id: string): Promise<string[]> => {
  const rows = c.db
    .selectFrom('event')
    .innerJoin('quarantine', 'quarantine.event_id', 'event.id')
    .select('type')
    .where('event.enrolment_id', '=', id)
    .where('lifted_at', 'is', null);
  return (await rows.execute()).map(({ type }) => type);
};

describe('a correction', () => {
  it('is taken in although a fact beside it cannot be', async () => {
    const { id } = await c.enrolled();
    const diagnosed = await c.record('clinician', id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
    await c.settle();
    c.state.engineWorks = false;
    await c.retract('clinician', id, diagnosed);
    c.state.engineWorks = true;
    await addUnknown(id);

    await c.advance(id);

    expect(await quarantined(id)).toEqual(['nobody.knows']);
    const state = await c.rebuilt(id);
    expect(state.tracks[0]?.stage).toBe('diagnosis');
  });

  it('passes over what could not be taken in before it', async () => {
    const { id } = await c.enrolled();
    await addUnknown(id);
    await c.advance(id);
    const diagnosed = await c.record('clinician', id, 'diagnosis.recorded', { mechanism: 'neuropathic' });

    const answer = await c.retract('clinician', id, diagnosed);

    expect(answer.status).toBe(202);
    expect((await c.rebuilt(id)).tracks[0]?.stage).toBe('diagnosis');
  });

  it('by two people at once is recorded once', async () => {
    const { id } = await c.enrolled();
    const ordered = await c.record('clinician', id, 'imaging.ordered', order);

    const answers = await Promise.all([c.retract('clinician', id, ordered), c.retract('lead', id, ordered)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const rows = c.db
      .selectFrom('event')
      .select('id')
      .where('enrolment_id', '=', id)
      .where('type', '=', 'event.retracted');
    expect(await rows.execute()).toHaveLength(1);
    await c.rebuilt(id);
  });

  it('plans again what an end had cancelled and whose time has not come, and nothing else', async () => {
    const { id } = await c.enrolled();
    await c.wait(2 * DAY);
    await c.send(id);
    const before = await c.planned(id);
    const withdrawn = await c.record('coordinator', id, 'enrolment.withdrawn', { reason: 'x' });
    await c.wait(4 * DAY);

    await c.retract('clinician', id, withdrawn);

    await c.settle();
    const now = await c.now();
    const open = before.filter((dueAt) => dueAt > now);
    expect((await c.planned(id)).slice(0, open.length)).toEqual(open);
    const { rows } = await sql<{ state: string; reason: string | null }>`select distinct state, reason from message
      where enrolment_id = ${id} and due_at <= ${new Date(now)}`.execute(c.db);
    expect(rows.map(({ state }) => state).sort()).not.toContain('planned');
    const cancelled = await sql<{ status: string }>`select distinct status from check_in
      where enrolment_id = ${id} and opens_at > ${new Date(now)}`.execute(c.db);
    expect(cancelled.rows).toEqual([{ status: 'planned' }]);
  });

  it('leaves facts, journal and escalations as they were written', async () => {
    const { id, patientId } = await c.enrolled();
    const diagnosed = await c.record('clinician', id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
    await c.store.transact(c.db, async (tx) => {
      const of = { clinicId: c.clinicId, patientId, enrolmentId: id, checkInId: null, at: await c.now() };
      await c.store.escalations.raiseEscalation(tx, {
        ...of,
        tier: 'today',
        class: 'decision',
        rule: 'x',
        signalKey: id,
      });
    });
    await c.settle();
    const read = async () => ({
      facts: await c.db.selectFrom('event').selectAll().where('enrolment_id', '=', id).orderBy('seq').execute(),
      journal: await c.db.selectFrom('journal').selectAll().where('enrolment_id', '=', id).orderBy('n').execute(),
      escalations: await c.db.selectFrom('escalation').selectAll().where('patient_id', '=', patientId).execute(),
    });
    const before = await read();

    await c.retract('clinician', id, diagnosed);

    await c.settle();
    const after = await read();
    expect(after.facts.slice(0, before.facts.length)).toEqual(before.facts);
    expect(after.journal.slice(0, before.journal.length)).toEqual(before.journal);
    expect(after.journal.length).toBeGreaterThan(before.journal.length);
    expect(after.escalations).toEqual(before.escalations);
  });
});
