import { firstDateWithHour } from '../calendar/calendar';
import { ringWhereNoMailAsks } from '../check-ins/open-check-in';
import { cancelRoutine, endEnrolment } from '../promises/ending';
import type { EventOf } from '../words/event';
import { closeGate } from '../promises/gates';
import { emptyHistory, remember } from '../check-ins/history';
import { ruleName, stageOf } from '../pathway/lookup';
import { enterFirstStages, follow } from '../stages/moves';
import { gateOf } from '../pathway/gates-of';
import { lookAtReach } from '../check-ins/reach';
import type { EnrolmentState } from '../words/state';
import type { Rules } from '../step/rules';
import { closeTasks, openTask } from '../promises/tasks';
import { MINUTE, type Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';

/** The state before the first stage is entered. */
export function initialState(rules: Rules, event: EventOf<'enrolment.started'>): EnrolmentState {
  const { reach, consent } = event.data;
  const at = event.recordedAt;
  const quietUntil = at + rules.clinic.undoMinutes * MINUTE;
  return {
    schemaVersion: 2,
    now: at,
    lastSeq: 0,
    startedAt: at,
    firstOn: firstDateWithHour(reach.timeZone, reach.preferredTime, quietUntil),
    reach: { ...reach },
    emailConsent: consent.email,
    undeliverable: false,
    holds: [],
    messagesEnded: false,
    pause: null,
    ended: null,
    quietUntil,
    tracks: [],
    checkIns: [],
    openedThrough: {},
    missedInARow: {},
    scores: {},
    history: emptyHistory(),
    askedOn: {},
    admission: null,
    transfer: null,
    tasks: [],
    promises: [],
  };
}

export function takeStart(work: Work, event: EventOf<'enrolment.started'>, at: Instant): void {
  const rule = eventRule(event.type);
  note(work, {
    at,
    what: 'enrolment.started',
    rule,
    inputs: [{ name: 'first check-in on', value: work.state.firstOn }],
  });
  enterFirstStages(work, at);
  if (!event.data.reach.hasPhone) openTask(work, { task: 'no-telephone', about: todayOf(work.state, at), at, rule });
  lookAtReach(work, at, rule);
}

/** A clinician answered the question: only this moves treatment. */
export function takeDecision(work: Work, event: EventOf<'decision.made'>, at: Instant): void {
  const { gate, choice } = event.data;
  const track = work.state.tracks.find((each) => each.gate?.gate === gate);
  if (!track?.gate) return;
  const definition = gateOf(stageOf(work.rules, track), gate);
  if (!definition) return;
  const rule = ruleName(work.rules, track.track, track.stage, gate, choice);
  const { inputs } = track.gate.verdict;
  remember(work.state, 'decisions', { gate, choice, at });
  closeGate(work, track, choice === 'approve' ? 'approved' : 'declined', at, rule);
  follow(work, track, { to: definition[choice], rule, inputs }, at);
}

export function takePause(work: Work, event: EventOf<'enrolment.paused'>, at: Instant): void {
  const { until, by } = event.data;
  const rule = eventRule(event.type);
  pauseUntil(work, until, at, rule, by);
  if (by === 'patient') openTask(work, { task: 'call-about-pause', about: todayOf(work.state, at), at, rule });
}

/** Nothing opens until then, and what is open and unanswered is taken back. Safety check-ins, deadlines and gates go on. */
export function pauseUntil(work: Work, until: Instant, at: Instant, rule: string, by?: 'patient'): void {
  work.state.pause = { since: work.state.pause?.since ?? at, until, ...(by === undefined ? {} : { by }) };
  const asker = by === undefined ? [] : [{ name: 'asked for by', value: by }];
  note(work, { at, what: 'enrolment.paused', rule, inputs: [{ name: 'until', value: until }, ...asker] });
  cancelRoutine(work, at, rule);
  ringWhereNoMailAsks(work, at);
}

export function takeResumption(work: Work, event: EventOf<'enrolment.resumed'>, at: Instant): void {
  const rule = eventRule(event.type);
  work.state.pause = null;
  note(work, { at, what: 'enrolment.resumed', rule });
  closeTasks(work, ['call-about-pause'], at, 'the pause was ended', rule);
}

export function takeWithdrawal(work: Work, event: EventOf<'enrolment.withdrawn'>, at: Instant): void {
  endEnrolment(work, 'withdrawn', at, eventRule(event.type));
}
