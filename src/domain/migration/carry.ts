import { plusDays } from '../calendar/calendar';
import { rhythmDate } from '../check-ins/rhythm';
import type { Stage } from '../pathway/types';
import { lengthOf } from '../stages/medication-trial/medication';
import type { EnrolmentState, TrackState } from '../words/state';
import type { StageState } from '../stages/types';
import type { Instant, LocalDate } from '../words/time';

/** The day on which a rule is asked was counted anew, because the new file counts other days. */
export type MovedEvaluation = { from: LocalDate; to: LocalDate };

/**
 * What a stage knows goes on in a stage of the same kind: baselines, doses, orders and dates stay as they are. A day of
 * evaluation moves only where the file counts other days and it was not decided upon since; never before today.
 */
export function carry(
  state: EnrolmentState,
  track: TrackState,
  [from, to]: [Stage, Stage],
  at: Instant,
): MovedEvaluation | null {
  const { own } = track;
  // So many points were passed that none is left: the last one is looked at, for a question must not be lost.
  if ((to.kind === 'rehabilitation' || to.kind === 'follow-up') && own.kind === to.kind && to.gate) {
    own.next = Math.min(own.next, to.points.length - 1);
  }
  const [before, after] = [countOf(from, track), countOf(to, track)];
  if (!before || !after || before.days === after.days || track.gate) return null;
  const on = rhythmDate(state, plusDays(after.since, after.days), at);
  const moved = { from: before.on, to: on };
  if (on === before.on) return null;
  setEvaluation(own, on);
  return moved;
}

type Count = { since: LocalDate; days: number; on: LocalDate };

/** From which day and how many days the first evaluation is counted; null where nothing is counted, or no longer. */
function countOf(stage: Stage, { own, enteredOn }: TrackState): Count | null {
  if (stage.kind === 'medication-trial' && own.kind === stage.kind) {
    const { trial } = own;
    if (!trial || trial.evaluations > 0 || trial.stoppedOn !== null) return null;
    return { since: trial.startedOn, days: lengthOf(stage, trial.class), on: trial.evaluateOn };
  }
  if (stage.kind === 'procedure' && own.kind === stage.kind) {
    if (!own.done || !own.evaluation || own.evaluation.times > 0) return null;
    return { since: own.done.performedOn, days: stage.evaluateAfterDays, on: own.evaluation.on };
  }
  if (stage.kind === 'therapy-block' && own.kind === stage.kind && own.evaluation.times === 0) {
    return { since: enteredOn, days: stage.blockDays, on: own.evaluation.on };
  }
  if (stage.kind === 'psychological-support' && own.kind === stage.kind && own.evaluation.times === 0) {
    return own.phase === 'treating' ? { since: own.since, days: stage.reviewDays, on: own.evaluation.on } : null;
  }
  if ((stage.kind === 'rehabilitation' || stage.kind === 'follow-up') && own.kind === stage.kind) {
    const days = stage.points[own.next];
    return days === undefined || own.evaluation.times > 0 ? null : { since: enteredOn, days, on: own.evaluation.on };
  }
  return null;
}

function setEvaluation(own: StageState, on: LocalDate): void {
  if (own.kind === 'medication-trial') {
    if (own.trial) own.trial.evaluateOn = on;
  } else if ('evaluation' in own && own.evaluation) own.evaluation.on = on;
}
