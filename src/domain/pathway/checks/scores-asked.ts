import type { Instrument } from '../../instrument/types';
import { kindOf } from '../../stages/registry';
import type { Pathway } from '../types';
import type { CheckInUse } from '../language';
import type { Stage } from '../../stages/types';

// When scores are asked for, and when rules read them: a score that is asked after the look, or is too old then, is not known.

/** When a rule looks: at every answer, or on days counted from the stage or from the treatment. */
export type Look = { days: number[]; from: 'stage' | 'trial' } | 'any';

/** On which days of a stage its result is judged. */
export function endOfStage(stage: Stage): Look {
  return kindOf(stage.kind).judgedOn?.(stage) ?? 'any';
}

/** Whether a stage's own check-ins can have given the score by then, and not longer ago than it counts. */
export function isAskedInTime(
  { pathway, instruments }: { pathway: Pathway; instruments: Record<string, Instrument> },
  stage: Stage,
  score: string,
  look: Look,
  withinDays: number,
): boolean {
  return usesFor(pathway, stage, score, instruments).some((use) => {
    if (look === 'any' || 'every' in use) return true;
    const { afterDays } = use.once;
    // Left out because of an earlier answer, that one is older by as much.
    const older = use.unlessScoredWithinDays ?? 0;
    return look.days.some((day) => afterDays <= day && day - afterDays + older <= withinDays);
  });
}

/** An answer given in an earlier stage is at least as old as this one is long when it is judged. */
export function stillCounts(look: Look, withinDays: number): boolean {
  return look === 'any' || look.days.some((day) => day <= withinDays);
}

/** The uses of check-ins in a stage that give a score. */
export function usesFor(
  pathway: Pathway,
  stage: Stage,
  score: string,
  instruments: Record<string, Instrument>,
): CheckInUse[] {
  return stage.checkIns.filter((use) => {
    const ids = pathway.checkIns.find(({ id }) => id === use.checkIn)?.ask ?? [];
    // A short form that flags goes on into the long one, and is then scored by both.
    const all = ids.flatMap((id) => [id, ...(instruments[id]?.continues ? [instruments[id].continues.into] : [])]);
    return all.some((id) => instruments[id]?.scores.some((rule) => rule.score === score));
  });
}

/** Totals of licensed forms are asked by no check-in: staff enter them in any stage. */
export function isEnteredByStaff(score: string, instruments: Record<string, Instrument>): boolean {
  return Object.values(instruments).some(
    ({ entry, scores }) => entry === 'total' && scores.some((rule) => rule.score === score),
  );
}
