import type { ClinicSettings } from '../words/clinic';
import { endOfStaffedDay, nextStaffed } from '../calendar/staffed-hours';
import { HOUR, type Instant } from '../words/time';
import { localDateAt } from '../calendar/calendar';
import { ruleName } from '../pathway/lookup';
import { isForAge } from '../stages/diagnosis/intake';
import type { Rules } from '../step/rules';
import type { DeferredForms, EnrolmentState, OpenCheckIn } from '../words/state';
import { note, type Work } from '../step/work';

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

// What was not shown because nobody was there to read the answers is asked at the next opening, in a check-in of its own.

const MARK = '.deferred';

/** `care/diagnosis/mood.deferred@2026-12-01` → `care/diagnosis/mood`: what is put off again keeps one mark. */
export function seriesInKey(key: string): string {
  const series = key.slice(0, key.lastIndexOf('@'));
  return series.endsWith(MARK) ? series.slice(0, -MARK.length) : series;
}

/** `care/diagnosis/mood.deferred@2026-12-01` → `mood`. */
export function nameInKey(key: string): string {
  const series = seriesInKey(key);
  return series.slice(series.lastIndexOf('/') + 1);
}

/** When the next of them opens. In hospital nothing is asked; a pause moves it to the first opening after it. */
export function deferredDue(rules: Rules, state: EnrolmentState): { at: Instant; deferred: DeferredForms } | null {
  if (state.admission) return null;
  let next: { at: Instant; deferred: DeferredForms } | null = null;
  for (const deferred of state.deferred ?? []) {
    const at = openingOf(rules, state, deferred).from;
    if (next === null || at < next.at) next = { at, deferred };
  }
  return next;
}

/** Those that open up to a horizon: for the plan. */
export function deferredAhead(rules: Rules, state: EnrolmentState, horizon: Instant): OpenCheckIn[] {
  const { deferred = [], ended, admission } = state;
  if (deferred.length === 0 || ended || admission) return [];
  const askedOn = { ...state.askedOn };
  const openings = deferred.map((each) => ({ each, from: openingOf(rules, state, each).from }));
  return openings
    .sort((a, b) => a.from - b.from)
    .filter(({ from }) => from <= horizon)
    .flatMap(({ each }) => {
      const occurrence = occurrenceOf(rules, { ...state, askedOn }, each);
      if (occurrence) noteAsked(askedOn, state, occurrence);
      return occurrence ?? [];
    });
}

/** Opens it; where its opening went by during a stay in hospital, it waits for the next one. */
export function openDeferred(work: Work, deferred: DeferredForms, at: Instant): void {
  const { rules, state } = work;
  const others = (state.deferred ?? []).filter((each) => each !== deferred);
  const current = { ...deferred, notBefore: at };
  if (openingOf(rules, state, current).from > at) {
    state.deferred = [...others, current];
    return;
  }
  state.deferred = others;
  const occurrence = occurrenceOf(rules, state, current);
  if (!occurrence) return;
  state.checkIns.push(occurrence);
  state.askedOn = { ...state.askedOn };
  noteAsked(state.askedOn, state, occurrence);
  note(work, {
    at,
    what: 'check-in.opened',
    rule: ruleName(rules, occurrence.checkIn, 'deferred'),
    key: occurrence.key,
    inputs: [{ name: 'asks', value: occurrence.ask.join(', ') }],
  });
}

/** The recall period runs from here: it is on this day that the patient looks back. */
function noteAsked(askedOn: EnrolmentState['askedOn'], { reach }: EnrolmentState, { ask, opensAt }: OpenCheckIn): void {
  const date = localDateAt(reach.timeZone, opensAt);
  for (const form of ask) askedOn[form] = date;
}

function openingOf({ clinic }: Rules, { pause }: EnrolmentState, { notBefore }: DeferredForms) {
  return nextItem9Window(clinic, Math.max(notBefore, pause?.until ?? 0));
}

/**
 * Open to the end of that day's window; then somebody rings, while the clinic is still staffed and the link stays open.
 * Null where another check-in has asked all of it meanwhile: no recall period is asked about twice.
 */
function occurrenceOf(rules: Rules, state: EnrolmentState, deferred: DeferredForms): OpenCheckIn | null {
  const { from, to } = openingOf(rules, state, deferred);
  const key = `${seriesInKey(deferred.from)}${MARK}@${localDateAt(rules.clinic.timeZone, from)}`;
  const since = localDateAt(state.reach.timeZone, deferred.since);
  const on = localDateAt(state.reach.timeZone, from);
  const ask = deferred.ask.filter(
    (form) => (state.askedOn[form] ?? since) <= since && isForAge(rules, state, form, on),
  );
  if (ask.length === 0 || state.checkIns.some((open) => open.key === key)) return null;
  return {
    key,
    checkIn: deferred.checkIn,
    ask,
    opensAt: from,
    closesAt: Math.max(endOfStaffedDay(rules.clinic, from), to + HOUR),
    answered: false,
    callAt: to,
    deferredFrom: deferred.from,
  };
}
