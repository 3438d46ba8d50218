import { dayOf, firstDateWithHour, localDateAt } from '../calendar/calendar';
import { inRhythm, WEEK } from '../check-ins/rhythm';
import type { Candidate, Progress } from '../check-ins/types';
import { rulesOf } from '../instrument/left-blank';
import { checkInOf } from '../pathway/lookup';
import type { CheckInDefinition } from '../pathway/language';
import type { MedicineWatch } from '../pathway/types';
import type { Rules } from '../step/rules';
import type { TakenMedicine } from '../words/history';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

// Medicines are watched as long as they are taken, wherever the tracks stand. Days are counted since 1970, as numbers.

/** What is asked because a class is taken, as series beside those of the stages: of one name with theirs, so that what a stage asks counts. */
export function watchesOf(
  rules: Rules,
  state: EnrolmentState,
  track: string,
): Pick<Candidate, 'series' | 'use' | 'checkIn'>[] {
  return watchesNow(rules, state).map((watch) => ({
    series: `${track}/${watch.checkIn}`,
    use: { checkIn: watch.checkIn, watch },
    checkIn: checkInOf(rules, watch.checkIn),
  }));
}

/** Those that ask of something that is taken now. */
export function watchesNow({ pathway }: Rules, { history }: EnrolmentState): MedicineWatch[] {
  const { taken = [] } = history.medicines ?? {};
  if (taken.length === 0) return [];
  return (pathway.medicines?.watch ?? []).filter(({ classes }) => taken.some((one) => classes.includes(one.class)));
}

type Watched = { watch: MedicineWatch; checkIn: CheckInDefinition; through: number | null };

/** The next day on which it asks of any class that is taken. What was recorded late is asked from then on. */
export function watchedDay(
  rules: Rules,
  state: EnrolmentState,
  { watch, checkIn, through }: Watched,
  progress: Progress,
): number | null {
  const { history, reach, firstOn } = state;
  const first = dayOf(firstOn);
  const asked = lastAsked(rules, checkIn, progress);
  const again = isInVain(rules, state, checkIn, progress) && asked !== null ? [asked + WEEK] : [];
  const hour = checkIn.safety?.opensAt ?? reach.preferredTime;
  const days = (history.medicines?.taken ?? []).flatMap((one) => {
    if (!watch.classes.includes(one.class)) return [];
    const began = one.begun?.on ?? localDateAt(reach.timeZone, one.since);
    const wanted = Math.min(...wantedDays(watch, one, { began: dayOf(began), asked, first }), ...again);
    if (wanted === Infinity) return [];
    const reachable = dayOf(firstDateWithHour(reach.timeZone, hour, one.changedAt ?? one.since));
    return [Math.max(wanted, reachable, (through ?? -Infinity) + 1)];
  });
  if (days.length === 0) return null;
  const day = Math.min(...days);
  return checkIn.safety ? day : inRhythm(first, WEEK, day);
}

/** While the dose is found, after each change, and every so often: on the common days of that rhythm, so that it goes along with the rest. */
function wantedDays(
  { findingEveryDays, foundAfterDays, afterChangeDays, everyDays }: MedicineWatch,
  { begun, changes = begun ? [begun.on] : [] }: TakenMedicine,
  { began, asked, first }: { began: number; asked: number | null; first: number },
): number[] {
  const from = Math.max(asked ?? began, began);
  const changed = changes.map(dayOf);
  const found = foundAfterDays === undefined ? null : foundOn(changed, foundAfterDays);
  const wanted: number[] = [];
  if (found !== null && findingEveryDays !== undefined && from + findingEveryDays <= found) {
    wanted.push(from + findingEveryDays);
  }
  for (const day of changed) {
    if (afterChangeDays !== undefined && (asked === null || asked < day + afterChangeDays)) {
      wanted.push(day + afterChangeDays);
    }
  }
  if (everyDays !== undefined) wanted.push(first + Math.floor((from + everyDays - first) / everyDays) * everyDays);
  return wanted;
}

/** The day from which the dose counts as found: it has stayed the same for so long. Later changes are changes. */
function foundOn(changes: readonly number[], afterDays: number): number | null {
  const last = changes.find((day, index) => (changes[index + 1] ?? Infinity) - day > afterDays);
  return last === undefined ? null : last + afterDays;
}

/** The day on which all of its own questions had been asked; null where one never was. */
function lastAsked(rules: Rules, checkIn: CheckInDefinition, { askedOn }: Pick<Progress, 'askedOn'>): number | null {
  const days = formsOf(rules, checkIn).map((id) => askedOn[id]);
  const known = days.flatMap((day) => (day === undefined ? [] : dayOf(day)));
  return known.length === 0 || known.length < days.length ? null : Math.min(...known);
}

/** The forms about medicines alone: red flags are asked beside anything. */
export function formsOf(
  { instruments }: Pick<Rules, 'instruments'>,
  { ask }: Pick<CheckInDefinition, 'ask'>,
): string[] {
  return ask.filter((id) => {
    const { items = [] } = instruments[id] ?? {};
    return items.length > 0 && items.every(({ safety }) => safety?.class === 'medication');
  });
}

/** Whoever answered questions about medicines has been asked about them, whatever the answers were. */
export function rememberChecked(
  rules: Rules,
  { history }: EnrolmentState,
  answered: readonly string[],
  at: Instant,
): void {
  if (!history.medicines) return;
  const about = formsOf(rules, { ask: Object.keys(rules.instruments) }).flatMap((id) => rulesIn(rules, id));
  if (answered.some((rule) => about.includes(rule))) history.medicines.checkedAt = at;
}

function rulesIn({ instruments }: Rules, form: string): string[] {
  const instrument = instruments[form];
  return instrument ? rulesOf(instrument) : [];
}

/** What was asked last has closed without an answer: it is asked again on the next weekly day, and not a month later. */
function isInVain(rules: Rules, state: EnrolmentState, checkIn: CheckInDefinition, { askedOn }: Progress): boolean {
  if (checkIn.safety) return false;
  return formsOf(rules, checkIn).some((id) => {
    const asked = state.askedOn[id];
    if (asked === undefined || askedOn[id] !== asked) return false;
    return !state.checkIns.some(({ ask }) => ask.includes(id)) && !isAnsweredSince(rules, state, id, asked);
  });
}

function isAnsweredSince(rules: Rules, { history, reach }: EnrolmentState, form: string, since: string): boolean {
  const { safetyAnswered = {} } = history;
  return rulesIn(rules, form).some((rule) => {
    const at = safetyAnswered[rule];
    return at !== undefined && localDateAt(reach.timeZone, at) >= since;
  });
}

/** Which of the watches were asked last without an answer: part of what the calendar of check-ins is made from. */
export function askedInVain(rules: Rules, state: EnrolmentState): string {
  return watchesNow(rules, state)
    .filter(({ checkIn }) => isInVain(rules, state, checkInOf(rules, checkIn), state))
    .map(({ checkIn }) => checkIn)
    .join();
}
