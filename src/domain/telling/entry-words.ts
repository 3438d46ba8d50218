import { localDateAt } from '../calendar/calendar';
import { LEFT_BLANK } from '../instrument/left-blank';
import { counted, dayText, scoreLabel } from './english';
import { partsOf } from '../check-ins/key';
import type { SessionPurpose } from '../words/choices';
import type { JournalEntry } from '../words/effect';
import { inputsText } from './rules';

/** What stands in files and not in the entry. */
export type Words = {
  /** A safety rule in words, after a colon; nothing where its form is not known here. */
  safety: (rule: string) => string;
  /** The stage of an entry by its title. */
  stage: (id: string) => string;
  /** The question that a rule stands for, in quotes; null where the pathway is not known here. */
  question: (rule: string) => string | null;
};
/** What an entry of the journal says, with the days of a zone. */
export type Sentence = (entry: JournalEntry, zone: string, words: Words) => string;

export function read(entry: JournalEntry, name: string): string {
  return String(valueOf(entry, name) ?? 'not known');
}

function valueOf({ inputs }: JournalEntry, name: string): number | string | null | undefined {
  return inputs.find((input) => input.name === name)?.value;
}

function numberOf(entry: JournalEntry, name: string): number {
  const value = valueOf(entry, name);
  return typeof value === 'number' ? value : NaN;
}

export function day(entry: JournalEntry, name: string, zone: string): string {
  return dayText(localDateAt(zone, numberOf(entry, name)));
}

export function numbers({ inputs }: JournalEntry): string {
  return inputs.length === 0 ? '' : ` (${inputsText(inputs)})`;
}

export function scores({ inputs }: JournalEntry): string {
  const known = inputs
    .filter(({ name }) => name !== LEFT_BLANK)
    .map(({ name, value }) => `${scoreLabel(name)} ${String(value)}`);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

/** A question without an answer is not a no. */
export function blank({ inputs }: JournalEntry): string {
  const forms = inputs.flatMap(({ name, value }) => (name === LEFT_BLANK ? String(value).replaceAll('-', ' ') : []));
  return forms.length === 0 ? '' : ` Safety questions skipped or not reached, so not known: ${forms.join(', ')}.`;
}

export function asker({ inputs }: JournalEntry): string {
  return inputs.some(({ name }) => name === 'asked for by') ? ', as the patient asked by link' : '';
}

export function sentSince(entry: JournalEntry): string {
  const count = numberOf(entry, 'messages sent since');
  return count > 0 ? `; ${counted(count, 'message')} had been sent meanwhile` : '';
}

/** `epidural-steroid-injection` as people read it. */
export const worded = (name: string): string => name.replaceAll(/[.-]/g, ' ');

/** A value of an entry as people read it. */
export const readWords = (entry: JournalEntry, name: string): string => worded(read(entry, name));

/** A day that stands in an entry as a date: `15 March 2027`; as it is where it is none. */
export function dateText(entry: JournalEntry, name: string): string {
  const value = read(entry, name);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : value;
}

/** The check-in an entry is about: `the check-in “weekly” of 5 December 2026`. */
export function checkInText({ key = '' }: Pick<JournalEntry, 'key'>): string {
  const parts = partsOf(key);
  return parts === null ? 'a check-in' : `the check-in “${worded(parts.name)}” of ${dayText(parts.date)}`;
}

const purposes = {
  therapy: 'therapy session',
  procedure: 'appointment for a procedure',
  psychology: 'psychology session',
  visit: 'visit',
} satisfies Record<SessionPurpose, string>;

/** What an appointment is for. */
export const purposeText = (purpose: string): string =>
  purpose in purposes ? purposes[purpose as SessionPurpose] : `appointment (${worded(purpose)})`;

const isEarlier = 'previous operations';

/** `History: 2 earlier operations; cause: scar; referral: yes.` */
export function historyText({ inputs }: JournalEntry): string {
  const before = inputs.find(({ name }) => name === isEarlier)?.value;
  const operations = typeof before === 'number' ? counted(before, 'earlier operation') : 'earlier operations not known';
  const others = inputs.filter(({ name }) => name !== isEarlier);
  return `History: ${[operations, ...others.map(valueText)].join('; ')}.`;
}

/** `Examination: deficit none; left leg stable.` */
export function examinationText({ inputs }: JournalEntry): string {
  return `Examination: ${inputs.map((each) => valueText(each).replace(': ', ' ')).join('; ')}.`;
}

const valueText = ({ name, value }: JournalEntry['inputs'][number]): string =>
  `${worded(name)}: ${worded(String(value ?? 'not known'))}`;
