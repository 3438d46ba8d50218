import { nextStaffed } from '../calendar/staffed-hours';
import type { ClinicSettings, EscalationPolicy } from '../words/clinic';
import type { SignalClass } from '../instrument/types';
import type { Instant } from '../words/time';

/** The ladder of a signal: the one its rule names, where the clinic has it, otherwise its class's. */
export function policyOf(
  { policies, namedPolicies = {} }: Pick<ClinicSettings, 'policies' | 'namedPolicies'>,
  signal: { class: SignalClass; policy?: string | undefined },
): EscalationPolicy {
  const named = signal.policy !== undefined && Object.hasOwn(namedPolicies, signal.policy);
  return (named && namedPolicies[signal.policy ?? '']) || policies[signal.class];
}

/** When somebody may be told: at once day and night, or when the clinic is next staffed. */
export function toldAt(policy: EscalationPolicy, settings: ClinicSettings, at: Instant): Instant {
  return policy.coverage === 'on-call' ? at : nextStaffed(settings, at);
}

/** When the next one is told after somebody was: the next rung, or the first one again. */
export function nextRungAt(policy: EscalationPolicy, settings: ClinicSettings, at: Instant): Instant {
  return policy.goesOnAfterHours ? at : toldAt(policy, settings, at);
}

/** An escalation as a new signal finds it. `rung` counts those told in this round; beyond the last one it is exhausted. */
export type Joined = {
  status: 'open' | 'acknowledged';
  rung: number;
  policy: EscalationPolicy;
  /** Of the signals that are already there: the rule, and which check-in or report it came from. */
  signals: { rule: string; class: SignalClass; from: string | null }[];
};

export type Joining = {
  policy: EscalationPolicy;
  newRound: boolean;
  sinceAcknowledged: boolean;
  /** Whoever was told in this round is told of it at once, beside the rungs: it is of another kind than what they know. */
  tellsAgain: boolean;
};

/**
 * What a tier-now signal does to an escalation it joins. Another rule or check-in voids an acknowledgement, and wakes
 * a ladder that has run out; a ladder that is still climbing goes on, because starting again would delay its next rung, and
 * those who were told already hear of what is new.
 * A signal that may not wait for the morning never joins a ladder that does: it brings its own policy.
 */
export function join(
  found: Joined,
  signal: { rule: string; class: SignalClass; from: string | null; policy: EscalationPolicy },
): Joining {
  const isNew = !found.signals.some(({ rule, from }) => rule === signal.rule && from === signal.from);
  const isMoreUrgent = found.policy.coverage === 'next-staffed' && signal.policy.coverage === 'on-call';
  const isHeld = found.status === 'acknowledged';
  const hasRunOut = found.rung > found.policy.rungs.length;
  const newRound = isMoreUrgent || (isNew && (isHeld || hasRunOut));
  const isOtherKind = !found.signals.some((known) => known.class === signal.class);
  return {
    policy: isMoreUrgent ? signal.policy : found.policy,
    newRound,
    sinceAcknowledged: isHeld && (isNew || isMoreUrgent),
    tellsAgain: isOtherKind && !newRound && found.rung > 0,
  };
}
