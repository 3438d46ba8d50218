import { counted } from '../../telling/english';
import { daysBetween, plusDays } from '../../calendar/calendar';
import { evaluate } from '../../rules/predicates';
import type { Facts } from '../../rules/evidence';
import { gateFor, ruleName } from '../../pathway/lookup';
import { factsOf } from '../evidence';
import { isNews, partialOf, rememberCompleted } from '../judge';
import type { GateVerdict } from '../../words/state';
import type { Input } from '../../words/history';
import type { Instant, LocalDate } from '../../words/time';
import { note, todayOf, type Work } from '../../step/work';
import type { Seat } from '../kind';
import type { MedicationTrialState } from './definition';
import type { StageOf } from '../types';
import { openGate } from '../../promises/gates';
import { openTask } from '../../promises/tasks';

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
  return factsOf(seat, { baseline: seat.own.trial?.evaluation.baseline ?? {} }, at);
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
    missing: short > 0 ? `${counted(short, 'more week')} at ${levels} dose level` : null,
  };
}

/** The last day a dose date may lie before the day it is recorded. */
export function earliestStart(today: LocalDate): LocalDate {
  return plusDays(today, -90);
}

type TrialSeat = Seat<'medication-trial'>;

// What the end of a trial brings about: a question, and reviews. Never a stop.

/** The longest such a trial may last: a person looks the same day, and how to reduce is reviewed. Nothing is stopped. */
export function tellHardEnd(work: Work, { own, track, stage }: TrialSeat, at: Instant): void {
  own.hardEndTold = true;
  const rule = ruleName(work.rules, track.track, stage.id, 'hard-end');
  const key = `${track.track}/${stage.id}/hard-end@${own.trial?.startedOn ?? ''}`;
  work.effects.push({ type: 'raise-escalation', key, tier: 'today', class: 'decision', rule });
  note(work, { at, what: 'limit.exceeded', rule, track, inputs: [{ name: 'days', value: stage.hardDays ?? 0 }] });
  askForTaper(work, { track, stage }, at);
}

function askForTaper(work: Work, { track, stage }: Pick<TrialSeat, 'track' | 'stage'>, at: Instant): void {
  if (stage.taperReview !== true) return;
  const rule = ruleName(work.rules, track.track, stage.id, 'taper-review');
  openTask(work, { task: 'taper-review', about: `${track.track}/${stage.id}@${todayOf(work.state, at)}`, at, rule });
}

/** Opens the gate with what the rule says, or renews an open one when late answers change it. */
export function evaluateTrial(work: Work, seat: TrialSeat, at: Instant): void {
  const { own } = seat;
  if (!own.trial) return;
  putTrialVerdict(work, seat, trialVerdict(seat, own.trial, at), at);
}

export function putTrialVerdict(work: Work, seat: TrialSeat, verdict: GateVerdict, at: Instant): void {
  const { track, stage, own } = seat;
  if (!own.trial) return;
  if (!isNews(track.gate?.verdict, verdict)) return;
  if (!track.gate) own.trial.evaluation.times += 1;
  const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
  note(work, { at, what: 'trial.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  rememberCompleted(work.state, seat, verdict, own.trial.class, at);
  openGate(work, track, gateFor(stage, verdict.kind) ?? stage.gate, verdict, at);
  if (verdict.kind !== 'success') askForTaper(work, seat, at);
}
