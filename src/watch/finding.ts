import type { Instant } from '../domain/words/time';

/** The kinds of late promise the watch knows, and a promise it cannot see because the database does not answer. */
export const checkNames = [
  'enrolment-late',
  'enrolment-without-wake',
  'undigested-event',
  'quarantined-event',
  'message-not-tried',
  'way-out-failing',
  'rung-untold',
  'check-in-past-window',
  'rung-overdue',
  'rota-gap',
  'no-canary',
  'database-unreachable',
] as const;
export type CheckName = (typeof checkNames)[number];

/** One late promise. Ids only: findings leave the building. */
export type Finding = {
  check: CheckName;
  clinicId: string;
  /** Row or rota it is about. */
  id: string;
  /** When it should have happened, by the clinic's clock. */
  since: Instant;
  /** Seconds it is late; a gap ahead has none. */
  lateSeconds: number;
};

export const keyOf = ({ check, clinicId, id }: Finding): string => `${check}/${clinicId}/${id}`;
