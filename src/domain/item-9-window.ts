import type { ClinicSettings } from './clinic';
import { endOfStaffedDay, nextStaffed } from './staffed-hours';
import type { Instant } from './time';

// A question whose answer may need a person within hours is only put while one is there. Hours of the clinic, never on a holiday.

/** The settings that say when somebody is there. */
export type WindowHours = Pick<ClinicSettings, 'timeZone' | 'staffedHours' | 'holidays' | 'item9Window'>;

const windowOf = (clinic: WindowHours): WindowHours => ({
  ...clinic,
  staffedHours: clinic.item9Window ?? clinic.staffedHours,
});

export function isInItem9Window(clinic: WindowHours, at: Instant): boolean {
  return nextStaffed(windowOf(clinic), at) === at;
}

/** The rest of today's window, or the next one: from its beginning to the end of the last one of that day. */
export function nextItem9Window(clinic: WindowHours, at: Instant): { from: Instant; to: Instant } {
  const hours = windowOf(clinic);
  const from = nextStaffed(hours, at);
  return { from, to: endOfStaffedDay(hours, from) };
}
