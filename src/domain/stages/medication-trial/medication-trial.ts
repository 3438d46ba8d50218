import { definition } from './definition';
import { plusDays } from '../../calendar/calendar';
import type { Refusal } from '../../words/effect';
import type { EventOf } from '../../words/event';
import { openGate } from '../../promises/gates';
import { ruleName } from '../../pathway/lookup';
import { endTaking } from '../../medicines/taken';
import { dateOfKey } from '../../check-ins/key';
import { rhythmDate } from '../../check-ins/rhythm';
import { smallestChange } from '../../rules/counterfactual';
import { predicateText } from '../../telling/rules';
import { closeTasks, openTask } from '../../promises/tasks';
import type { Instant } from '../../words/time';
import { atPreferredTime, eventRule, note, todayOf, type Work } from '../../step/work';
import type { Seat, StageKind } from '../kind';
import { firstDue } from '../evaluation';
import { endDue, type Planned, worseningOf } from '../judge';
import { evaluateTrial, putTrialVerdict, tellHardEnd, trialFacts, trialVerdict } from './verdict';
import { changeDose, refuseMedication, startTrial } from './medication';

type TrialSeat = Seat<'medication-trial'>;

/**
 * Waits for a clinician to record a start, asks at the end, and puts what the rule says before a clinician. It never
 * starts, stops or changes a medicine, and never calls a trial that was too short a failure.
 */
export const medicationTrial: StageKind<'medication-trial'> = {
  ...definition,
  takes: ['medication.started', 'medication.stopped', 'medication.checked', 'medication.contraindicated'],

  enter: (_rules, state, stage, at) => ({
    kind: 'medication-trial',
    startBy: atPreferredTime(state, plusDays(todayOf(state, at), stage.startWithinDays)),
    startOverdue: false,
    trial: null,
  }),

  entered: giveUp,

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

  ...firstDue(duesOf),

  again(_work, { own, state, stage }, { afterDays, atMost }, at) {
    if (!own.trial || own.trial.evaluations > atMost) return false;
    const today = todayOf(state, at);
    const next = rhythmDate(state, plusDays(today, afterDays), at);
    const latest = stage.hardDays === undefined ? next : plusDays(own.trial.startedOn, stage.hardDays);
    // The last day of the rhythm before the hard end, if one is left.
    const on = next <= latest ? next : rhythmDate(state, plusDays(latest, -6), at);
    if (on > latest || on <= today) return false;
    own.trial.evaluateOn = on;
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

function duesOf(seat: TrialSeat): Planned[] {
  const { own, track, state, stage } = seat;
  const { trial } = own;
  if (!trial) {
    const what = 'Request to record the start of the trial';
    const happen = (work: Work, at: Instant): void => {
      askForStart(work, seat, at);
    };
    return own.startOverdue ? [] : [{ at: own.startBy, what, to: 'clinicians', happen }];
  }
  const dues: Planned[] = [];
  if (stage.hardDays !== undefined && own.hardEndTold !== true && trial.stoppedOn === null) {
    const what = `A look at a trial that has lasted ${String(stage.hardDays)} days`;
    const happen = (work: Work, at: Instant): void => {
      tellHardEnd(work, seat, at);
    };
    dues.push({
      at: atPreferredTime(state, plusDays(trial.startedOn, stage.hardDays)),
      what,
      to: 'clinicians',
      happen,
    });
  }
  if (track.gate) return dues;
  const what = `Evaluation of the trial and the question “${stage.gate.question}”`;
  const happen = (work: Work, at: Instant): void => {
    evaluateTrial(work, seat, at);
  };
  return [...dues, { at: endDue(seat, trial.evaluateOn), what, to: 'clinicians', happen }];
}

function askForStart(work: Work, { own, track, stage }: TrialSeat, at: Instant): void {
  own.startOverdue = true;
  const rule = ruleName(work.rules, track.track, stage.id, 'start-within');
  openTask(work, { task: 'record-trial-start', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
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
  endTaking(work, trial.class, at);
  note(work, { at, what: 'medication.stopped', rule: eventRule(event.type), track: seat.track });
  evaluateTrial(work, seat, at);
}

/** Where every class of a trial that has not begun is impossible, waiting for a start would wait for ever. */
function giveUp(work: Work, { own, track, stage, state }: TrialSeat, at: Instant): void {
  const tried = state.history.completed.findLast((each) => each.stage === stage.otherClassThan)?.class;
  const possible = stage.adequacy.filter(
    (rule) => rule.class !== tried && !state.history.contraindicated.includes(rule.class),
  );
  if (own.trial !== null || track.gate !== null || possible.length > 0) return;
  const rule = ruleName(work.rules, track.track, stage.id, 'contraindicated');
  const missing = ['the trial, whose medicines are contraindicated'];
  closeTasks(work, ['record-trial-start'], at, 'the medicines are contraindicated', rule);
  openGate(work, track, stage.gate, { kind: 'not-yet-adequate', rule, inputs: [], missing }, at);
}
