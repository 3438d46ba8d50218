import { evaluationOf, kindOf } from '../stages/registry';
import { plusDays } from '../calendar/calendar';
import { rhythmDate } from '../check-ins/rhythm';
import type { Stage } from '../stages/types';
import type { EnrolmentState, TrackState } from '../words/state';
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
  if (to.kind === own.kind) kindOf(to.kind).carried?.(to, own, track);
  const evaluation = evaluationOf(own);
  const [before, after] = [countOf(from, track), countOf(to, track)];
  if (!evaluation || !before || !after || before.days === after.days || track.gate) return null;
  const on = rhythmDate(state, plusDays(after.since, after.days), at);
  const moved = { from: evaluation.on, to: on };
  if (on === evaluation.on) return null;
  evaluation.on = on;
  return moved;
}

/** From which day and how many days the first evaluation is counted; null where there is none, or it has been. */
function countOf(stage: Stage, { own, enteredOn }: TrackState): { since: LocalDate; days: number } | null {
  if (stage.kind !== own.kind || evaluationOf(own)?.times !== 0) return null;
  return kindOf(own.kind).counted?.(stage, own, enteredOn) ?? null;
}
