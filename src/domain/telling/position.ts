import { stageOf, trackOf } from '../pathway/lookup';
import { isOffered } from '../stages/moves';
import type { Rules } from '../step/rules';
import { capital } from './fact-titles';

/** Which step of how many; a stage may be left out, and a way need not lead through all of them. */
export type Position = { step: number; of: number };

/** A track by its name: `Care`. */
export const trackTitle = (track: string): string => capital(track.replaceAll('-', ' '));

/** Where a stage stands in its track, by the order of the file, without what the clinic does not offer; null where there is one alone. */
export function positionOf(rules: Rules, at: { track: string; stage: string }): Position | null {
  const stages = trackOf(rules, at.track).stages.filter(
    ({ id, optional }) => id === at.stage || !optional || isOffered(rules, id, optional.offered),
  );
  if (stages.length < 2) return null;
  return { step: stages.findIndex(({ id }) => id === at.stage) + 1, of: stages.length };
}

/** `Step 3 of 5, Injection or nerve block`. */
export function placeText(rules: Rules, at: { track: string; stage: string }): string {
  const { title } = stageOf(rules, at);
  const position = positionOf(rules, at);
  return position ? `Step ${String(position.step)} of ${String(position.of)}, ${title}` : title;
}
