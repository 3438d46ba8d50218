import type { ClinicSettings } from '../words/clinic';
import type { Instant } from '../words/time';
import { climb, isExhausted, type LadderEntry, type LadderFacts, type People, repeatMinutes } from './ladder';

// Who is told next if nobody does anything: asked of the ladder itself, on the day it will be, so that both say the same.

type Telling = Extract<LadderEntry, { staff: unknown }>;

/** `isLast`: nobody stands behind them. `isAgain`: they were told before, and are told every so many minutes. */
export type Foreseen = {
  staff: readonly string[];
  isLast: boolean;
  isAgain: boolean;
  everyMinutes: number;
};

/** When somebody is told next, if nobody does anything; past where it is late. Null once resolved. */
export function nextTellingAt(facts: LadderFacts, settings: ClinicSettings, now: Instant): Instant | null {
  const due = dueAt(facts);
  if (due === null) return null;
  const step = climb(facts, settings, nobody, Math.max(due, now));
  // A new round may wait for the clinic to open.
  return tellingIn(step.entries) ? due : step.nextDueAt;
}

/** `people` as they are on duty at `at`: the instant `nextTellingAt` has named, or now where that is past. */
export function foresee(facts: LadderFacts, settings: ClinicSettings, people: People, at: Instant): Foreseen | null {
  const telling = tellingIn(climb(facts, settings, people, at).entries);
  return (
    telling && {
      staff: telling.staff,
      isLast: telling.what !== 'told',
      isAgain: telling.what === 'repeated',
      everyMinutes: repeatMinutes(facts.policy, facts.tier),
    }
  );
}

/** Every rung is passed and the last one told: only the instant is read. */
const nobody: People = { onDuty: () => [], fallback: [], nextDuty: null };

/** The first one: of the last rung its own people, of any other whoever is new. */
const tellingIn = (entries: readonly LadderEntry[]): Telling | null =>
  entries.find((entry): entry is Telling => 'staff' in entry) ?? null;

/** When the next rung is told, and not when the same one is told again. */
function dueAt({ status, policy, rung, rungUntil, nextDueAt, acknowledgedUntil }: LadderFacts): Instant | null {
  if (status === 'resolved') return null;
  if (status === 'acknowledged') return acknowledgedUntil ?? 0;
  return (rung > 0 && !isExhausted(policy, rung) ? rungUntil : null) ?? nextDueAt ?? 0;
}

/** "Amara Osei", "Amara Osei and Priya Shah". */
export const namesInWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** `every hour`, `once a day`. */
export const everyWords = (minutes: number): string =>
  minutes === 60
    ? 'every hour'
    : minutes === 1440
      ? 'once a day'
      : minutes % 60 === 0
        ? `every ${String(minutes / 60)} hours`
        : `every ${String(minutes)} minutes`;

/**
 * What happens if nobody answers, as the end of "Answer by 09:25, …" or as a sentence of its own where nobody is left.
 * `isForReader`: whoever reads it is among those who are told again.
 */
export function nextWords(
  { isLast, isAgain, everyMinutes }: Omit<Foreseen, 'staff'>,
  names: readonly string[],
  isForReader: boolean,
): string {
  const every = everyWords(everyMinutes);
  if (isAgain && isForReader) return `You are the last on the list. You will be asked again ${every}.`;
  if (isAgain) return `Everybody on the list has been told. They are asked again ${every}.`;
  if (names.length === 0) return 'then nobody is left to tell: no one on the list is on duty';
  const told = `then ${namesInWords(names)} ${names.length === 1 ? 'is' : 'are'} told`;
  return isLast ? `${told}, and everybody on duty again` : told;
}
