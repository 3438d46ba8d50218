import type { TakenBy } from '../words/choices';
import type { Instant } from '../words/time';
import { dayText } from './english';
import { partsOf } from '../check-ins/key';

/** `care/diagnosis/weekly.deferred@2026-11-30` → “Weekly check-in, put off”, for staff; a key of another form is “Check-in”. */
export function checkInWords(key: string): string {
  const name = partsOf(key)?.name;
  if (name === undefined) return 'Check-in';
  const [id = '', ...rest] = name.split('.');
  const words = id.replaceAll('-', ' ');
  const title = words.startsWith('after ')
    ? `Check-in ${words}`
    : `${words.charAt(0).toUpperCase()}${words.slice(1)} check-in`;
  return rest.includes('deferred') ? `${title}, questions put off` : title;
}

type Standing = { status: string; opensAt: Instant; closesAt: Instant; sentAt: Instant | null; begun: boolean };

/** What became of a check-in, in one sentence for staff. Silence says nothing about how somebody is. */
export function statusWords({ status, opensAt, closesAt, sentAt, begun }: Standing, now: Instant): string {
  if (status === 'planned') {
    if (now < opensAt) return 'It has not opened yet.';
    if (now >= closesAt)
      return begun ? 'It has closed: the answers were not sent.' : 'It has closed without an answer.';
    return begun ? 'It is open: answers were begun, and not sent yet.' : 'It is open and waits for an answer.';
  }
  const late = sentAt === null ? '' : ' An answer came late.';
  return `${became[status] ?? `It is ${status}.`}${status === 'answered' ? '' : late}`;
}

const became: Readonly<Record<string, string>> = {
  answered: 'It was answered.',
  'partly-answered': 'It was answered in part: it closed before the answers were sent.',
  missed: 'It was asked, and not answered in time.',
  'not-asked': 'It was not asked: no message had reached the patient.',
  cancelled: 'It was taken back: nobody was asked.',
  superseded: 'The plan no longer contains it: nobody was asked.',
};

/** How answers came, and who took them down. `mixed`: some had been saved by link before. */
export function howTaken({ taken, by, mixed }: { taken: TakenBy | null; by: string | null; mixed: boolean }): string {
  if (taken === null) return 'Answered by link.';
  const proxy = taken.from === 'proxy' ? ', answered by somebody else for the patient' : '';
  const paper = taken.on === undefined ? 'Copied from paper' : `Copied from a paper of ${dayText(taken.on)}`;
  const before = mixed ? ' Some were saved by link before.' : '';
  return `${taken.by === 'paper' ? paper : 'Taken on the telephone'}${by === null ? '' : ` by ${by}`}${proxy}.${before}`;
}
