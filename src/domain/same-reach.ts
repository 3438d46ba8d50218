import type { Reach } from './event';

/** Whether a decision would see any difference between two ways to a patient. */
export const sameReach = (one: Reach | undefined, other: Reach): boolean =>
  one?.timeZone === other.timeZone &&
  one.preferredTime === other.preferredTime &&
  one.language === other.language &&
  one.hasEmail === other.hasEmail &&
  one.hasPhone === other.hasPhone;
