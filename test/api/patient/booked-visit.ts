import { sql } from 'kysely';
import type { ClinicSettings } from '../../../src/domain/words/clinic';
import { DAY } from '../../../src/domain/words/time';
import { createLinkCode, linkCodeHash } from '../../../src/storage/check-in/links';
import type { NewFact } from '../../../src/storage/enrolment/record';
import { type PatientAtHome, patientAtHome } from './patient-at-home';

const appointments = {
  remind: [{ for: 'visit' as const, daysBefore: [7, 2, 0], source: 'test' }],
  morningAt: '07:30',
  prepare: [{ for: 'visit' as const, items: ['letter', 'aids', 'questions'] }],
};

/** A patient at home with a visit the day after tomorrow at half past two, and the link of the mail about it. */
export type Booked = PatientAtHome & {
  visitAt: number;
  visitCode: string;
  /** As the house does it: the fact, then the step that writes what follows. */
  record(fact: NewFact): Promise<void>;
  step(): Promise<void>;
};

export async function bookedVisit(settings: Partial<ClinicSettings> = {}): Promise<Booked> {
  const home = await patientAtHome(settings, (deps) => ({
    ...deps,
    rules: (which, clinic) => {
      const rules = deps.rules(which, clinic);
      return { ...rules, pathway: { ...rules.pathway, appointments } };
    },
  }));
  const { store, deps, db, enrolmentId } = home;
  const step = () =>
    store.transact(db, async (tx) => {
      await store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, deps.rules, enrolmentId));
    });
  const record = async (fact: NewFact): Promise<void> => {
    await store.transact(db, async (tx) => {
      await store.facts.recordFact(tx, await store.facts.lockEnrolment(tx, deps.rules, enrolmentId), fact);
    });
    await step();
  };
  const now = await store.clock.clinicNow(db, home.clinicId);
  const visitAt = Math.round(now / DAY) * DAY + 2 * DAY + 14.5 * 3_600_000;
  const preparation = 'Stop your tablets as we agreed.\nEat nothing from midnight.';
  const data = { session: 'a', purpose: 'visit', at: visitAt, preparation } as const;
  await record({ type: 'session.booked', data, recordedBy: 'test' });
  const visitCode = createLinkCode();
  await sql`insert into link (code_hash, appointment_id, message_id)
    select ${linkCodeHash(visitCode)}, appointment_id, id from message where template = 'appointment' order by id limit 1`.execute(
    db,
  );
  return { ...home, visitAt, visitCode, record, step };
}
