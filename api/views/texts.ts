import { iso } from '../contracts/fields';

const instants = new Set(['at', 'by', 'until', 'since', 'recordedAt', 'nextAt', 'undoUntil']);

/** What the core says in epoch milliseconds leaves as text. */
export function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      key,
      instants.has(key) && typeof part === 'number' ? iso(part) : withTexts(part),
    ]),
  );
}
