import { MINUTE } from '../../../src/domain/words/time';
import type { Rows } from './rows';

/** A message that was due so long ago must have been handed over, or its row says why not. */
const OVERDUE_MS = 5 * MINUTE;

/**
 * "Nothing is sent twice without an ambiguous attempt recorded", and the other half: what was accepted was caught, nothing
 * hangs between two states, nothing due was left lying.
 */
export function ledgerFaults({ messages, attempts, caught, now }: Rows): string[] {
  const known = new Set(messages.map(({ id }) => id));
  const strangers = caught.filter((id) => !known.has(id)).map((id) => `mail ${id} is in no ledger`);
  return strangers.concat(
    messages.flatMap(({ id, key, state, dueAt, heldBack }) => {
      const own = attempts.filter(({ messageId }) => messageId === id);
      const ambiguous = own.filter(({ outcome }) => outcome === 'ambiguous').length;
      const copies = caught.filter((mail) => mail === id).length;
      return [
        ...(copies > 1 + ambiguous ? [`${key}: caught ${copies} times with ${ambiguous} ambiguous attempts`] : []),
        ...(copies > own.length ? [`${key}: caught ${copies} times in ${own.length} attempts`] : []),
        ...(state === 'accepted' && copies === 0 ? [`${key}: accepted, but never caught`] : []),
        ...(own.some(({ outcome }) => outcome === null) ? [`${key}: an attempt was never settled`] : []),
        ...(state === 'attempting' || state === 'claimed' ? [`${key}: still ${state}`] : []),
        ...(state === 'planned' && !heldBack && dueAt < now - OVERDUE_MS ? [`${key}: due, but not handed over`] : []),
      ];
    }),
  );
}

/** "No attempt was begun on a message after it was withheld": both times are the database's own wall clock. */
export function withheldFaults({ messages, attempts }: Rows): string[] {
  return messages
    .filter(({ state }) => state === 'withheld' || state === 'superseded')
    .flatMap(({ id, key, state, changedAt }) =>
      attempts
        .filter(({ messageId, startedAt }) => messageId === id && startedAt > changedAt)
        .map(() => `${key}: attempted after it was ${state}`),
    );
}
