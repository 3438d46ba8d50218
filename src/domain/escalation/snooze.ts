import type { Tier } from '../instrument/types';
import { dayText } from '../telling/english';
import { localDateAt } from '../calendar/calendar';
import type { ClinicSettings } from '../words/clinic';
import { MINUTE, type Instant } from '../words/time';

/** [D] In minutes, where a clinic has not said otherwise: a day for what is needed today, a week for what is to be looked at. */
export const LONGEST_SNOOZE = { today: 24 * 60, digest: 7 * 24 * 60 } as const;

/** How long an item of this tier may be put off, in milliseconds; null: not at all. */
export function longestSnooze(
  { longestSnooze: own }: Pick<ClinicSettings, 'longestSnooze'>,
  tier: Tier,
): number | null {
  return tier === 'now' ? null : (own ?? LONGEST_SNOOZE)[tier] * MINUTE;
}

/** Why it cannot be put off until then, or null. `limit` as `longestSnooze` has it. */
export function snoozeFault(
  { timeZone }: Pick<ClinicSettings, 'timeZone'>,
  limit: number,
  { until, now }: { until: Instant; now: Instant },
): string | null {
  if (until <= now) return 'Give a time that is still to come.';
  if (until <= now + limit) return null;
  const hours = Math.round(limit / (60 * MINUTE));
  const longest =
    hours % 24 === 0 ? `${String(hours / 24)} ${hours === 24 ? 'day' : 'days'}` : `${String(hours)} hours`;
  return `It may be put off for ${longest} at most, until ${dayText(localDateAt(timeZone, now + limit))}: choose an earlier time.`;
}
