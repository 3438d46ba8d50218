import { plusDays } from '../../calendar/calendar';
import { notOfThisStage, type Refusal, refused } from '../../words/effect';
import type { EventOf } from '../../words/event';
import { ruleName } from '../../pathway/lookup';
import { beginTaking, changeTaking, refuseContraindicated } from '../../medicines/taken';
import { rhythmDate } from '../../check-ins/rhythm';
import { inputsOf, type Input } from '../../words/history';
import type { Instant } from '../../words/time';
import { eventRule, note, todayOf, type Work } from '../../step/work';
import { noteBaseline, frozenBaseline } from '../evidence';
import type { Seat } from '../kind';
import { earliestStart } from './verdict';

type TrialSeat = Seat<'medication-trial'>;
type Started = EventOf<'medication.started'>;

/** Why a start, a change of dose or a stop is not possible in this trial, or none of it. */
export function refuseMedication(seat: TrialSeat, event: Started | EventOf<'medication.stopped'>): Refusal | null {
  if (event.type === 'medication.stopped') return refuseStop(seat, event);
  return (
    refuseDates(seat, event) ?? refuseDose(seat, event) ?? refuseOther(seat, event) ?? refuseUnchecked(seat, event)
  );
}

function refuseStop({ own: { trial } }: TrialSeat, { data }: EventOf<'medication.stopped'>): Refusal | null {
  if (!trial) return notOfThisStage('no-trial', 'No medication trial has started: record medication.started first.');
  if (trial.stoppedOn === null && (data.class === undefined || data.class === trial.class)) return null;
  if (data.class !== undefined) return notOfThisStage('another-class', `This trial is not one of ${data.class}.`);
  return refused('already-stopped', `The medication of this trial was stopped on ${String(trial.stoppedOn)}.`);
}

/** A first start only: a change of dose within the trial asks nothing again. Whoever says why goes past it. */
function refuseUnchecked({ own, stage, state }: TrialSeat, { data }: Started): Refusal | null {
  if (own.trial?.stoppedOn === null) return null;
  const tried = state.history.completed.findLast((each) => each.stage === stage.otherClassThan)?.class;
  if (tried === data.class) {
    return notOfThisStage('same-class', `The class ${tried} was tried before: this trial is for another one.`);
  }
  if (data.override !== undefined) return null;
  const past = 'or say in override why it was started all the same.';
  const missing = uncheckedOf(stage, own);
  if (missing.length > 0) {
    return refused('not-checked', `Before a start, record medication.checked with ${missing.join(', ')}, ${past}`);
  }
  const unscored = (stage.totalsBefore ?? []).filter((score) => (state.scores[score] ?? []).length === 0);
  if (unscored.length > 0) {
    return refused('not-scored', `Before a start, record score.entered for ${unscored.join(' and ')}, ${past}`);
  }
  return refuseContraindicated(state, data);
}

/** What a named person went past. */
function wentPast({ own, stage, state }: TrialSeat, { data }: Started): Input[] {
  if (data.override === undefined) return [];
  const against = state.history.contraindicated.includes(data.class) ? ['contraindicated'] : [];
  const value = [...against, ...uncheckedOf(stage, own).map((check) => `${check} not looked at`)].join(', ');
  return value === '' ? [] : [{ name: 'although', value }];
}

const uncheckedOf = ({ checks = [] }: TrialSeat['stage'], { checked = [] }: TrialSeat['own']): string[] =>
  checks.filter((check) => !checked.includes(check));

function refuseDates({ state }: TrialSeat, event: Started): Refusal | null {
  const { startedOn } = event.data;
  const today = todayOf(state, event.recordedAt);
  if (startedOn > today)
    return refused(
      'in-the-future',
      `startedOn ${startedOn} lies in the future: record the start on the day, or later.`,
    );
  if (startedOn >= earliestStart(today)) return null;
  return notOfThisStage(
    'too-long-ago',
    `startedOn ${startedOn} lies more than 90 days back: its baseline can no longer be known.`,
  );
}

function refuseDose({ stage }: TrialSeat, event: Started): Refusal | null {
  const classes = stage.adequacy.map((rule) => rule.class);
  if (!classes.includes(event.data.class)) {
    return notOfThisStage(
      'unknown-class',
      `This trial is for ${classes.join(', ')}: it has no rule for when another class was tried long enough.`,
    );
  }
  if (stage.doseLevels.includes(event.data.doseLevel)) return null;
  return refused('unknown-dose-level', `doseLevel must be one of ${stage.doseLevels.join(', ')}.`);
}

function refuseOther({ own: { trial }, track }: TrialSeat, { data }: Started): Refusal | null {
  if (!trial) return null;
  if (trial.stoppedOn !== null) {
    // After a decision to go round again a new start is a new trial; while the question is open it would be lost in it.
    if (!track.gate) return null;
    return notOfThisStage(
      'decision-awaited',
      `The medication was stopped on ${trial.stoppedOn}; the question “${track.gate.gate}” must be decided first.`,
    );
  }
  if (data.class !== trial.class) {
    return notOfThisStage('another-medication', `A trial of the class ${trial.class} is running.`);
  }
  if (data.agent !== trial.agent) {
    return refused(
      'another-medication',
      'A trial of another medication of this class is running: record medication.stopped for it first.',
    );
  }
  if (data.startedOn >= trial.startedOn) return null;
  return refused(
    'before-the-start',
    `A dose level from ${data.startedOn} lies before the trial began on ${trial.startedOn}.`,
  );
}

/** Freezes the baseline and sets the day of evaluation. */
export function startTrial(work: Work, seat: TrialSeat, event: Started, at: Instant): void {
  const { state, stage, own, track } = seat;
  const { class: medicationClass, agent, doseLevel, startedOn } = event.data;
  const baseline = frozenBaseline(state, stage.baseline, startedOn);
  own.trial = {
    class: medicationClass,
    agent,
    startedOn,
    startedAt: at,
    doses: [{ level: doseLevel, from: startedOn }],
    stoppedOn: null,
    evaluation: {
      on: rhythmDate(state, plusDays(startedOn, lengthOf(stage, medicationClass)), at),
      times: own.trial?.evaluation.times ?? 0,
      baseline,
    },
  };
  if (stage.hardDays !== undefined) own.hardEndTold = false;
  const { review } = stage;
  const rule = ruleName(work.rules, track.track, stage.id, 'review');
  const begun = { stage: stage.id, on: startedOn, at };
  beginTaking(work, medicationClass, begun, review && { ...review, rule });
  const inputs = [...doseInputs(event), ...wentPast(seat, event)];
  note(work, { at, what: 'trial.started', rule: eventRule(event.type), track, inputs });
  noteBaseline(work, seat, baseline, at);
}

/** The same medication at another dose level from a day on; a second record for one day corrects the first. */
export function changeDose(work: Work, { own, track }: TrialSeat, event: Started, at: Instant): void {
  if (!own.trial) return;
  const { doseLevel, startedOn } = event.data;
  const others = own.trial.doses.filter((dose) => dose.from !== startedOn);
  own.trial.doses = [...others, { level: doseLevel, from: startedOn }].sort((a, b) => (a.from < b.from ? -1 : 1));
  const changes = own.trial.doses.filter(({ level }, index, all) => level !== all[index - 1]?.level);
  changeTaking(
    work,
    own.trial.class,
    changes.map(({ from }) => from),
    at,
  );
  note(work, { at, what: 'dose-level.changed', rule: eventRule(event.type), track, inputs: doseInputs(event) });
}

function doseInputs(event: Started): Input[] {
  const { class: medicationClass, doseLevel, startedOn } = event.data;
  return inputsOf({ class: medicationClass, 'dose level': doseLevel, from: startedOn });
}

/** How many days a trial of this class lasts. */
export function lengthOf({ adequacy, trialDays }: TrialSeat['stage'], medicationClass: string): number {
  return adequacy.find((rule) => rule.class === medicationClass)?.trialDays ?? trialDays;
}
