import { checkInText, purposeText } from '../entry-words';
import { whyUnsent } from '../message-words';
import type { MessageRow } from './rows';

/** What a mail is, after “Sent:” or “Not sent:”. */
export function messageWords({
  role,
  template,
  checkIn,
  purpose,
}: Pick<MessageRow, 'role' | 'template' | 'checkIn' | 'purpose'>): string {
  const about = checkIn === null ? '' : ` ${ofCheckIn[role] ?? ''}${checkInText({ key: checkIn })}`;
  if (checkIn !== null && role in ofCheckIn) return about.trim();
  if (purpose !== null) return `${appointmentRole(role)} (${purposeText(purpose)})`;
  if (template === 'report') return 'the answer to what the patient reported';
  return `${role.replaceAll('-', ' ')}${about}`;
}

const ofCheckIn: Readonly<Record<string, string>> = {
  invite: '',
  'reminder-1': 'first reminder of ',
  'reminder-2': 'second reminder of ',
  'sent-again': 'once more, ',
};

function appointmentRole(role: string): string {
  if (role === 'moved') return 'the appointment was moved';
  if (role === 'called-off') return 'the appointment was called off';
  const [days = ''] = role.split('-');
  return days === '0'
    ? 'reminder of an appointment, on its morning'
    : `reminder of an appointment, ${days} ${days === '1' ? 'day' : 'days'} before`;
}

/** `Sent: the check-in “weekly” of 5 December 2026`; of what was not sent, why. */
export function messageLine(row: MessageRow, enrolment: string): { text: string; soft: string[] } {
  const words = messageWords(row);
  if (row.state === 'accepted') return { text: `Sent: ${words}.`, soft: [] };
  const why = whyUnsent(row, enrolment);
  const doubtful = row.state === 'ambiguous';
  return { text: `${doubtful ? 'Perhaps sent' : 'Not sent'}: ${words}.`, soft: why === null ? [] : [why] };
}
