import type { Recordable, Seat, StageKind } from '../kind';
import { dayOf, localDateAt, plusDays } from '../../calendar/calendar';
import { ruleName } from '../../pathway/lookup';
import { rhythmDate } from '../../check-ins/rhythm';
import { askLater } from '../../promises/promises';
import { openingOn } from '../../calendar/staffed-hours';
import { closeTasks, openTask } from '../../promises/tasks';
import type { EnrolmentState } from '../../words/state';
import { DAY, type Instant } from '../../words/time';
import { atPreferredTime, eventRule, todayOf, type Work } from '../../step/work';
import { attendanceOf, noteBaseline, frozenBaseline } from '../evidence';
import { evaluateLater, evaluateOnAnswer, firstDue } from '../evaluation';
import { endDue, judgementOf } from '../judge';
import { definition } from './definition';
import { bookMore, droppedBefore, droppedBy, takeDropOut } from './drop-out';
import { askedOf, judgeBlock, judgingOf } from './judging';
import { tellMissed } from './missed';

type BlockSeat = Seat<'therapy-block'>;

/** A block of sessions: booked, attended or missed, and judged at its end. Too few of them say nothing about its use. */
export const therapyBlock: StageKind<'therapy-block'> = {
  ...definition,
  takes: [
    'session.booked',
    'session.moved',
    'session.attended',
    'session.missed',
    'session.cancelled',
    'therapy.declined',
    'treatment.declined',
  ],
  sessions: 'therapy',

  enter({ clinic }, state, stage, at) {
    const today = localDateAt(clinic.timeZone, at);
    return {
      kind: 'therapy-block',
      bookBy: openingOn(clinic, plusDays(today, stage.bookWithinDays)),
      bookingAsked: false,
      halfWayAt: openingOn(clinic, plusDays(today, Math.floor(stage.blockDays / 2))),
      halfWayLooked: false,
      evaluation: {
        on: rhythmDate(state, plusDays(todayOf(state, at), stage.blockDays), at),
        times: 0,
        baseline: frozenBaseline(state, stage.baseline, todayOf(state, at)),
      },
    };
  },

  entered(work, seat, at) {
    const dropped = seat.stage.dropOut && droppedBefore(seat.state, seat.stage);
    if (dropped) takeDropOut(work, seat, dropped, at);
  },

  refuse: () => null,

  handle(work, seat, event, at) {
    const rule = eventRule(event.type);
    const dropped = droppedBy(seat.stage, event);
    if (dropped) takeDropOut(work, seat, dropped, at);
    if (event.type === 'therapy.declined' || event.type === 'treatment.declined') return null;
    if (event.type === 'session.cancelled') bookAnew(work, seat, at);
    if (event.type === 'session.booked') closeTasks(work, ['book-sessions'], at, 'a session was booked', rule);
    if (event.type === 'session.attended') freezeMissing(work, seat, at);
    tellMissed(work, seat, at);
    // A session renews what the end of the block found; that somebody got worse is no question of sessions.
    const { gate } = seat.track;
    if (gate && gate.verdict.kind !== 'getting-worse') judgeBlock(work, seat, at);
    return null;
  },

  onAnswer(work, seat, checkIn, at) {
    const judging = judgingOf(seat);
    evaluateOnAnswer(work, askedOf(seat, judging.verdictAt(at)), judging, checkIn, at);
  },

  ...firstDue<BlockSeat>([
    {
      at: (seat) => (seat.own.bookingAsked || seat.own.dropped || sessionsOf(seat) > 0 ? null : seat.own.bookBy),
      what: () => 'Request to book the sessions',
      to: 'coordinators',
      happen: askForBooking,
    },
    {
      at: ({ own }) => (own.halfWayLooked || own.dropped ? null : own.halfWayAt),
      what: () => 'A look at attendance, half-way',
      to: 'coordinators',
      happen: lookHalfWay,
    },
    {
      at: (seat) => (seat.track.gate ? null : endDue(seat, seat.own.evaluation.on, seat.stage.graceDays)),
      what: ({ stage }) => `Evaluation of the block and the question “${stage.gate.question}”`,
      to: 'clinicians',
      happen: judgeBlock,
    },
  ]),

  again(work, seat, destination, at) {
    const goesOn = evaluateLater(seat, destination, at);
    if (goesOn && seat.stage.dropOut) bookMore(work, seat, at);
    return goesOn;
  },

  judge(seat, at) {
    const { factsAt, verdictAt } = judgingOf(seat);
    return judgementOf(seat, verdictAt(at), factsAt, at);
  },

  waitingFor(seat) {
    const { own, state } = seat;
    if (sessionsOf(seat) === 0) return { for: 'record', event: 'session.booked', by: own.bookBy };
    return { for: 'time', until: atPreferredTime(state, own.evaluation.on), what: 'the end of the block' };
  },

  evaluation: ({ evaluation }) => evaluation,
  end: ({ blockDays }, { evaluation }) => ({ from: 'stage', afterDays: blockDays, on: evaluation.on }),
  counted: ({ blockDays }, _own, enteredOn) => ({ since: enteredOn, days: blockDays }),

  /** From the day after its first session that was attended to its last day. */
  treatment({ history, reach }, { stage, since, own }) {
    const attended = history.sessions.filter(
      (session) => session.stage === stage && session.bookedAt >= since && session.outcome === 'attended',
    );
    if (attended.length === 0) return null;
    const first = Math.min(...attended.map(({ at }) => at));
    return { after: dayOf(localDateAt(reach.timeZone, first)), to: dayOf(own.evaluation.on) };
  },
  // The days between the end of a block and the decision to go on were no days of the block.
  treatsFrom: ['session.attended', 'again'],

  recordable: ({ state }) => sessionFacts(state),
};

/** More of the same sessions add states and no decision. */
const MOST_SESSIONS = 2;

function sessionFacts({ history: { sessions }, now }: EnrolmentState): Recordable[] {
  const open = sessions.find(({ outcome }) => outcome === null);
  if (open) {
    return [
      { type: 'session.attended', data: { session: open.id } },
      { type: 'session.missed', data: { session: open.id } },
    ];
  }
  if (sessions.length >= MOST_SESSIONS) return [];
  const session = `session-${String(sessions.length + 1)}`;
  return [{ type: 'session.booked', data: { session, purpose: 'therapy', at: now + 7 * DAY } }];
}

const bookingOf = ({ track, stage, rules }: BlockSeat) => ({
  about: `${track.track}/${stage.id}@${track.enteredOn}`,
  rule: ruleName(rules, track.track, stage.id, 'book-within'),
});

function askForBooking(work: Work, seat: BlockSeat, at: Instant): void {
  seat.own.bookingAsked = true;
  openTask(work, { task: 'book-sessions', ...bookingOf(seat), at });
}

/** All that was booked was called off: what was asked for is not there any more. */
function bookAnew({ state, rules }: Work, seat: BlockSeat, at: Instant): void {
  if (!seat.own.bookingAsked || sessionsOf(seat) > 0) return;
  if (state.tasks.some(({ task }) => task === 'book-sessions')) return;
  askLater(state, rules.clinic, 'book-sessions', { ...bookingOf(seat), since: at }, at);
}

/** Fewer than the share asked for of those planned for the first half. A session nobody recorded is asked for elsewhere. */
function lookHalfWay(work: Work, { own, track, stage, state }: BlockSeat, at: Instant): void {
  own.halfWayLooked = true;
  const { planned, halfWayPercent } = stage.sessions;
  const { attended, open } = attendanceOf(state, track, planned, at);
  if ((attended + open) * 2 * 100 >= halfWayPercent * planned) return;
  const rule = ruleName(work.rules, track.track, stage.id, 'half-way');
  openTask(work, { task: 'call-about-sessions', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
}

/** A score that was missing on the first day may be there when the first session takes place. */
function freezeMissing(work: Work, { own, stage, state, track }: BlockSeat, at: Instant): void {
  if (attendanceOf(state, track, 0, at).attended !== 1) return;
  const { baseline } = own.evaluation;
  own.evaluation.baseline = { ...frozenBaseline(state, stage.baseline, todayOf(state, at)), ...baseline };
  noteBaseline(work, { track, stage }, own.evaluation.baseline, at);
}

/** Booked since the block began, or since it was decided to go on with it. */
function sessionsOf({ state, track, own: { goneOnAt = -Infinity } }: BlockSeat): number {
  return state.history.sessions
    .filter(
      ({ stage, bookedAt, outcome }) => stage === track.stage && bookedAt >= track.since && outcome !== 'cancelled',
    )
    .filter(({ bookedAt, at }) => bookedAt >= goneOnAt || at > goneOnAt).length;
}
