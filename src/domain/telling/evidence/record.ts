import { localDateAt } from '../../calendar/calendar';
import type { Score } from '../../instrument/types';
import type { Rules } from '../../step/rules';
import type { DomainEvent, EventType } from '../../words/event';
import type { EnrolmentState } from '../../words/state';
import type { Instant, LocalDate } from '../../words/time';
import { shortDayText } from '../english';

// What the evidence about one patient is made from, and what it is made of.

/** A fact as it counts now, with its texts in place; one that was erased is null. */
export type Told = DomainEvent & { by: string };

/** The answer that holds to one item; null = skipped on purpose. `response` is the id of the check-in. */
export type Given = { response: string; instrument: string; item: string; value: number | null; at: Instant };

/** Forms that were put before the patient: a mail about them was taken, or something of them was answered. */
export type Put = { response: string; forms: string[]; at: Instant };

/** A decision as it was made. `takenBack`: why it does not count any more. */
export type Decided = {
  id: string;
  at: Instant;
  by: string;
  gate: string;
  question: string | null;
  choice: string;
  reason: string;
  takenBack: string | null;
};

/** What the patient wrote, and not staff. `asks`: to whoever sees them at an appointment. */
export type Written = { id: string; text: string; at: Instant; asks: boolean };

export type EvidenceRecord = {
  rules: Rules;
  state: EnrolmentState;
  now: Instant;
  enrolment: string;
  patient: { id: string; reference: string; familyName: string; givenName: string; bornOn: LocalDate };
  /** In the order in which they were recorded, without those taken back. */
  facts: readonly Told[];
  answers: readonly Given[];
  scores: readonly (Score & { response: string; at: Instant })[];
  put: readonly Put[];
  decisions: readonly Decided[];
  written: readonly Written[];
};

/**
 * Where a line comes from. `enrolment`: nothing of the kind is among its facts, or the rules of its pathway read them all;
 * `pathway`: it stands in the file. `text`: written by the patient.
 */
export type Source = { of: (typeof sourceKinds)[number]; id: string };
export const sourceKinds = ['event', 'response', 'text', 'patient', 'enrolment', 'pathway'] as const;

/** One statement, in a sentence and as data. `missing`: what nobody knows of it yet, in a few words. */
export type Line = { text: string; data: object; missing: string[]; sources: Source[] };

export const line = (text: string, sources: readonly Source[], data: object = {}, missing: string[] = []): Line => {
  const unique = new Map(sources.map((source) => [`${source.of} ${source.id}`, source]));
  return { text, data, missing, sources: [...unique.values()] };
};

export const eventSource = ({ id }: { id: string }): Source => ({ of: 'event', id });
export const responseSource = ({ response }: { response: string }): Source => ({ of: 'response', id: response });

/** Said of what is not there: it is never "none", for nobody may have asked. */
export const absent = ({ enrolment }: EvidenceRecord, text: string, missing: string[] = [], data: object = {}): Line =>
  line(text, [{ of: 'enrolment', id: enrolment }], data, missing);

/** The facts of some types, oldest first. */
export function factsOf<T extends EventType>(record: EvidenceRecord, ...types: T[]): Extract<Told, { type: T }>[] {
  return record.facts.filter((fact): fact is Extract<Told, { type: T }> => (types as EventType[]).includes(fact.type));
}

export const localDay = ({ state }: EvidenceRecord, at: Instant): LocalDate => localDateAt(state.reach.timeZone, at);
export const dayIn = (record: EvidenceRecord, at: Instant): string => shortDayText(localDay(record, at));
/** The day on which something happened, whenever it was recorded. */
export const dayOfFact = (record: EvidenceRecord, { occurredAt }: Told): string => dayIn(record, occurredAt);

/** What somebody wrote, on one line. */
export function quoted(text: string | null | undefined, otherwise: string): string {
  if (text === undefined) return otherwise;
  return text === null ? 'text erased' : `“${text.replace(/\s+/g, ' ').trim()}”`;
}

/** Whether a form was put before the patient in a stretch of time. */
export const putWithin = (record: EvidenceRecord, form: string, from: Instant, to: Instant): Put | undefined =>
  record.put.findLast(({ forms, at }) => forms.includes(form) && at >= from && at <= to);

/** `asked on 3 Mar 2027, not answered` or `not asked`: where there is no answer. */
export function unanswered(record: EvidenceRecord, form: string, from = 0, to = record.now): string {
  const put = putWithin(record, form, from, to);
  return put ? `asked on ${dayIn(record, put.at)}, not answered` : 'not asked';
}

/** `recurrent-disc` as people read it. */
export const worded = (name: string): string => name.replaceAll('-', ' ');

const choices = new Map([
  ['approve', 'yes'],
  ['decline', 'no'],
]);
/** An answer to a question as people give it. */
export const choiceText = (choice: string): string => choices.get(choice) ?? worded(choice);
