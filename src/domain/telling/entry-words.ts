import { localDateAt } from '../calendar/calendar';
import { LEFT_BLANK } from '../instrument/left-blank';
import { counted, dayText, scoreLabel } from './english';
import type { JournalEntry } from '../words/effect';
import { inputsText } from './rules';

/** A safety rule in words, after a colon; nothing where its form is not known here. */
export type Words = (rule: string) => string;
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
