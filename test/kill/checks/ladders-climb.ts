import { MINUTE } from '../../../src/domain/words/time';
import type { Rows } from './rows';

/** The watch calls a rung late after so long. */
const LATE_MS = 2 * MINUTE;

/**
 * "Every escalation still climbing": somebody was told of each, and an unresolved one has an instant at which it goes on.
 * A canary may have been raised a moment ago, by the wall clock; whether it flies too long is the watch's to say.
 */
export function ladderFaults({ escalations, steps, messages, signals, now }: Rows): string[] {
  // Decided before the ladder began: nobody is asked any more.
  const decided = new Set(
    signals.filter(({ outcome }) => outcome === 'decided').map(({ escalationId }) => escalationId),
  );
  return people(escalations.filter(({ id, status }) => status !== 'resolved' || !decided.has(id))).flatMap(
    ({ id, who, class: kind, status, nextDueAt, acknowledgedUntil }) => {
      const name = `${who}/${kind}`;
      const told = steps.some(
        ({ escalationId, what }) => escalationId === id && (what === 'told' || what === 'exhausted'),
      );
      // Merged: the person was told of it by a mail about a more urgent item of the patient.
      const paged = messages.some(
        ({ escalationId, state, reason }) => escalationId === id && (state === 'accepted' || reason === 'merged'),
      );
      return [
        ...(told ? [] : [`${name}: nobody was told`]),
        ...(paged ? [] : [`${name}: no alert was accepted`]),
        ...(status !== 'resolved' && (nextDueAt === null || nextDueAt < now - LATE_MS)
          ? [`${name}: stands still`]
          : []),
        ...(status === 'acknowledged' && acknowledgedUntil === null ? [`${name}: acknowledged for ever`] : []),
      ];
    },
  );
}

const people = (escalations: Rows['escalations']): Rows['escalations'] =>
  escalations.filter((each) => each.class !== 'canary');
