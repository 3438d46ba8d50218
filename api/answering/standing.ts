import { DAY, type Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';

/** A late answer still helps the clinician; after this the next check-in asks better. */
const LATE_DAYS = 14;

export type Standing = 'open' | 'late' | 'sent' | 'closed';

type Window = Pick<CheckInView, 'status' | 'sentAt' | 'opensAt' | 'closesAt' | 'enrolmentStatus'>;

/** What a patient may still do with a check-in at this instant of clinic time. */
export function standing(checkIn: Window, now: Instant): Standing {
  if (checkIn.sentAt !== null || checkIn.status === 'answered') return 'sent';
  if (checkIn.enrolmentStatus === 'ended') return 'closed';
  if (checkIn.status === 'cancelled' || checkIn.status === 'superseded') return 'closed';
  if (now < checkIn.opensAt) return 'closed';
  if (now < checkIn.closesAt && checkIn.status === 'planned') return 'open';
  return now < checkIn.closesAt + LATE_DAYS * DAY ? 'late' : 'closed';
}
