import { DAY, type Instant } from './time';

/** No hold is for ever: so many days it may last, and then it ends or somebody is asked again. Clinic defaults, but for the snooze. */
export const longestHolds = {
  /** Until somebody asks whether the patient is still in hospital. */
  admission: 90,
  pause: 90,
  /** Messages held on by whoever resolved an escalation. */
  resolution: 90,
  /** One month or three, as the decision support of the CDC has it (opioid-cds-r4) [F30]; a hard prompt one at most [D]. */
  snooze: 90,
  'hard snooze': 30,
} as const;

export type Hold = keyof typeof longestHolds;

/** The last instant at which this hold can end, when it begins at `from`. */
export const latestEnd = (hold: Hold, from: Instant): Instant => from + longestHolds[hold] * DAY;

/** When a hold ends that was asked for until an instant: what journal, worklist and explanation all tell. */
export const endOf = (hold: Hold, until: Instant, from: Instant): Instant => Math.min(until, latestEnd(hold, from));
