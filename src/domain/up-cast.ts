import { DomainError } from './error';
import { emptyHistory } from './history';
import type { EnrolmentState } from './state';

type Stored = { schemaVersion: number };

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
