import { daysBetween, plusDays } from '../calendar/calendar';
import { evaluate, type Facts } from '../rules/predicates';
import { ruleName } from '../pathway/lookup';
import { factsOf } from './facts';
import { partialOf } from './judge';
import type { GateVerdict, Input, MedicationTrialState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';
import { todayOf } from '../step/work';
import type { Seat, StageOf } from './kind';

type Trial = NonNullable<MedicationTrialState['trial']>;

const WEEK = 7;

/** What the success rule says of a trial at an instant: success, not enough, not yet adequate, or cannot tell. */
export function trialVerdict(seat: Seat<'medication-trial'>, trial: Trial, at: Instant): GateVerdict {
  const { rules, stage, track } = seat;
  const facts = trialFacts(seat, at);
  const { truth, inputs, missing } = evaluate(stage.success.when, facts);
  const dosing = adequacy(stage, trial, todayOf(seat.state, at));
  const verdict = {
    rule: ruleName(rules, track.track, stage.id, stage.success.id),
    inputs: [...inputs, ...dosing.inputs],
  };
  if (truth === true) return { ...verdict, kind: 'success', missing: [] };
  if (truth === 'unknown') return { ...verdict, kind: 'cannot-tell', missing };
  if (dosing.missing !== null) return { ...verdict, kind: 'not-yet-adequate', missing: [dosing.missing] };
  return partialOf(seat, facts) ?? { ...verdict, kind: 'not-enough', missing: [] };
}

export function trialFacts(seat: Seat<'medication-trial'>, at: Instant): Facts {
  return factsOf(seat, { baseline: seat.own.trial?.baseline ?? {} }, at);
}

/** Enough weeks at a dose level that counts? A trial below it says nothing about the medicine. */
function adequacy(
  stage: StageOf<'medication-trial'>,
  trial: Trial,
  today: LocalDate,
): { inputs: Input[]; missing: string | null } {
  const rule = stage.adequacy.find((each) => each.class === trial.class);
  if (!rule) return { inputs: [], missing: null };
  const end = trial.stoppedOn ?? today;
  const days = trial.doses.reduce((sum, { level, from }, index) => {
    const until = trial.doses[index + 1]?.from ?? end;
    const upTo = until < end ? until : end;
    return rule.doseLevels.includes(level) ? sum + Math.max(0, daysBetween(from, upTo)) : sum;
  }, 0);
  const levels = rule.doseLevels.join(' or ');
  const inputs: Input[] = [
    { name: `whole weeks at ${levels}`, value: Math.floor(days / WEEK) },
    { name: 'enough weeks', value: rule.weeks },
  ];
  const short = Math.ceil((rule.weeks * WEEK - days) / WEEK);
  return {
    inputs,
    missing: short > 0 ? `${String(short)} more ${short === 1 ? 'week' : 'weeks'} at ${levels} dose level` : null,
  };
}

/** The last day a dose date may lie before the day it is recorded. */
export function earliestStart(today: LocalDate): LocalDate {
  return plusDays(today, -90);
}
