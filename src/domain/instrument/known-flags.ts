import { longestHolds } from '../escalation/hold-ends';
import { DAY, type Instant } from '../words/time';
import type { Instrument } from './types';

/** A sign a clinician has recorded as known for a patient: who and why is kept beside it, here it only has an end. */
export type KnownFlag = { rule: string; from: Instant; until: Instant };

/** The rules that are known at an instant: what `safetySignals` is given. One that has run out counts as new again. */
export function knownRules(flags: readonly KnownFlag[], now: Instant): string[] {
  return flags.filter(({ from, until }) => from <= now && now < until).map(({ rule }) => rule);
}

/** Why a sign cannot be recorded as known like this, in one sentence for the clinician; null when it can. */
export function knownFlagFault(
  instruments: Record<string, Instrument>,
  { rule, from, until, reason }: KnownFlag & { reason: string },
): string | null {
  const form = Object.values(instruments).find(({ items }) => items.some(({ safety }) => safety?.rule === rule));
  const safety = form?.items.find((item) => item.safety?.rule === rule)?.safety;
  if (form === undefined || safety === undefined) return `There is no safety rule "${rule}": correct its spelling.`;
  if (form.known === undefined || safety.canBeKnown !== true) {
    return `"${rule}" can never be recorded as known: every such answer needs a person now.`;
  }
  if (reason.trim() === '') return 'Give the reason why this sign is known.';
  const atMostDays = Math.min(form.known.atMostDays, longestHolds['known flag']);
  return until > from && until - from <= atMostDays * DAY
    ? null
    : `A sign can be known for ${atMostDays} days at most: choose an earlier end, after its beginning.`;
}
