import { askLeftBlank, leftBlankInputs } from '../check-ins/open-and-close';
import { openTask } from '../promises/tasks';
import type { Rules } from '../step/rules';
import { eventRule, note, type Work } from '../step/work';
import { blank, read, type Sentence } from '../telling/entry-words';
import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { inputsOf } from '../words/history';
import type { ProblemOutcome, ProblemRules, ProblemSince, ProblemWait, SaidOfProblem } from '../words/choices';
import type { EnrolmentState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';
import { duringCare, type Group } from './fact';

const since = {
  today: 'since today',
  days: 'for some days',
  weeks: 'for some weeks',
  longer: 'for longer',
} satisfies Record<ProblemSince, string>;

const waits = {
  yes: 'it can wait',
  'not-sure': 'not sure whether it can wait',
  no: 'it cannot wait',
} satisfies Record<ProblemWait, string>;

/** Never the words of the patient, which stand apart. */
const told: Sentence = (entry) => {
  const [began, wait] = [since[read(entry, 'since') as ProblemSince], waits[read(entry, 'wait') as ProblemWait]];
  return `The patient reported a problem by link (${read(entry, 'about')}): ${began}, ${read(entry, 'severity')} of 10, ${wait}.${blank(entry)}`;
};

export const problemFacts = {
  'problem.reported': {
    ...duringCare,
    refuse: refuseReport,
    // What a patient reports is true whatever the state.
    needsState: false,
    take: takeReport,
    urgent: ({ urgent }) => urgent ?? null,
    kept: 'What the patient reported is kept: complete its task, or resolve its escalation, and say what it was.',
    texts: ['said'],
    told,
  },
} satisfies Group;

/** So many ids are kept: more than a patient reports while one of them can still be posted twice. */
const KEPT = 50;

function takeReport(work: Work, event: EventOf<'problem.reported'>, at: Instant): void {
  const { state } = work;
  const { report, about, since: began, severity, wait, task, unknown = [] } = event.data;
  const rule = eventRule(event.type);
  const key = `report/${report}`;
  state.reports = [...(state.reports ?? []), report].slice(-KEPT);
  const inputs = [...inputsOf({ about, since: began, severity, wait }), ...leftBlankInputs(work, unknown)];
  note(work, { at, what: event.type, rule, key, inputs });
  const { kind, about: name, withinWorkingDays } = task ?? {};
  // One that many share may be done already when the next one comes.
  if (kind !== undefined && name !== undefined)
    openTask(work, { task: kind, about: name, at, rule, withinWorkingDays, again: true });
  askLeftBlank(work, key, unknown, at);
}

function refuseReport(
  _rules: Rules,
  { reports = [] }: EnrolmentState,
  { data }: EventOf<'problem.reported'>,
): Refusal | null {
  return reports.includes(data.report) ? refused('already-reported', 'This report is recorded already.') : null;
}

/** What else is known: reports of this patient and day before this one, and whether its safety questions woke somebody. */
export type Reported = { report: string; today: LocalDate; before: number; woken: boolean };

/**
 * What becomes of a report. What is severe or cannot wait wakes somebody today, unless its own safety questions have done so;
 * all else is work. From so many a day on that work shares one task, which is then due the same day: none is lost, and nobody's
 * list is flooded. However many there were, a severe one wakes somebody.
 */
export function outcomeOf(
  { problems, perDay }: ProblemRules,
  { about, severity, wait }: Omit<SaidOfProblem, 'since'>,
  { report, today, before, woken }: Reported,
): ProblemOutcome {
  const rule = problems[about];
  if (rule === undefined) return work('look-at-report', `report/${report}`, 0);
  const presses = wait === 'no' || severity >= rule.severeFrom;
  if (presses && rule.class !== null && !woken)
    return { urgent: { rule: `problem.${about}`, class: rule.class, tier: 'today' } };
  if (before >= perDay) return work(rule.task, `reports/${today}`, 0);
  const isToday = presses || woken || wait === 'not-sure';
  return work(rule.task, `report/${report}`, isToday ? 0 : rule.withinWorkingDays);
}

const work = (
  kind: NonNullable<ProblemOutcome['task']>['kind'],
  about: string,
  withinWorkingDays: number,
): ProblemOutcome => ({ task: { kind, about, withinWorkingDays } });
