import { plusDays } from '../calendar';
import type { Refusal } from '../effect';
import type { EventOf } from '../event';
import { openGate } from '../gates';
import { checkInOf, ruleName } from '../lookup';
import { dateOfKey, rhythmDate } from '../occurrences';
import { smallestChange } from '../pathway/counterfactual';
import { predicateText } from '../pathway/prose';
import { closeTasks, openTask } from '../tasks';
import type { Instant } from '../time';
import { atPreferredTime, eventRule, note, todayOf, type Work } from '../work';
import type { Seat, StageKind } from './kind';
import { gateFor } from '../pathway/gates-of';
import type { GateVerdict } from '../state';
import { rememberCompleted, worseningOf } from './judge';
import { changeDose, refuseMedication, startTrial } from './trial-medication';
import { trialFacts, trialVerdict } from './trial-verdict';

type TrialSeat = Seat<'medication-trial'>;

/**
 * Waits for a clinician to record a start, asks at the end, and puts what the rule says before a clinician. It never
 * starts, stops or changes a medicine, and never calls a trial that was too short a failure.
 */
export const medicationTrial: StageKind<'medication-trial'> = {
  takes: ['medication.started', 'medication.stopped', 'medication.checked', 'medication.contraindicated'],

  enter: (_rules, state, stage, at) => ({
    kind: 'medication-trial',
    startBy: atPreferredTime(state, plusDays(todayOf(state, at), stage.startWithinDays)),
    startOverdue: false,
    trial: null,
  }),

  entered: () => undefined,

  refuse(seat, event): Refusal | null {
    return event.type === 'medication.started' || event.type === 'medication.stopped'
      ? refuseMedication(seat, event)
      : null;
  },

  handle(work, seat, event, at) {
    if (event.type === 'medication.checked') {
      const checked = [...new Set([...(seat.own.checked ?? []), ...event.data.checks])].sort();
      seat.own.checked = checked;
      const inputs = [{ name: 'checks', value: checked.join(', ') }];
      note(work, { at, what: 'medication.checked', rule: eventRule(event.type), track: seat.track, inputs });
    }
    if (event.type === 'medication.contraindicated') giveUp(work, seat, at);
    if (event.type === 'medication.stopped') stopTrial(work, seat, event, at);
    if (event.type !== 'medication.started') return null;
    if (seat.own.trial?.stoppedOn === null) {
      changeDose(work, seat, event, at);
      return null;
    }
    startTrial(work, seat, event, at);
    closeTasks(work, ['record-trial-start'], at, 'the start was recorded', eventRule(event.type));
    return null;
  },

  onAnswer(work, seat, checkIn, at) {
    const { trial } = seat.own;
    if (!trial) return;
    const worse = worseningOf(seat, trialFacts(seat, at));
    const asksTheEnd = checkIn !== null && dateOfKey(checkIn) === trial.evaluateOn;
    if (worse) putTrialVerdict(work, seat, worse, at);
    else if (seat.track.gate ? seat.track.gate.verdict.kind !== 'getting-worse' : asksTheEnd) {
      evaluateTrial(work, seat, at);
    }
  },

  due({ own, track, state, rules, stage }) {
    const { trial } = own;
    if (!trial)
      return own.startOverdue
        ? null
        : { at: own.startBy, what: 'Request to record the start of the trial', to: 'clinicians' };
    if (track.gate) return null;
    // While the questions of the end are open, their close decides; otherwise the day on which they would have closed.
    const asked = state.checkIns.find((checkIn) => !checkIn.answered && dateOfKey(checkIn.key) === trial.evaluateOn);
    const windowDays = Math.max(0, ...stage.checkIns.map((use) => checkInOf(rules, use.checkIn).windowDays));
    const at = asked?.closesAt ?? atPreferredTime(state, plusDays(trial.evaluateOn, windowDays));
    return { at, what: `Evaluation of the trial and the question “${stage.gate.question}”`, to: 'clinicians' };
  },

  onDue(work, seat, at) {
    const { own, track, stage } = seat;
    if (own.trial) {
      evaluateTrial(work, seat, at);
      return;
    }
    own.startOverdue = true;
    const rule = ruleName(work.rules, track.track, stage.id, 'start-within');
    openTask(work, { task: 'record-trial-start', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
  },

  again(_work, { own, state }, { afterDays, atMost }, at) {
    if (!own.trial || own.trial.evaluations > atMost) return false;
    own.trial.evaluateOn = rhythmDate(state, plusDays(todayOf(state, at), afterDays), at);
    return true;
  },

  judge(seat, at) {
    const { stage, own } = seat;
    if (!own.trial) return null;
    const { when, source } = stage.success;
    const { gate } = seat.track;
    // What an open question was based on goes on holding, although its scores grow old while it waits.
    const asOf = gate ? Math.max(gate.openedAt, ...gate.verdict.inputs.map((input) => input.at ?? 0)) : at;
    const verdict = gate?.verdict ?? trialVerdict(seat, own.trial, at);
    return { verdict, needs: predicateText(when), source, change: smallestChange(when, trialFacts(seat, asOf)) };
  },

  waitingFor({ own, state }) {
    if (!own.trial) return { for: 'record', event: 'medication.started', by: own.startBy };
    return { for: 'time', until: atPreferredTime(state, own.trial.evaluateOn), what: 'the end of the trial' };
  },
};

/** Opens the gate with what the rule says, or renews an open one when late answers change it. */
function evaluateTrial(work: Work, seat: TrialSeat, at: Instant): void {
  const { own } = seat;
  if (!own.trial) return;
  putTrialVerdict(work, seat, trialVerdict(seat, own.trial, at), at);
}

function putTrialVerdict(work: Work, seat: TrialSeat, verdict: GateVerdict, at: Instant): void {
  const { track, stage, own } = seat;
  if (!own.trial) return;
  const before = track.gate?.verdict;
  if (before && before.kind === verdict.kind && before.missing.join() === verdict.missing.join()) return;
  if (!before) own.trial.evaluations += 1;
  const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
  note(work, { at, what: 'trial.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  rememberCompleted(work.state, seat, verdict, own.trial.class, at);
  openGate(work, track, gateFor(stage, verdict.kind) ?? stage.gate, verdict, at);
  if (stage.taperReview !== true || verdict.kind === 'success') return;
  const rule = ruleName(work.rules, track.track, stage.id, 'taper-review');
  openTask(work, { task: 'taper-review', about: `${track.track}/${stage.id}@${todayOf(work.state, at)}`, at, rule });
}

function stopTrial(work: Work, seat: TrialSeat, event: EventOf<'medication.stopped'>, at: Instant): void {
  const { trial } = seat.own;
  if (!trial) return;
  const today = todayOf(seat.state, at);
  const happenedOn = todayOf(seat.state, event.occurredAt);
  trial.stoppedOn = [trial.startedOn, happenedOn < today ? happenedOn : today].sort().at(-1) ?? today;
  // The questions of the end are asked at the next day of the rhythm, so that the decision need not wait for weeks.
  const next = rhythmDate(seat.state, today, at);
  if (next < trial.evaluateOn) trial.evaluateOn = next;
  note(work, { at, what: 'medication.stopped', rule: eventRule(event.type), track: seat.track });
  evaluateTrial(work, seat, at);
}

/** Where every class of a trial that has not begun is impossible, waiting for a start would wait for ever. */
function giveUp(work: Work, { own, track, stage, state }: TrialSeat, at: Instant): void {
  const possible = stage.adequacy.filter((rule) => !state.history.contraindicated.includes(rule.class));
  if (own.trial !== null || track.gate !== null || possible.length > 0) return;
  const rule = ruleName(work.rules, track.track, stage.id, 'contraindicated');
  const missing = ['the trial, whose medicines are contraindicated'];
  closeTasks(work, ['record-trial-start'], at, 'the medicines are contraindicated', rule);
  openGate(work, track, stage.gate, { kind: 'not-yet-adequate', rule, inputs: [], missing }, at);
}
