import { DAY, type Instant } from '../words/time';

/** No hold is for ever: so many days it may last, and then it ends or somebody is asked again. Defaults, but for the snooze. */
export const longestHolds = {
  /** Until somebody asks whether the patient is still in hospital. */
  admission: 90,
  pause: 90,
  /** Messages held on by whoever resolved an escalation. */
  resolution: 90,
  /** A sign recorded as known counts as new again; a form may say less, and not more. */
  'known flag': 90,
  /** One month or three, as the decision support of the CDC has it (opioid-cds-r4) [F30]; a hard prompt one at most [D]. */
  snooze: 90,
  'hard snooze': 30,
} as const;

export type Hold = keyof typeof longestHolds;

/** The last instant at which this hold can end, when it begins at `from`. */
export const latestEnd = (hold: Hold, from: Instant): Instant => from + longestHolds[hold] * DAY;

/** When a hold ends that was asked for until an instant: what journal, worklist and explanation all tell. */
export const endOf = (hold: Hold, until: Instant, from: Instant): Instant => Math.min(until, latestEnd(hold, from));

/** The holds that are cut at their longest end; any other that is too long is refused, with a sentence of its own. */
const cutBecause = {
  admission: 'it is asked again by then whether the patient is still in hospital',
  resolution: 'by then somebody looks again at whose messages wait',
} as const satisfies { [H in Hold]?: string };

/** For whoever asked for a hold that is too long: the end that counts, and why. Null where it is the one they asked for. */
export function cutShort(
  hold: keyof typeof cutBecause,
  until: Instant,
  from: Instant,
): { until: Instant; why: string } | null {
  const end = endOf(hold, until, from);
  if (end === until) return null;
  return { until: end, why: `It ends after ${String(longestHolds[hold])} days at the latest: ${cutBecause[hold]}.` };
}
