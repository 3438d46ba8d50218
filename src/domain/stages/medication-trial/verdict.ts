import { plusDays } from '../../calendar/calendar';
import type { Facts } from '../../rules/evidence';
import { ruleName } from '../../pathway/lookup';
import { factsOf } from '../evidence';
import { isNews, questionFor, rememberCompleted, verdictOf } from '../judge';
import type { GateVerdict } from '../../words/state';
import type { Instant, LocalDate } from '../../words/time';
import { note, todayOf, type Work } from '../../step/work';
import type { Seat } from '../kind';
import { adequacyOf, type Trial } from './adequacy';
import { openGate } from '../../promises/gates';
import { openTask } from '../../promises/tasks';

/** What the success rule says of a trial at an instant, after what was done: success, not enough, not yet adequate, or cannot tell. */
export function trialVerdict(seat: Seat<'medication-trial'>, trial: Trial, at: Instant): GateVerdict {
  return verdictOf(seat, trialFacts(seat, at), adequacyOf(seat, trial, at));
}

export function trialFacts(seat: Seat<'medication-trial'>, at: Instant): Facts {
  return factsOf(seat, { baseline: seat.own.trial?.evaluation.baseline ?? {} }, at);
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
  const adequacy = adequacyOf(seat, own.trial, at);
  rememberCompleted(work.state, seat, verdict.kind, { about: own.trial.class, adequacy }, at);
  openGate(work, track, questionFor(stage, verdict.kind, own.trial.evaluation.times) ?? stage.gate, verdict, at);
  if (verdict.kind !== 'success') askForTaper(work, seat, at);
}
