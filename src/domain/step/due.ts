import { callForSafety, closeCheckIn, openCheckIn } from '../check-ins/open-check-in';
import { deferredDue, openDeferred } from '../check-ins/deferred';
import { chaseImaging, imagingDue } from '../facts/imaging';
import { reviewAdmission } from '../facts/moves';
import { askForAttendance, attendanceDue } from '../facts/sessions';
import { escalateGate, escalationDue } from '../promises/gates';
import { askForNeed, needDue } from '../medicines/taken';
import { nextOpening } from '../check-ins/occurrences';
import { promiseDue } from '../promises/promises';
import type { Rules } from './rules';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { askAgain } from '../promises/tasks';
import type { Instant } from '../words/time';
import { note, type Work } from './work';

/** Something that time brings about. */
export type DueItem = {
  at: Instant;
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
  for (const item of dueItems(work)) if (!next || item.at < next.at) next = item;
  return next;
}

/** In order of rank; strictly earlier wins, so that of equals the first one comes first. */
function dueItems({ rules, state }: Work): DueItem[] {
  const items: DueItem[] = [];
  if (state.ended) {
    addOutliving(items, rules, state);
    return items;
  }
  for (const checkIn of state.checkIns) {
    items.push({
      at: checkIn.closesAt,
      happen: (work, at) => {
        closeCheckIn(work, checkIn, at);
      },
      asPlanned: checkIn.answered,
    });
  }
  for (const checkIn of state.checkIns) {
    if (checkIn.answered || checkIn.callAt == null) continue;
    items.push({
      at: checkIn.callAt,
      happen: (work, at) => {
        callForSafety(work, checkIn, at);
      },
    });
  }
  const attendance = attendanceDue(rules, state);
  if (attendance)
    items.push({
      at: attendance.at,
      happen: (work, at) => {
        askForAttendance(work, attendance.session, at);
      },
    });
  const need = needDue(state);
  if (need)
    items.push({
      at: need.at,
      happen: (work, at) => {
        askForNeed(work, need.one, at);
      },
    });
  addOutliving(items, rules, state);
  if (state.admission) items.push({ at: state.admission.reviewAt, happen: reviewAdmission });
  for (const seat of seatsOf(rules, state)) {
    const kind = kindOf(seat.stage.kind);
    const due = kind.due(seat);
    if (due)
      items.push({
        at: due.at,
        happen: (work, at) => {
          kind.onDue(work, seat, at);
        },
      });
    const { gate } = seat.track;
    if (gate)
      items.push({
        at: escalationDue(gate),
        happen: (work, at) => {
          escalateGate(work, seat.track, at);
        },
      });
  }
  const { pause } = state;
  if (pause) items.push({ at: pause.until, happen: endPause });
  const later = deferredDue(rules, state);
  if (later)
    items.push({
      at: later.at,
      happen: (work, at) => {
        openDeferred(work, later.deferred, at);
      },
    });
  const opening = nextOpening(rules, state, state);
  if (opening)
    items.push({
      at: opening.opensAt,
      happen: (work) => {
        openCheckIn(work, opening);
      },
      asPlanned: true,
    });
  return items;
}

/** What is waited for also when the enrolment has ended. */
function addOutliving(items: DueItem[], rules: Rules, state: EnrolmentState): void {
  const imaging = imagingDue(rules, state);
  if (imaging)
    items.push({
      at: imaging.at,
      happen: (work, at) => {
        chaseImaging(work, imaging.order, imaging.rule, at);
      },
    });
  const promise = promiseDue(state);
  if (promise)
    items.push({
      at: promise.at,
      happen: (work, at) => {
        askAgain(work, promise, at);
      },
    });
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
  }
  work.state.now = Math.max(work.state.now, until);
}
