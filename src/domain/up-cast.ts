import { DomainError } from './error';
import type { EnrolmentState } from './state';

type Stored = { schemaVersion: number };

/** A snapshot as it was stored, brought to today's shape. Readers ship one release before writers. */
export function upCast(snapshot: unknown): EnrolmentState {
  if (isStored(snapshot) && snapshot.schemaVersion === 1) return snapshot as EnrolmentState;
  const found = isStored(snapshot) ? String(snapshot.schemaVersion) : 'none';
  throw new DomainError('configuration', `A snapshot has schema version ${found}; this release reads version 1.`);
}

function isStored(snapshot: unknown): snapshot is Stored {
  return typeof snapshot === 'object' && snapshot !== null && 'schemaVersion' in snapshot;
}
