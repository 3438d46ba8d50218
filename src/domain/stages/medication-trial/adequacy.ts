import { daysBetween } from '../../calendar/calendar';
import { todayOf } from '../../step/work';
import { counted } from '../../telling/english';
import type { Input } from '../../words/history';
import type { Instant, LocalDate } from '../../words/time';
import type { Adequacy } from '../judge';
import type { Seat } from '../kind';
import type { MedicationTrialStage, MedicationTrialState } from './definition';

export type Trial = NonNullable<MedicationTrialState['trial']>;
type TrialSeat = Pick<Seat<'medication-trial'>, 'stage' | 'state' | 'track'>;

const WEEK = 7;

/**
 * Whether a medicine was taken for long enough, and for long enough at a dose level that counts. A trial below it says
 * nothing about the medicine; one that was taken for all its weeks at a lower level may have helped all the same.
 */
export function adequacyOf(seat: TrialSeat, trial: Trial, at: Instant): Adequacy {
  const to = takenTo(seat, trial, at);
  const span = { since: trial.startedOn, to };
  const rule = seat.stage.adequacy.find((each) => each.class === trial.class);
  if (!rule) return { span, inputs: [], missing: [`a rule for when ${trial.class} was tried for long enough`] };
  const levels = rule.doseLevels.join(' or ');
  const { totalWeeks = rule.weeks } = rule;
  const taken = Math.max(0, daysBetween(trial.startedOn, to));
  const atLevel = daysAt(rule, trial, to);
  const inputs: Input[] = [
    { name: `whole weeks at ${levels}`, value: Math.floor(atLevel / WEEK) },
    { name: 'enough weeks', value: rule.weeks },
    ...(rule.totalWeeks === undefined
      ? []
      : [
          { name: 'whole weeks taken', value: Math.floor(taken / WEEK) },
          { name: 'enough weeks taken', value: totalWeeks },
        ]),
  ];
  const missing = [
    ...shortOf(rule.weeks, atLevel, `at ${levels} dose level`),
    ...(rule.totalWeeks === undefined ? [] : shortOf(totalWeeks, taken, 'of taking it')),
  ];
  return { span, inputs, missing, mayHelpSooner: taken >= totalWeeks * WEEK };
}

function shortOf(weeks: number, days: number, of: string): string[] {
  const short = Math.ceil((weeks * WEEK - days) / WEEK);
  return short > 0 ? [`${counted(short, 'more week')} ${of}`] : [];
}

function daysAt({ doseLevels }: MedicationTrialStage['adequacy'][number], { doses }: Trial, to: LocalDate): number {
  return doses.reduce((sum, { level, from }, index) => {
    const next = doses[index + 1]?.from ?? to;
    const until = next < to ? next : to;
    return doseLevels.includes(level) ? sum + Math.max(0, daysBetween(from, until)) : sum;
  }, 0);
}

/**
 * Up to which day the medicine counts as taken: to its stop; else to the day it is judged on, or earlier the day the question
 * was put, for however long the answer takes. A dose recorded after that was taken, too.
 */
function takenTo({ state, track }: TrialSeat, trial: Trial, at: Instant): LocalDate {
  if (trial.stoppedOn !== null) return trial.stoppedOn;
  const judged = [todayOf(state, track.gate?.openedAt ?? at), trial.evaluation.on].sort()[0] ?? trial.evaluation.on;
  const known = trial.doses.at(-1)?.from ?? trial.startedOn;
  return judged < known ? known : judged;
}
