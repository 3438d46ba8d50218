import { NO_CONTACT } from '../../domain/escalation/no-contact';
import type { CallOutcome, ContactWay } from '../../domain/words/choices';
import { DomainError } from '../../domain/words/error';
import { readClinic } from '../clinic/settings';
import { keepText } from '../patient/texts';
import type { Tx } from '../tx/connection';
import { type Actor, type LockedEscalation, lockForActor } from './lock';
import { appendStep } from './step';

type By = { id: string; staff: Actor & { staffId: string } };

export type ContactAttempt = By & { how: ContactWay; outcome: CallOutcome; note: string | null };

/** Somebody tried to reach the patient about it: it is on record, and changes nothing else. */
export async function recordAttempt(tx: Tx, { id, staff, how, outcome, note }: ContactAttempt): Promise<void> {
  const { found, now } = await lockOpen(tx, id, staff);
  const { clinicId, patientId } = found;
  const text =
    note === null ? null : await keepText(tx, { clinicId, patientId, text: note, at: now, by: staff.staffId });
  await appendStep(tx, {
    ...{ escalationId: id, round: found.round, rung: found.rung, what: 'contact-attempt', at: now },
    ...{ staffId: staff.staffId, detail: { how, outcome, ...(text === null ? {} : { note: text }) } },
  });
}

export type NoContactTick = By & { step: string; done: boolean };

/** A step of the no-contact procedure is done, or was ticked by mistake. The last word counts. */
export async function tickNoContact(tx: Tx, { id, staff, step, done }: NoContactTick): Promise<void> {
  const { found, now } = await lockOpen(tx, id, staff);
  const { settings } = await readClinic(tx, found.clinicId);
  const known = (settings.noContact ?? NO_CONTACT).map((each) => each.id);
  if (!known.includes(step)) {
    const message = `There is no such step. The procedure has: ${known.join(', ')}.`;
    throw new DomainError('invalid', 'Nothing was changed. Please correct: step.', {
      errors: [{ field: 'step', message }],
    });
  }
  await appendStep(tx, {
    ...{ escalationId: id, round: found.round, rung: found.rung, what: 'no-contact-step', at: now },
    ...{ staffId: staff.staffId, detail: { step, done } },
  });
}

async function lockOpen(tx: Tx, id: string, staff: Actor): Promise<{ found: LockedEscalation; now: number }> {
  const found = await lockForActor(tx, staff, id);
  if (found.status === 'resolved')
    throw new DomainError('not-possible-now', 'This escalation is already resolved: record the call in the case.');
  const { now } = await readClinic(tx, found.clinicId);
  return { found, now };
}
