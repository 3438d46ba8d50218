import { sql } from 'kysely';
import { linkCodeHash } from '../../../src/storage/check-in/links';
import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

const DAY = 86_400_000;

/** A report that was sent, and the mail that answers it. */
async function answered(): Promise<{ report: string; mail: string }> {
  const { rows } = await sql<{ id: string }>`
    insert into problem_report (id, clinic_id, patient_id, enrolment_id, started_at, form, form_version, answers)
    values (uuidv7(), ${f.clinicId}, ${owner.patient}, ${owner.enrolment}, now(), 'red-flags', '2', '{}') returning id`.execute(
    f.db,
  );
  const report = rows[0]?.id ?? '';
  const about = { check_in_id: null, template: 'problem-report', role: 'received', problem_report_id: report };
  const params = JSON.stringify({ sameDay: true, readBy: Date.now() + DAY });
  return { report, mail: await f.planMail(owner, { ...about, params }) };
}

describe('the mail that answers a report', () => {
  it('leaves with a link of its own, and says by when somebody reads it', async () => {
    const { report } = await answered();
    const handover = await moves.attemptOne();

    expect(handover).toMatchObject({
      checkIn: null,
      appointment: null,
      report: { readBy: expect.any(Number) as number },
    });
    const { rows } = await sql`select problem_report_id as of from link
      where code_hash = ${linkCodeHash(handover.report?.linkCode ?? '')}`.execute(f.db);
    expect(rows).toEqual([{ of: report }]);
  });

  it.each([
    ['died', () => f.set('patient', owner.patient, { died_on: '2026-01-01' }), 'died'],
    ['stopped the messages', () => sql`update consent set given = false`.execute(f.db), 'no-consent'],
    [
      'has no address that works',
      () => f.set('patient', owner.patient, { email_bounced_at: new Date() }),
      'undeliverable',
    ],
  ])('does not leave for a patient who %s', async (_who, change, reason) => {
    const { mail } = await answered();
    await change();

    expect(await moves.attempt()).toEqual([]);
    expect(await f.row(mail)).toMatchObject({ state: 'withheld', reason });
  });

  it('waits while the patient has paused, and is of no use after a day', async () => {
    const { mail } = await answered();
    await f.set('enrolment', owner.enrolment, { status: 'paused' });
    expect(await moves.attempt()).toEqual([]);
    await f.set('message', mail, { expires_at: new Date(Date.now() - 1000), due_at: new Date(Date.now() - 2000) });
    await moves.attempt();

    expect(await f.row(mail)).toMatchObject({ state: 'withheld', reason: 'expired' });
  });

  it('leaves while routine messages are held: it is what the patient waits for', async () => {
    await answered();
    await f.set('enrolment', owner.enrolment, { status: 'held' });

    expect(await moves.attempt()).toHaveLength(1);
  });
});
