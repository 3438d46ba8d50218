import type { ProblemOutcome, ProblemRules, SaidOfProblem } from '../words/problem';
import type { LocalDate } from '../words/time';

/** What else is known: reports of this patient and day before this one, and whether its safety questions woke somebody. */
export type Reported = { report: string; today: LocalDate; before: number; woken: boolean };

/**
 * What becomes of a report. What is severe or cannot wait wakes somebody today, unless its own safety questions have done so;
 * all else is work. From so many a day on they share one task, which is then due the same day: none is lost, and nobody's
 * list is flooded.
 */
export function outcomeOf(
  { problems, perDay }: ProblemRules,
  { about, severity, wait }: Omit<SaidOfProblem, 'since'>,
  { report, today, before, woken }: Reported,
): ProblemOutcome {
  const rule = problems[about];
  if (rule === undefined) return task('look-at-report', `report/${report}`, 0);
  const presses = wait === 'no' || severity >= rule.severeFrom;
  if (before >= perDay) return task(rule.task, `reports/${today}`, 0);
  if (presses && rule.class !== null && !woken)
    return { urgent: { rule: `problem.${about}`, class: rule.class, tier: 'today' } };
  const isToday = presses || woken || wait === 'not-sure';
  return task(rule.task, `report/${report}`, isToday ? 0 : rule.withinWorkingDays);
}

const task = (
  kind: NonNullable<ProblemOutcome['task']>['kind'],
  about: string,
  withinWorkingDays: number,
): ProblemOutcome => ({ task: { kind, about, withinWorkingDays } });
