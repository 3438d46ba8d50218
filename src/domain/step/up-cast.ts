import { DomainError } from '../words/error';
import { emptyHistory } from '../check-ins/history';
import { forgottenBy } from '../promises/promises';
import type { Evaluation } from '../stages/base';
import type { OwnOf } from '../stages/types';
import type { EnrolmentState, TrackState } from '../words/state';
import type { LocalDate } from '../words/time';

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
  if (isStored(snapshot) && snapshot.schemaVersion === 3) return snapshot as EnrolmentState;
  if (isStored(snapshot) && snapshot.schemaVersion === 2) return fromSecond(snapshot);
  if (isStored(snapshot) && snapshot.schemaVersion === 1) return fromSecond(fromFirst(snapshot));
  const found = isStored(snapshot) ? String(snapshot.schemaVersion) : 'none';
  throw new DomainError('configuration', `A snapshot has schema version ${found}; this release reads versions 1 to 3.`);
}

/** Version 1 kept nothing to look back at: what its rules could not ask is not made up now. */
function fromFirst(snapshot: Stored): Stored {
  return Object.assign({}, snapshot, {
    schemaVersion: 2,
    history: emptyHistory(),
    askedOn: {},
    admission: null,
    transfer: null,
  });
}

/** Version 2 kept what the trial of a medicine is judged by in fields of its own. */
function fromSecond(snapshot: Stored): EnrolmentState {
  const second = snapshot as unknown as EnrolmentState;
  const evaluated = { ...second, schemaVersion: 3 as const };
  if (Array.isArray(second.tracks)) evaluated.tracks = second.tracks.map(withEvaluation);
  return evaluated;
}

type Trial = NonNullable<OwnOf<'medication-trial'>['trial']>;
type SecondTrial = { evaluateOn: LocalDate; evaluations: number; baseline: Evaluation['baseline'] };

function withEvaluation(track: TrackState): TrackState {
  if (track.own.kind !== 'medication-trial' || !track.own.trial || 'evaluation' in track.own.trial) return track;
  const { evaluateOn, evaluations, baseline, ...trial } = track.own.trial as SecondTrial & object;
  const evaluation = { on: evaluateOn, times: evaluations, baseline };
  return { ...track, own: { ...track.own, trial: { ...trial, evaluation } as Trial } };
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
