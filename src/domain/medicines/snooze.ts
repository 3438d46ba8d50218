import { type Refusal, refused } from '../words/effect';
import { latestEnd, longestHolds } from '../escalation/hold-ends';
import type { PromptDefinition } from '../pathway/types';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

/** Why a prompt cannot be set aside until then; null when it can. */
export function snoozeFault({ id, hard }: PromptDefinition, until: Instant, now: Instant): Refusal | null {
  if (until <= now)
    return refused('snooze-in-the-past', 'until must lie in the future: a prompt is set aside for a while.');
  const hold = hard === true ? 'hard snooze' : 'snooze';
  if (until <= latestEnd(hold, now)) return null;
  const why = hard === true ? `"${id}" is a hard prompt` : 'a prompt comes back after three months at the latest';
  return refused(
    'snooze-too-long',
    `until lies more than ${String(longestHolds[hold])} days ahead: ${why}. Choose an earlier day.`,
  );
}

/**
 * The snooze that holds for a prompt now. One made when nobody knew whether the prompt holds ends with that knowledge: it
 * was not about what is known now.
 */
export function snoozeOf(
  { history }: EnrolmentState,
  { id, certain }: { id: string; certain: boolean },
  now: Instant,
): { from: Instant; until: Instant } | null {
  const found = history.medicines?.snoozed.findLast((each) => each.prompt === id && each.until > now);
  return found && (found.certain || !certain) ? { from: found.from, until: found.until } : null;
}
