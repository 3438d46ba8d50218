import { sql } from 'kysely';
import type { PlannedAppointment, PlannedReminder } from '../../../src/domain/words/effect';
import { writeAppointments, writePlan } from '../../../src/storage/message/plan';
import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

const now = () => Date.now();
const inDays = (days: number) => Math.round((now() + days * DAY) / MINUTE) * MINUTE;

/** A visit with one reminder that is due. */
const visit = (at: number, values: Partial<PlannedAppointment> = {}): PlannedAppointment => ({
  ...{ key: 'session/a', purpose: 'visit', at, wholeDay: false, calledOff: false, prepare: ['letter'], text: null },
  messages: values.calledOff === true ? [] : [due(at)],
  ...values,
});
const due = (at: number, role: PlannedReminder['role'] = '2-days-before'): PlannedReminder => ({
  ...{ key: `appointment/session/a@${new Date(at).toISOString().slice(0, 10)}/${role}`, role },
  ...{ dueAt: now() - MINUTE, expiresAt: at },
});

async function write(...plan: PlannedAppointment[]): Promise<void> {
  const [enrolmentId, patientId] = [owner.enrolment, owner.patient];
  await writeAppointments(f.db, { enrolmentId, patientId, clinicId: f.clinicId }, plan, { now: now(), quietUntil: 0 });
}

const messages = async () => {
  const { rows } = await sql<{ role: string; state: string; reason: string | null }>`
    select role, state, reason from message where template = 'appointment' order by created_at, id`.execute(f.db);
  return rows.map(({ role, state, reason }) => (reason === null ? `${role} ${state}` : `${role} ${state} (${reason})`));
};
/** Takes what is due to the hand-over and has it accepted: what left, with the sequence of its file. */
async function leave(): Promise<string[]> {
  const begun = await moves.attempt();
  for (const { messageId, attemptId } of begun) {
    await f.set('message', messageId, { state: 'accepted', accepted_at: new Date() });
    await f.set('message_attempt', attemptId, { outcome: 'accepted', ended_at: new Date() });
  }
  return begun.map(({ role, appointment }) => `${role} ${String(appointment?.sequence)}`);
}

describe('a mail about an appointment', () => {
  beforeEach(async () => {
    await f.set('check_in', owner.checkIn, { status: 'superseded' });
  });

  it('leaves while the appointment stands, with a link of its own', async () => {
    await write(visit(inDays(2)));

    expect(await leave()).toEqual(['2-days-before 0']);
    const { rows } = await sql`select from link where appointment_id is not null and check_in_id is null`.execute(f.db);
    expect(rows).toHaveLength(1);
  });

  it('is not touched by the plan of the check-ins', async () => {
    await write(visit(inDays(2)));
    await writePlan(f.db, { enrolmentId: owner.enrolment, patientId: owner.patient, clinicId: f.clinicId }, []);

    expect(await messages()).toEqual(['2-days-before planned']);
  });

  it('does not leave when the appointment was called off, and nobody is told who knew of nothing', async () => {
    const at = inDays(2);
    await write(visit(at));
    await write(visit(at, { calledOff: true }));

    expect(await leave()).toEqual([]);
    expect(await messages()).toEqual(['2-days-before superseded', 'called-off withheld (not-told)']);
  });

  it('does not leave when it was claimed and the appointment was called off meanwhile', async () => {
    const at = inDays(2);
    await write(visit(at));
    const claimed = await moves.claim();
    await write(visit(at, { calledOff: true }));

    expect(await moves.begin(claimed)).toEqual([]);
    expect(await messages()).toContain('2-days-before withheld (cancelled)');
  });

  it('tells whoever was reminded that it is called off, with the next file', async () => {
    const at = inDays(2);
    await write(visit(at));
    await leave();
    await write(visit(at, { calledOff: true }));

    expect(await leave()).toEqual(['called-off 1']);
  });

  it('tells whoever was reminded that it was moved, and says it once', async () => {
    await write(visit(inDays(2)));
    await leave();
    await write(visit(inDays(3)));

    expect(await leave()).toEqual(['moved 1']);
    expect(await messages()).toEqual(['2-days-before accepted', 'moved accepted', '2-days-before withheld (merged)']);
  });

  it('is the reminder of the new time alone where nobody was told of the old one', async () => {
    await write(visit(inDays(2)));
    await write(visit(inDays(3)));

    expect(await leave()).toEqual(['2-days-before 1']);
    expect(await messages()).toContain('moved withheld (not-told)');
  });

  it('tells of an appointment whose booking was taken back', async () => {
    await write(visit(inDays(2)));
    await leave();
    await write();

    expect(await leave()).toEqual(['called-off 1']);
  });

  it('waits while it is not known what was said of the appointment', async () => {
    await write(visit(inDays(2)));
    await sql`insert into event (enrolment_id, seq, type, data, occurred_at, recorded_at, recorded_by, settings_version)
      values (${owner.enrolment}, 1, 'session.cancelled', '{"session":"a"}', now(), now(), 'test', 1)`.execute(f.db);

    expect(await leave()).toEqual([]);
    expect(await messages()).toEqual(['2-days-before planned']);
  });

  it.each([
    ['died', () => f.set('patient', owner.patient, { died_on: '2026-11-29' }), '2-days-before withheld (died)'],
    ['left', () => f.set('enrolment', owner.enrolment, { status: 'ended' }), '2-days-before withheld (ended)'],
    [
      'is paused or in hospital',
      () => f.set('enrolment', owner.enrolment, { status: 'paused' }),
      '2-days-before planned',
    ],
    ['waits for an escalation', () => f.set('enrolment', owner.enrolment, { status: 'held' }), '2-days-before planned'],
    [
      'wants no mail',
      () => sql`update consent set given = false where patient_id = ${owner.patient}`.execute(f.db),
      '2-days-before withheld (no-consent)',
    ],
    [
      'has an address that came back',
      () => f.set('patient', owner.patient, { email_bounced_at: new Date() }),
      '2-days-before withheld (undeliverable)',
    ],
  ])('does not leave to somebody who %s', async (_who, happens, then) => {
    await write(visit(inDays(2)));
    await happens();

    expect(await leave()).toEqual([]);
    expect(await messages()).toEqual([then]);
  });

  it('is never late: at its end it is withheld', async () => {
    await write(visit(inDays(2), { messages: [{ ...due(inDays(2)), expiresAt: now() - 1 }] }));

    expect(await leave()).toEqual([]);
    expect(await messages()).toEqual(['2-days-before withheld (expired)']);
  });
});
