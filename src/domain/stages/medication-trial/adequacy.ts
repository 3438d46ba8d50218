import { daysBetween, plusDays } from '../../calendar/calendar';
import { todayOf } from '../../step/work';
import { counted } from '../../telling/english';
import type { Input } from '../../words/history';
import type { Instant, LocalDate } from '../../words/time';
import type { Adequacy } from '../judge';
import type { Seat } from '../kind';
import type { MedicationTrialStage, MedicationTrialState } from './definition';

export type Trial = NonNullable<MedicationTrialState['trial']>;
type TrialSeat = Pick<Seat<'medication-trial'>, 'stage' | 'state' | 'track'>;

type Rule = MedicationTrialStage['adequacy'][number];

const WEEK = 7;

/**
 * Whether a medicine was taken for long enough, and for long enough at a dose level that counts. A trial below it says
 * nothing about the medicine; one that was taken for all its weeks at a lower level may have helped all the same. Where it
 * was long enough on paper, and hardly taken or nobody knows, that cannot be told.
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
  const asked = adherenceOf(seat, rule, trial, to);
  const unsure = missing.length === 0 ? asked.unsure : [];
  return { span, inputs: [...inputs, ...asked.inputs], missing, unsure, mayHelpSooner: taken >= totalWeeks * WEEK };
}

/**
 * Whether it was taken, by the patient's own account of the days at a level that counts. An answer looks a week back, so the
 * first one is a week after that level began, and the last one may come a week after the end.
 */
function adherenceOf(
  { stage: { adherence }, state }: TrialSeat,
  { doseLevels }: Rule,
  { doses, startedOn }: Trial,
  to: LocalDate,
): { inputs: Input[]; unsure: string[] } {
  if (!adherence) return { inputs: [], unsure: [] };
  const { score, outOf, percent } = adherence;
  const since = plusDays(doses.find(({ level }) => doseLevels.includes(level))?.from ?? startedOn, WEEK);
  const until = plusDays(to, WEEK);
  const points = (state.scores[score] ?? []).filter(({ at }) => {
    const on = todayOf(state, at);
    return on >= since && on <= until;
  });
  const name = `mean ${score}`;
  if (points.length === 0)
    return { inputs: [{ name, value: null }], unsure: ['on how many days it was taken as agreed'] };
  const sum = points.reduce((total, { raw }) => total + raw, 0);
  const mean = Math.round((sum * 10) / points.length) / 10;
  const isTaken = sum * 100 >= percent * outOf * points.length;
  const asAnswered = `taking it as agreed (on ${String(mean)} of ${String(outOf)} days as answered)`;
  return {
    inputs: [
      { name, value: mean },
      { name: 'out of', value: outOf },
    ],
    unsure: isTaken ? [] : [asAnswered],
  };
}

function shortOf(weeks: number, days: number, of: string): string[] {
  const short = Math.ceil((weeks * WEEK - days) / WEEK);
  return short > 0 ? [`${counted(short, 'more week')} ${of}`] : [];
}

function daysAt({ doseLevels }: Rule, { doses }: Trial, to: LocalDate): number {
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
