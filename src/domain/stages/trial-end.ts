import { openGate } from '../promises/gates';
import { ruleName } from '../pathway/lookup';
import { gateFor } from '../pathway/gates-of';
import type { GateVerdict } from '../words/state';
import { openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { note, todayOf, type Work } from '../step/work';
import { isNews, rememberCompleted } from './judge';
import type { Seat } from './kind';
import { trialVerdict } from './trial-verdict';

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
  if (!track.gate) own.trial.evaluations += 1;
  const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
  note(work, { at, what: 'trial.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  rememberCompleted(work.state, seat, verdict, own.trial.class, at);
  openGate(work, track, gateFor(stage, verdict.kind) ?? stage.gate, verdict, at);
  if (verdict.kind !== 'success') askForTaper(work, seat, at);
}
