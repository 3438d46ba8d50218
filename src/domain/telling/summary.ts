import { kindOf, seatsOf } from '../stages/registry';
import type { Waiting } from '../words/effect';
import { isHeld } from '../escalation/holds';
import { gateOf } from '../pathway/lookup';
import type { StageKindName } from '../words/choices';
import type { Rules } from '../step/rules';
import type { EnrolmentState, EnrolmentStatus } from '../words/state';
import type { Instant } from '../words/time';
import { localDateAt } from '../calendar/calendar';
import { factWords } from './fact-titles';
import { endReasons } from './end-reasons';
import { taskWords } from './journal-text';
import { dayText } from './english';
import { callKinds } from '../words/task-kinds';

export function statusOf(state: EnrolmentState): EnrolmentStatus {
  if (state.ended) return 'ended';
  if (isHeld(state)) return 'held';
  return state.pause ? 'paused' : 'active';
}

export type TrackWaiting = { track: string; stage: string; kind: StageKindName; since: Instant; waitingFor: Waiting };

/** Where each track stands and what it waits for. An open question comes before anything else. */
export function waitingFor(rules: Rules, state: EnrolmentState): TrackWaiting[] {
  return seatsOf(rules, state).map((seat) => {
    const { track, stage } = seat;
    const place = { track: track.track, stage: track.stage, kind: stage.kind, since: track.since };
    if (state.ended) return { ...place, waitingFor: { for: 'nothing' } };
    const question = track.gate && gateOf(stage, track.gate.gate)?.question;
    if (!track.gate || question == null)
      return { ...place, waitingFor: openOr(state, kindOf(stage.kind).waitingFor(seat)) };
    const { gate, answerBy } = track.gate;
    return { ...place, waitingFor: { for: 'decision', gate, question, by: answerBy, role: 'clinician' } };
  });
}

/** Where only time has to pass, an open check-in is what is waited for. */
function openOr(state: EnrolmentState, waiting: Waiting): Waiting {
  const open = state.checkIns.find((checkIn) => !checkIn.answered);
  return waiting.for === 'time' && open ? { for: 'check-in', key: open.key, by: open.closesAt } : waiting;
}

const recordings: Record<string, string> = {
  'diagnosis.recorded': 'the diagnosis to be recorded',
  'medication.started': 'the start of the medication to be recorded',
  'session.booked': 'sessions to be booked',
  'procedure.ordered': 'the order of the procedure to be recorded',
  'procedure.performed': 'the procedure to be recorded',
  'psychology.assessed': 'the psychological assessment to be recorded',
};

/** `the diagnosis is recorded`: what would end the waiting for it. */
export function recordedText(event: string): string {
  const wanted = recordings[event];
  if (wanted === undefined) return `recorded: ${factWords(event)}`;
  return wanted.replace('sessions to be', 'sessions are').replace(' to be ', ' is ');
}

/** Calls that somebody is to make, or is asked for again on a day to come, the earliest first. */
export function callsDue({ tasks, promises = [] }: EnrolmentState): { by: Instant; what: string }[] {
  return [
    ...tasks.map(({ task, dueAt }) => ({ task, by: dueAt })),
    ...promises.map(({ task, at }) => ({ task, by: at })),
  ]
    .filter(({ task }) => callKinds.includes(task))
    .map(({ task, by }) => ({ by, what: taskWords(task) }))
    .sort((a, b) => a.by - b.by);
}

/** In a few sentences: whose turn it is. Nobody is on track while held, undeliverable, without consent or escalated. */
export function summaryOf(rules: Rules, state: EnrolmentState): string {
  const [call] = state.ended ? [] : callsDue(state);
  const turn = turnOf(rules, state);
  if (call === undefined) return turn;
  return `${turn} A call is due by ${dayText(localDateAt(state.reach.timeZone, call.by))}: ${call.what}.`;
}

function turnOf(rules: Rules, state: EnrolmentState): string {
  const day = (at: Instant): string => dayText(localDateAt(state.reach.timeZone, at));
  if (state.ended) return `Ended on ${day(state.ended.at)}: ${endReasons[state.ended.reason]}.`;
  const held = heldText(state);
  if (held !== null) return held;
  const waits = waitsText(rules, state, day);
  const kept = keptText(state, day);
  return kept === null ? waits : `${kept} ${waits}`;
}

/** Tracks that wait for nothing are not spoken of, unless there is no other. */
function waitsText(rules: Rules, state: EnrolmentState, day: (at: Instant) => string): string {
  const all = waitingFor(rules, state).map((each) => waitingText(each.waitingFor, day));
  const waits = all.filter((text) => text !== 'nothing');
  return `Waiting for ${waits.length === 0 ? 'nothing' : waits.join('; and for ')}.`;
}

function keptText(state: EnrolmentState, day: (at: Instant) => string): string | null {
  const unreached = unreachedText(state);
  if (unreached !== null) return unreached;
  if (state.admission) return `In hospital; this is looked at again on ${day(state.admission.reviewAt)}.`;
  if (!state.pause) return null;
  return `Paused${state.pause.by === undefined ? '' : ' by the patient'} until ${day(state.pause.until)}.`;
}

/** What keeps routine messages back, or keeps them from arriving; null where they go as planned. */
export function holdText(state: EnrolmentState): string | null {
  return heldText(state) ?? keptText(state, (at) => dayText(localDateAt(state.reach.timeZone, at)));
}

function heldText(state: EnrolmentState): string | null {
  if (state.holds.length > 0) return 'Routine messages wait until the open escalation is resolved.';
  return state.onHold ? 'Routine messages wait until a person has looked: an end was taken back.' : null;
}

function unreachedText(state: EnrolmentState): string | null {
  if (state.messagesEnded) return 'Routine messages were ended: the patient is reached another way.';
  if (state.undeliverable) return 'Mail cannot be delivered: the address does not work.';
  if (!state.emailConsent) return 'No mail is sent: there is no consent to it.';
  return state.reach.hasEmail ? null : 'No mail is sent: there is no address.';
}

/** What is waited for, after “waiting for”. `day` tells an instant as a day. */
export function waitingText(waiting: Waiting, day: (at: Instant) => string): string {
  switch (waiting.for) {
    case 'decision':
      return `a clinician to decide “${waiting.question}” by ${day(waiting.by)}`;
    case 'record':
      return `${recordings[waiting.event] ?? waiting.event} by ${day(waiting.by)}`;
    case 'check-in':
      return `the patient's answer by ${day(waiting.by)}`;
    case 'time':
      return `${waiting.what} on ${day(waiting.until)}`;
    case 'nothing':
      return 'nothing';
  }
}
