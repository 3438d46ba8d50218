import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { AppointmentFile } from '../domain/words/message';

/** All that a calendar shows to whoever looks over a shoulder: never what it is for. */
const TITLE = 'Appointment';

/**
 * An appointment as a calendar reads it (RFC 5545). Published, never a request: a patient's "decline" would go to nobody, and
 * look like a cancellation. The same UID for one appointment, and a SEQUENCE that rises with each change, so that the newest
 * file wins; what was called off says so and stays where it was.
 */
export function calendarFile({ id, at, on, sequence, calledOff, writtenAt, clinic, address }: AppointmentFile): string {
  const calendar = new ICalCalendar({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Throughline', product: 'Appointments', language: 'EN' },
  });
  calendar.createEvent({
    id: `${id}@${address.slice(address.indexOf('@') + 1)}`,
    sequence,
    stamp: new Date(writtenAt),
    summary: TITLE,
    status: calledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // Midday of the zero zone is that day in every calendar that is asked for its date alone.
    ...(on === null ? { start: new Date(at) } : { start: new Date(`${on}T12:00:00Z`), allDay: true }),
    organizer: { name: clinic.publicName, email: address },
    description: `${clinic.publicName}, ${clinic.phone}`,
  });
  return calendar.toString();
}
