import { digestStored } from '../../../src/domain/step/rebuild';
import type { Rules } from '../../../src/domain/step/rules';
import { stateIn, unreadable } from '../../../src/domain/step/up-cast';
import { statusOf } from '../../../src/domain/telling/summary';
import type { JournalEntry } from '../../../src/domain/words/effect';
import { DomainError } from '../../../src/domain/words/error';
import type { EnrolmentState } from '../../../src/domain/words/state';
import type { EnrolmentRow } from '../../../src/storage/enrolment/enrolments';
import type { ApiDeps } from '../../deps';

/** The row, or the 404 that another clinic's gets as well. */
export async function theEnrolment({ store }: ApiDeps, clinicId: string, id: string): Promise<EnrolmentRow> {
  const found = await store.enrolments.findEnrolment(store.db, clinicId, id);
  if (found) return found;
  throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
}

export async function rulesOf(
  deps: ApiDeps,
  { clinicId, pathway }: EnrolmentRow,
): Promise<{ rules: Rules; now: number }> {
  const { settings, now } = await deps.store.clinics.readClinic(deps.store.db, clinicId);
  return { rules: deps.rules(pathway, settings), now };
}

/** As of the newest fact: one that waits for the next step (a score, a hold) is known at once. What time brings is not. */
export async function stateOf({ store }: ApiDeps, rules: Rules, found: EnrolmentRow): Promise<Standing> {
  const { id, eventSeq, digestedSeq } = found;
  const state = stateIn(found.state);
  const asKept = { state, rules, status: found.status, entries: [] };
  if (state === null || eventSeq === digestedSeq) return asKept;
  const events = await store.facts.undigested(store.db, { enrolmentId: id, digestedSeq });
  const last = events.at(-1);
  if (last === undefined) return asKept;
  try {
    const onto = await store.facts.storedFor(
      store.db,
      { enrolmentId: id, clinicId: found.clinicId, state, rules },
      events,
    );
    const step = digestStored(onto.rules, onto.stored, events, { now: last.recordedAt, observed: [] });
    return { state: step.state, rules: step.rules, status: statusOf(step.state), entries: step.entries };
  } catch {
    // Its step will say so and quarantine it; meanwhile what was known before is still true.
    return asKept;
  }
}

/** With the rules that decide from here on: a migration may be among what is not digested. */
type Standing = {
  state: EnrolmentState | null;
  rules: Rules;
  status: string;
  /** What the journal will say of what waits for the next step. */
  entries: readonly JournalEntry[];
};

/** The row with the state it stands in: what is told from the state alone cannot be told without. */
export async function standingOf(
  deps: ApiDeps,
  clinicId: string,
  id: string,
): Promise<{ found: EnrolmentRow; rules: Rules; state: EnrolmentState; now: number }> {
  const found = await theEnrolment(deps, clinicId, id);
  if (found.state === unreadable) throw deps.store.quarantine.cannotRead();
  const { rules: pinned, now } = await rulesOf(deps, found);
  const { state, rules } = await stateOf(deps, pinned, found);
  if (state === null)
    throw new DomainError('not-possible-now', 'This enrolment has just begun: ask again in a moment.');
  return { found, rules, state, now };
}
