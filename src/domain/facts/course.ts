import { listText } from '../telling/english';
import { closedAs } from '../words/choices';
import { clinical, personOf } from '../words/authority';
import { type Refusal, refused } from '../words/effect';
import { latestEnd, longestHolds } from '../escalation/hold-ends';
import { byAnybody, type Group } from './fact';
import { dataOf, instant, reason, word } from './fields';
import { openPromises } from './moves';
import { asker, dateText, day } from '../telling/entry-words';
import { firstDateWithHour } from '../calendar/calendar';
import { ringWhereNoMailAsks } from '../check-ins/open-and-close';
import { cancelRoutine, endEnrolment } from '../promises/ending';
import type { EventOf } from '../words/event';
import { closeGate } from '../promises/gates';
import { emptyHistory, remember } from '../check-ins/history';
import { gateOf, ruleName, stageOf, choiceOf, choicesOf } from '../pathway/lookup';
import { enterFirstStages, follow } from '../stages/moves';
import { lookAtReach } from '../check-ins/reach';
import type { EnrolmentState } from '../words/state';
import type { Rules } from '../step/rules';
import { closeTasks, openTask } from '../promises/tasks';
import { type Instant, MINUTE } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { defined } from '../words/defined';

export const courseFacts = {
  'enrolment.started': {
    afterTheEnd: false,
    refuse: () => refused('already-started', 'The enrolment has already started.'),
    take: takeStart,
    kept: 'The start of an enrolment cannot be retracted: record enrolment.withdrawn, and enrol the right patient.',
    told: (entry) => `The enrolment started; the first check-in is on ${dateText(entry, 'first check-in on')}.`,
  },
  'decision.made': {
    who: personOf(clinical),
    data: () =>
      dataOf({
        gate: word('the gate that is decided, such as surgical-review'),
        choice: word('the answer: approve, decline, or the name of another answer of the question'),
        reason: reason(),
      }),
    example: { gate: 'surgical-review', choice: 'approve', reason: 'x' },
    afterTheEnd: false,
    refuse: refuseDecision,
    take: takeDecision,
    kept: {
      onceActedUpon:
        'What followed this decision has begun: decide again at the next question, or record stage.bypassed.',
    },
    told: null,
  },
  'enrolment.paused': {
    ...byAnybody,
    data: ({ now }) =>
      dataOf({
        until: instant.refine((value) => value > now, 'A pause ends in the future: give a later time.'),
        reason: reason(),
      }),
    example: { until: '2100-01-01T09:00:00Z', reason: 'x' },
    refuse: refusePause,
    needsState: false,
    status: 'paused',
    take: takePause,
    told: (entry, zone) => `The enrolment was paused until ${day(entry, 'until', zone)}${asker(entry)}.`,
  },
  'enrolment.resumed': {
    ...byAnybody,
    data: () => dataOf({}).default({}),
    example: {},
    refuse: (_rules, state) => (state.pause ? null : refused('not-paused', 'The enrolment is not paused.')),
    take: takeResumption,
    told: () => 'The pause ended.',
  },
  'enrolment.withdrawn': {
    ...byAnybody,
    data: () => dataOf({ reason: reason() }),
    example: { reason: 'x' },
    refuse: null,
    status: 'ended',
    take: takeWithdrawal,
    told: null,
  },
} satisfies Group;

/** The state before the first stage is entered. */
export function initialState(rules: Rules, event: EventOf<'enrolment.started'>): EnrolmentState {
  const { reach, consent, ofAge } = event.data;
  const at = event.recordedAt;
  const quietUntil = at + rules.clinic.undoMinutes * MINUTE;
  return {
    schemaVersion: 3,
    now: at,
    lastSeq: 0,
    startedAt: at,
    firstOn: firstDateWithHour(reach.timeZone, reach.preferredTime, quietUntil),
    reach: { ...reach },
    emailConsent: consent.email,
    ...defined({ ofAge }),
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

function takeStart(work: Work, event: EventOf<'enrolment.started'>, at: Instant): void {
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
function takeDecision(work: Work, event: EventOf<'decision.made'>, at: Instant): void {
  const { gate, choice } = event.data;
  const track = work.state.tracks.find((each) => each.gate?.gate === gate);
  if (!track?.gate) return;
  const definition = gateOf(stageOf(work.rules, track), gate);
  const made = definition && choiceOf(definition, choice);
  if (!made) return;
  const rule = ruleName(work.rules, track.track, track.stage, gate, choice);
  const { inputs } = track.gate.verdict;
  remember(work.state, 'decisions', { gate, choice, at });
  closeGate(work, track, closedAs(choice), at, rule);
  follow(work, track, { to: made.to, rule, inputs }, at);
}

function takePause(work: Work, event: EventOf<'enrolment.paused'>, at: Instant): void {
  const { until, by } = event.data;
  const rule = eventRule(event.type);
  pauseUntil(work, until, at, rule, by);
  if (by === 'patient') openTask(work, { task: 'call-about-pause', about: todayOf(work.state, at), at, rule });
}

/** Nothing opens until then, and what is open and unanswered is taken back. Safety check-ins, deadlines and gates go on. */
export function pauseUntil(work: Work, until: Instant, at: Instant, rule: string, by?: 'patient'): void {
  work.state.pause = { since: work.state.pause?.since ?? at, until, ...defined({ by }) };
  const asker = by === undefined ? [] : [{ name: 'asked for by', value: by }];
  note(work, { at, what: 'enrolment.paused', rule, inputs: [{ name: 'until', value: until }, ...asker] });
  cancelRoutine(work, at, rule);
  ringWhereNoMailAsks(work, at);
}

function takeResumption(work: Work, event: EventOf<'enrolment.resumed'>, at: Instant): void {
  const rule = eventRule(event.type);
  work.state.pause = null;
  note(work, { at, what: 'enrolment.resumed', rule });
  closeTasks(work, ['call-about-pause'], at, 'the pause was ended', rule);
}

function takeWithdrawal(work: Work, event: EventOf<'enrolment.withdrawn'>, at: Instant): void {
  endEnrolment(work, 'withdrawn', at, eventRule(event.type));
}

function refuseDecision(rules: Rules, state: EnrolmentState, { data }: EventOf<'decision.made'>): Refusal | null {
  const open = state.tracks.flatMap(({ gate }) => (gate ? [gate.gate] : []));
  if (open.includes(data.gate)) return refuseChoice(rules, state, data);
  const now = open.length === 0 ? 'no question is open' : `open is ${open.join(', ')}`;
  return refused('gate-not-open', `The question "${data.gate}" is not open: ${now}.`);
}

/** No answer to this question; or one that would end the enrolment, while something is open that must not be cut off. */
function refuseChoice(
  rules: Rules,
  state: EnrolmentState,
  { gate, choice }: EventOf<'decision.made'>['data'],
): Refusal | null {
  const track = state.tracks.find((each) => each.gate?.gate === gate);
  const definition = track && gateOf(stageOf(rules, track), gate);
  if (!definition) return null;
  const made = choiceOf(definition, choice);
  if (made) return made.to.to === 'end' ? openPromises(state) : null;
  const answers = choicesOf(definition).map((each) => `${each.choice} (${each.says})`);
  return refused(
    'no-such-answer',
    `"${choice}" is no answer to “${definition.question}”: choose ${listText(answers, 'or')}.`,
  );
}

function refusePause(
  _rules: Rules,
  _state: EnrolmentState,
  { data, recordedAt }: EventOf<'enrolment.paused'>,
): Refusal | null {
  if (data.until <= recordedAt)
    return refused('pause-in-the-past', 'until must lie in the future: every pause has an end.');
  if (data.until <= latestEnd('pause', recordedAt)) return null;
  return refused(
    'pause-too-long',
    `until lies more than ${String(longestHolds.pause)} days ahead: pause for a shorter time, or withdraw the enrolment.`,
  );
}
