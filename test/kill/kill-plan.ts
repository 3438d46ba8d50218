import { seeded, shuffled } from './seeded';
import type { Victim } from './victims';

/** One kill -9: in the course of which moment of the journey, and how long after it began. */
export type Kill = { readonly moment: number; readonly afterMs: number; readonly victim: Victim };

/** Long enough to reach into the middle of a walk of the clock or of a form. */
const LATEST_MS = 1500;

const victims = ['worker', 'api', 'temporal', 'postgres', 'watch', 'mail catcher', 'all'] as const satisfies Victim[];

/** Victims are dealt from shuffled decks, so that seven kills hit every part once; the moments are drawn freely. */
export function killPlan(seed: number, kills: number, moments: number): Kill[] {
  const random = seeded(seed);
  const decks = Array.from({ length: Math.ceil(kills / victims.length) }, () => shuffled(victims, random)).flat();
  return decks
    .slice(0, kills)
    .map((victim) => ({
      victim,
      moment: Math.floor(random() * moments),
      afterMs: Math.floor(random() * LATEST_MS),
    }))
    .sort((a, b) => a.moment - b.moment || a.afterMs - b.afterMs);
}
