import { callForSafety, closeCheckIn, openCheckIn } from '../check-ins/open-and-close';
import { deferredDue, openDeferred } from '../check-ins/deferred';
import { chaseImaging, imagingDue } from '../facts/imaging';
import { reviewAdmission } from '../facts/moves';
import { askForAttendance, attendanceDue } from '../facts/sessions';
import { escalateGate, escalationDue } from '../promises/gates';
import { askForNeed, needDue } from '../medicines/taken';
import { nextOpening, type Standing } from '../check-ins/agenda';
import { promiseDue } from '../promises/promises';
import { kindOf, seatsOf } from '../stages/registry';
import { readRelief, reliefDue } from '../stages/procedure/relief';
import { tellConservativeChange } from '../stages/surgical-review/conservative';
import type { OpenCheckIn } from '../words/state';
import { askAgain } from '../promises/tasks';
import type { Instant } from '../words/time';
import { note, type Work } from './work';

/** Something that time brings about. */
export type DueItem = {
  at: Instant;
  /**
   * Whether the house has to be awake for it: at that very instant, in its own minute of many, or not at all, because its
   * rows are planned and the walk through time passes it.
   */
  wake: 'exact' | 'spread' | 'none';
  happen: (work: Work, at: Instant) => void;
  /** Something opens that was planned, or closes that was answered: the plan stays as it is. */
  asPlanned?: boolean;
};

/**
 * The next thing that time brings about. At an equal instant: what closes, then what stages and gates promised, then
 * the end of a pause, then what opens.
 */
export function nextDue(work: Work): DueItem | null {
  let next: DueItem | null = null;
  for (const item of whatTimeBrings(work)) if (!next || item.at < next.at) next = item;
  return next;
}

/** All of it, in order of rank: of what comes at an equal instant the first one happens first. */
export function whatTimeBrings(standing: Standing): DueItem[] {
  const { rules, state } = standing;
  const items: DueItem[] = [];
  function add<D extends { at: Instant }>(
    wake: DueItem['wake'],
    due: D | null,
    happen: (work: Work, due: D, at: Instant) => void,
  ): void {
    if (!due) return;
    items.push({
      at: due.at,
      wake,
      happen: (work, at) => {
        happen(work, due, at);
      },
    });
  }
  if (!state.ended) {
    for (const checkIn of state.checkIns) items.push(closing(checkIn));
    for (const checkIn of state.checkIns) if (isToBeCalled(checkIn)) items.push(calling(checkIn));
    add('spread', attendanceDue(rules, state), (work, { session }, at) => {
      askForAttendance(work, session, at);
    });
    add('spread', needDue(state), (work, { one }, at) => {
      askForNeed(work, one, at);
    });
    add('spread', reliefDue(rules, state), readRelief);
  }
  // What is waited for also when the enrolment has ended.
  add('spread', imagingDue(rules, state), (work, { order, rule }, at) => {
    chaseImaging(work, order, rule, at);
  });
  add('spread', promiseDue(state), askAgain);
  if (state.ended) return items;
  const { admission, pause } = state;
  if (admission) items.push({ at: admission.reviewAt, wake: 'spread', happen: reviewAdmission });
  for (const seat of seatsOf(rules, state)) {
    const kind = kindOf(seat.stage.kind);
    add('spread', kind.due(seat), (work, _due, at) => {
      kind.onDue(work, seat, at);
    });
    const { gate } = seat.track;
    // The deadline of a question is no routine.
    add('exact', gate && { at: escalationDue(gate) }, (work, _due, at) => {
      escalateGate(work, seat.track, at);
    });
  }
  if (pause) items.push({ at: pause.until, wake: 'spread', happen: endPause });
  add('none', deferredDue(rules, state), (work, { deferred }, at) => {
    openDeferred(work, deferred, at);
  });
  const opening = nextOpening(standing);
  if (opening)
    items.push({
      at: opening.opensAt,
      wake: 'none',
      happen: (work) => {
        openCheckIn(work, opening);
      },
      asPlanned: true,
    });
  return items;
}

/** What the window of a check-in brings; of one that has not opened yet, it will. */
export function ofWindow(checkIn: OpenCheckIn): DueItem[] {
  return isToBeCalled(checkIn) ? [closing(checkIn), calling(checkIn)] : [closing(checkIn)];
}

/** What was answered is closed in passing. */
function closing(checkIn: OpenCheckIn): DueItem {
  const { closesAt, answered } = checkIn;
  return {
    at: closesAt,
    wake: answered ? 'none' : 'spread',
    happen: (work, at) => {
      closeCheckIn(work, checkIn, at);
    },
    asPlanned: answered,
  };
}

type ToBeCalled = OpenCheckIn & { callAt: Instant };

const isToBeCalled = (checkIn: OpenCheckIn): checkIn is ToBeCalled => !checkIn.answered && checkIn.callAt != null;

function calling(checkIn: ToBeCalled): DueItem {
  return {
    at: checkIn.callAt,
    wake: 'exact',
    happen: (work, at) => {
      callForSafety(work, checkIn, at);
    },
  };
}

function endPause(work: Work, at: Instant): void {
  work.state.pause = null;
  note(work, { at, what: 'enrolment.resumed', rule: 'pause.ended' });
}

/** Walks from due instant to due instant: up to an instant, or up to and including it. */
export function passTime(work: Work, until: Instant, including: boolean): void {
  for (;;) {
    const next = nextDue(work);
    if (!next || next.at > until || (!including && next.at === until)) break;
    const at = Math.max(next.at, work.state.now);
    work.state.now = at;
    next.happen(work, at);
    if (next.asPlanned !== true) tellConservativeChange(work, at);
  }
  work.state.now = Math.max(work.state.now, until);
}
