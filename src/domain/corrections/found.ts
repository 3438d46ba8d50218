import type { JournalEntry } from '../words/effect';
import type { Correction, DomainEvent, OpenItems } from '../words/event';
import { isAskedByMail } from '../check-ins/occurrences';
import type { EnrolmentState } from '../words/state';

/** What is open, by key. */
export function openItemsOf(state: EnrolmentState): OpenItems {
  const { ended, tasks, tracks, checkIns } = state;
  return {
    ended: ended !== null,
    tasks: tasks.map(({ key }) => key),
    gates: tracks.flatMap(({ gate }) => (gate ? [gate.key] : [])),
    checkIns: checkIns.map(({ key }) => key),
    writing: isAskedByMail(state, state.now),
  };
}

/**
 * Decisions made after a fact that had something else before their eyes than there would have been without it: another
 * question, or other numbers. The fact itself is not among them.
 */
export function returnedDecisions(
  was: readonly JournalEntry[],
  is: readonly JournalEntry[],
  events: readonly DomainEvent[],
  fact: DomainEvent,
): Correction['returned'] {
  const readAt = (entries: readonly JournalEntry[], at: number): string | undefined => {
    const entry = entries.find((each) => each.what === 'gate.decided' && each.at === at);
    return entry && JSON.stringify([entry.key, entry.inputs]);
  };
  return events.flatMap((event) => {
    if (event.type !== 'decision.made' || event.seq <= fact.seq) return [];
    const before = readAt(was, event.recordedAt);
    return before === undefined || before === readAt(is, event.recordedAt)
      ? []
      : [{ event: event.id, gate: event.data.gate }];
  });
}
