import { DomainError } from '../words/error';
import { emptyHistory } from '../check-ins/history';
import { forgottenBy } from '../promises/promises';
import type { EnrolmentState } from '../words/state';

type Stored = { schemaVersion: number };

/** A snapshot that this code cannot read: broken, or written by a newer release. The facts say what it should be. */
export const unreadable = 'unreadable';

/** What stands in the row of an enrolment; null before its first step. */
export type StoredState = EnrolmentState | typeof unreadable | null;

/** Never throws: a state that cannot be read must close no door. */
export function readState(snapshot: unknown): StoredState {
  if (snapshot === null || snapshot === undefined) return null;
  try {
    const state = upCast(snapshot);
    return isWhole(state) ? withPromises(state) : unreadable;
  } catch {
    return unreadable;
  }
}

/** Before promises were rows, what was asked once was never asked again. */
function withPromises(state: EnrolmentState): EnrolmentState {
  return state.promises ? state : { ...state, promises: forgottenBy(state) };
}

/** The state, where it is there and can be read. */
export const stateIn = (stored: StoredState): EnrolmentState | null => (stored === unreadable ? null : stored);

/** A snapshot as it was stored, brought to today's shape. Readers ship one release before writers. */
export function upCast(snapshot: unknown): EnrolmentState {
  if (isStored(snapshot) && snapshot.schemaVersion === 2) return snapshot as EnrolmentState;
  if (isStored(snapshot) && snapshot.schemaVersion === 1) return fromFirst(snapshot);
  const found = isStored(snapshot) ? String(snapshot.schemaVersion) : 'none';
  throw new DomainError(
    'configuration',
    `A snapshot has schema version ${found}; this release reads versions 1 and 2.`,
  );
}

/** Version 1 kept nothing to look back at: what its rules could not ask is not made up now. */
function fromFirst(snapshot: Stored): EnrolmentState {
  const first = snapshot as unknown as Omit<
    EnrolmentState,
    'schemaVersion' | 'history' | 'askedOn' | 'admission' | 'transfer'
  >;
  return { ...first, schemaVersion: 2, history: emptyHistory(), askedOn: {}, admission: null, transfer: null };
}

function isStored(snapshot: unknown): snapshot is Stored {
  return typeof snapshot === 'object' && snapshot !== null && 'schemaVersion' in snapshot;
}

const lists = ['holds', 'tracks', 'checkIns', 'tasks'] as const satisfies readonly (keyof EnrolmentState)[];
const records = [
  'reach',
  'openedThrough',
  'missedInARow',
  'scores',
  'history',
  'askedOn',
] as const satisfies readonly (keyof EnrolmentState)[];
const numbers = ['now', 'lastSeq', 'startedAt'] as const satisfies readonly (keyof EnrolmentState)[];

/** Its parts are there. What is wrong inside one of them is found by the step that reads it. */
function isWhole(state: EnrolmentState): boolean {
  return (
    lists.every((name) => Array.isArray(state[name])) &&
    records.every((name) => isRecord(state[name])) &&
    numbers.every((name) => Number.isSafeInteger(state[name]))
  );
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
