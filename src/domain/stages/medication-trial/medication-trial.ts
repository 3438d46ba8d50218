import { definition } from './definition';
import { plusDays } from '../../calendar/calendar';
import type { Refusal } from '../../words/effect';
import type { EventOf } from '../../words/event';
import { openGate } from '../../promises/gates';
import { ruleName } from '../../pathway/lookup';
import { askForList, endTaking } from '../../medicines/taken';
import { dateOfKey } from '../../check-ins/key';
import { rhythmDate } from '../../check-ins/rhythm';
import { closeTasks, openTask } from '../../promises/tasks';
import type { Instant } from '../../words/time';
import { atPreferredTime, eventRule, note, todayOf, type Work } from '../../step/work';
import type { EnrolmentState } from '../../words/state';
import type { Recordable, Seat, StageKind } from '../kind';
import { firstDue } from '../evaluation';
import { endDue, judgementOf } from '../judge';
import { worseningOf } from '../worsening';
import { evaluateTrial, putTrialVerdict, tellHardEnd, trialFacts, trialVerdict } from './verdict';
import { changeDose, lengthOf, refuseMedication, startTrial } from './medication';

type TrialSeat = Seat<'medication-trial'>;

/**
 * Waits for a clinician to record a start, asks at the end, and puts what the rule says before a clinician. It never
 * starts, stops or changes a medicine, and never calls a trial that was too short a failure.
 */
export const medicationTrial: StageKind<'medication-trial'> = {
  ...definition,
  takes: [
    'medication.started',
    'medication.stopped',
    'medication.checked',
    'medication.contraindicated',
    'treatment.declined',
  ],

  enter: (_rules, state, stage, at) => ({
    kind: 'medication-trial',
    startBy: atPreferredTime(state, plusDays(todayOf(state, at), stage.startWithinDays)),
    startOverdue: false,
    trial: null,
  }),

  entered(work, seat, at) {
    giveUp(work, seat, at);
    if (!seat.track.gate)
      askForList(
        work,
        possibleIn(seat.stage, seat.state).map(({ class: name }) => name),
        at,
      );
  },

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
    if (event.type === 'medication.contraindicated' || event.type === 'treatment.declined') giveUp(work, seat, at);
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
    const worse = worseningOf(seat, at, (when) => trialFacts(seat, when));
    const asksTheEnd = checkIn !== null && dateOfKey(checkIn) === trial.evaluation.on;
    if (worse) putTrialVerdict(work, seat, worse, at);
    else if (seat.track.gate ? seat.track.gate.verdict.kind !== 'getting-worse' : asksTheEnd) {
      evaluateTrial(work, seat, at);
    }
  },

  ...firstDue<TrialSeat>([
    {
      at: ({ own }) => (own.trial || own.startOverdue ? null : own.startBy),
      what: () => 'Request to record the start of the trial',
      to: 'clinicians',
      happen: askForStart,
    },
    {
      at: ({ own: { trial, hardEndTold }, stage: { hardDays }, state }) =>
        hardDays === undefined || hardEndTold === true || trial?.stoppedOn !== null
          ? null
          : atPreferredTime(state, plusDays(trial.startedOn, hardDays)),
      what: ({ stage }) => `A look at a trial that has lasted ${String(stage.hardDays)} days`,
      to: 'clinicians',
      happen: tellHardEnd,
    },
    {
      at: (seat) => (seat.own.trial && !seat.track.gate ? endDue(seat, seat.own.trial.evaluation.on) : null),
      what: ({ stage }) => `Evaluation of the trial and the question “${stage.gate.question}”`,
      to: 'clinicians',
      happen: evaluateTrial,
    },
  ]),

  again(_work, { own, state, stage }, { afterDays, atMost }, at) {
    if (!own.trial || own.trial.evaluation.times > atMost) return false;
    const today = todayOf(state, at);
    const next = rhythmDate(state, plusDays(today, afterDays), at);
    const latest = stage.hardDays === undefined ? next : plusDays(own.trial.startedOn, stage.hardDays);
    // The last day of the rhythm before the hard end, if one is left.
    const on = next <= latest ? next : rhythmDate(state, plusDays(latest, -6), at);
    if (on > latest || on <= today) return false;
    own.trial.evaluation.on = on;
    return true;
  },

  judge(seat, at) {
    const { trial } = seat.own;
    return trial && judgementOf(seat, trialVerdict(seat, trial, at), (when) => trialFacts(seat, when), at);
  },

  begun: ({ trial }) => trial && { on: trial.startedOn, at: trial.startedAt },
  evaluation: ({ trial }) => trial && trial.evaluation,
  end: ({ trialDays }, { trial }) => trial && { from: 'trial', afterDays: trialDays, on: trial.evaluation.on },
  counted: (stage, { trial }) =>
    trial?.stoppedOn === null ? { since: trial.startedOn, days: lengthOf(stage, trial.class) } : null,

  strangeTo({ adequacy }, { trial }, wanted) {
    const classes = adequacy.map((rule) => rule.class);
    return trial && !classes.includes(wanted ?? trial.class) ? classes : null;
  },

  recordable({ stage, state }) {
    const [possible] = possibleIn(stage, state);
    const start = (doseLevel = ''): Recordable => ({
      type: 'medication.started',
      data: { class: possible?.class ?? '', agent: 'agent', doseLevel, startedOn: todayOf(state, state.now) },
    });
    return [
      ...(stage.checks ? [{ type: 'medication.checked', data: { checks: stage.checks } } as const] : []),
      ...(stage.totalsBefore ?? []).map(
        (instrument) => ({ type: 'score.entered', data: { instrument, total: 0 } }) as const,
      ),
      start(stage.doseLevels[0]),
      start(possible?.doseLevels[0]),
      { type: 'medication.stopped', data: { reason: 'side effects' } },
      ...possibleIn(stage, state).map(
        (rule) =>
          ({ type: 'medication.contraindicated', data: { class: rule.class, reason: 'cannot be given' } }) as const,
      ),
    ];
  },

  phase({ own: { trial, checked } }) {
    if (trial) return trial.stoppedOn === null ? 'running' : 'stopped';
    return checked ? 'checked' : 'not started';
  },

  waitingFor({ own, state }) {
    if (!own.trial) return { for: 'record', event: 'medication.started', by: own.startBy };
    return { for: 'time', until: atPreferredTime(state, own.trial.evaluation.on), what: 'the end of the trial' };
  },
};

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
  if (next < trial.evaluation.on) trial.evaluation.on = next;
  endTaking(work, trial.class, at);
  note(work, { at, what: 'medication.stopped', rule: eventRule(event.type), track: seat.track });
  evaluateTrial(work, seat, at);
}

/** Where every class of a trial that has not begun is impossible, waiting for a start would wait for ever. */
function giveUp(work: Work, { own, track, stage, state }: TrialSeat, at: Instant): void {
  if (own.trial !== null || track.gate !== null || possibleIn(stage, state).length > 0) return;
  const rule = ruleName(work.rules, track.track, stage.id, 'contraindicated');
  const why = isDeclined(stage, state) ? 'contraindicated or declined' : 'contraindicated';
  const missing = [`the trial, whose medicines are ${why}`];
  closeTasks(work, ['record-trial-start'], at, `the medicines are ${why}`, rule);
  openGate(work, track, stage.gate, { kind: 'not-yet-adequate', rule, inputs: [], missing }, at);
}

/** The stage itself, or a class of it. */
function isDeclined({ id, adequacy }: TrialSeat['stage'], { history: { declined = [] } }: EnrolmentState): boolean {
  return declined.some((one) =>
    'class' in one ? adequacy.some((rule) => rule.class === one.class) : one.stage === id,
  );
}

/** The classes that were neither tried in the stage before nor are contraindicated or declined. */
function possibleIn(
  { id, adequacy, otherClassThan }: TrialSeat['stage'],
  { history }: EnrolmentState,
): typeof adequacy {
  const tried = history.completed.findLast((each) => each.stage === otherClassThan)?.class;
  const { contraindicated, declined = [] } = history;
  if (declined.some((one) => 'stage' in one && one.stage === id)) return [];
  return adequacy.filter(
    (rule) =>
      rule.class !== tried &&
      !contraindicated.includes(rule.class) &&
      !declined.some((one) => 'class' in one && one.class === rule.class),
  );
}
