import { REPEAT_NOW_MINUTES, type ClinicSettings, type EscalationPolicy, type Rung } from '../words/clinic';
import type { Tier } from '../instrument/types';
import { MINUTE, type Instant } from '../words/time';
import { nextRungAt } from './round';

// Who is told next, and when. The ladder has no end of its own: only a resolution by a named clinician stops it.

export type EscalationStatus = 'open' | 'acknowledged' | 'resolved';

export type LadderFacts = {
  tier: Tier;
  status: EscalationStatus;
  /** Copied when the escalation was raised; the people in it are looked up when a rung fires. */
  policy: EscalationPolicy;
  round: number;
  /** Last rung told or passed in this round: 0 = none yet, `rungs.length + 1` = exhausted. */
  rung: number;
  /** How often the last rung that was told has been told again. */
  repeats: number;
  nextDueAt: Instant | null;
  /** When the next rung is told, if nobody answers; null before the first one, and once exhausted. */
  rungUntil: Instant | null;
  /** Since when every rung of this round is told. */
  exhaustedAt: Instant | null;
  acknowledgedUntil: Instant | null;
};

/** Staff ids of people who can be reached at all, now. */
export type People = {
  onDuty: (rota: string) => readonly string[];
  /** Told in the place of an empty last rung: nobody stands behind it. */
  fallback: readonly string[];
  /** When the first duty in any rung's rota begins after the ladder was exhausted, or after now; null = none is planned. */
  nextDuty: Instant | null;
};

/** What is told or noted in this step, in order. */
export type LadderEntry =
  | { what: 'acknowledgement-expired' | 'duty-began'; rung: number }
  | { what: 'told' | 'exhausted' | 'repeated'; rung: number; rota: string; staff: readonly string[]; repeat: number }
  | { what: 'passed-empty'; rung: number; rota: string };

type Place = 'status' | 'round' | 'rung' | 'repeats' | 'nextDueAt' | 'rungUntil' | 'exhaustedAt';
export type Climb = Pick<LadderFacts, Place> & { ended: boolean; exhausted: boolean; entries: LadderEntry[] };

/** A ladder that nobody has climbed yet. */
export const newLadder = (policy: EscalationPolicy, tier: Tier, nextDueAt: Instant): LadderFacts => ({
  tier,
  status: 'open',
  policy,
  round: 1,
  rung: 0,
  repeats: 0,
  nextDueAt,
  rungUntil: null,
  exhaustedAt: null,
  acknowledgedUntil: null,
});

/** A rung by its number, or null beyond the last one. */
function rungAt(policy: EscalationPolicy, number: number): Rung | null {
  return policy.rungs[number - 1] ?? null;
}

export function isExhausted(policy: EscalationPolicy, rung: number): boolean {
  return rung > policy.rungs.length;
}

/** How often whoever was told is told again, in minutes. */
export function repeatMinutes(
  { exhausted, repeatNowMinutes = REPEAT_NOW_MINUTES }: EscalationPolicy,
  tier: Tier,
): number {
  // A clinic that asks more often of the last rung than of the others is not made slower.
  return tier === 'now' ? Math.min(repeatNowMinutes, exhausted.repeatMinutes) : exhausted.repeatMinutes;
}

/** One step of the ladder. Nothing due: the facts come back unchanged with the instant to wait for. */
export function climb(facts: LadderFacts, settings: ClinicSettings, people: People, now: Instant): Climb {
  if (facts.status === 'resolved') return at(facts, { nextDueAt: null, ended: true });
  if (facts.status === 'open') return fire(facts, settings, people, now);
  const heldUntil = facts.acknowledgedUntil ?? now;
  if (heldUntil > now) return at(facts, { nextDueAt: heldUntil });
  return anew(facts, settings, people, now, 'acknowledgement-expired');
}

/** A new round at rung 1: at once, or when its people may be told. */
function anew(
  facts: LadderFacts,
  settings: ClinicSettings,
  people: People,
  now: Instant,
  what: 'acknowledgement-expired' | 'duty-began',
): Climb {
  const nextDueAt = nextRungAt(facts.policy, settings, now);
  const start = {
    status: 'open',
    round: facts.round + 1,
    rung: 0,
    repeats: 0,
    rungUntil: null,
    exhaustedAt: null,
  } as const;
  const next = fire({ ...facts, ...start, nextDueAt }, settings, people, now);
  return { ...next, entries: [{ what, rung: facts.rung }, ...next.entries] };
}

function fire(facts: LadderFacts, settings: ClinicSettings, people: People, now: Instant): Climb {
  const { policy, tier } = facts;
  // An open escalation that nothing would wake is due at once.
  if (facts.nextDueAt !== null && facts.nextDueAt > now) return at(facts, {});
  if (isExhausted(policy, facts.rung)) return tellLast(facts, settings, people, now, facts.repeats + 1, []);
  if (facts.rung > 0 && facts.rungUntil !== null && facts.rungUntil > now) return repeat(facts, people, now);
  const passed: LadderEntry[] = [];
  for (let number = facts.rung + 1; ; number += 1) {
    const rung = rungAt(policy, number);
    if (!rung) return tellLast({ ...facts, rung: number }, settings, people, now, 0, passed);
    const staff = people.onDuty(rung.rota);
    if (staff.length === 0) {
      passed.push({ what: 'passed-empty', rung: number, rota: rung.rota });
      continue;
    }
    const rungUntil = nextRungAt(policy, settings, now + waiting(rung.waitMinutes));
    const told: LadderEntry = { what: 'told', rung: number, rota: rung.rota, staff, repeat: 0 };
    // Whoever was told an interval ago is told again, beside the next one.
    const again = dueAgain(facts)
      ? toldAgain(policy, facts.rung, people, 0, staff).map((one) => ({ ...one, rung: number }))
      : [];
    const entries = [...passed, told, ...again];
    return at(facts, {
      rung: number,
      repeats: 0,
      rungUntil,
      nextDueAt: nextWithin(tier, policy, now, rungUntil),
      entries,
    });
  }
}

/** Nobody has answered, and the next rung has its own time: everybody on duty up to here is told again. */
function repeat(facts: LadderFacts & { rungUntil: Instant | null }, people: People, now: Instant): Climb {
  const { policy, rung, tier } = facts;
  const repeats = facts.repeats + 1;
  const rungUntil = facts.rungUntil ?? now;
  const nextDueAt = nextWithin(tier, policy, now, rungUntil);
  return at(facts, { repeats, nextDueAt, entries: toldAgain(policy, rung, people, repeats, []) });
}

function nextWithin(tier: Tier, policy: EscalationPolicy, now: Instant, rungUntil: Instant): Instant {
  return tier === 'now' ? Math.min(rungUntil, now + waiting(repeatMinutes(policy, tier))) : rungUntil;
}

/** Whether the rung that is over had its people told at least an interval ago. */
function dueAgain({ policy, rung, tier }: LadderFacts): boolean {
  const before = rungAt(policy, rung);
  return tier === 'now' && before !== null && before.waitMinutes >= repeatMinutes(policy, tier);
}

/** Everybody on duty of the rungs up to one, each once, apart from some. */
function toldAgain(
  policy: EscalationPolicy,
  upTo: number,
  people: People,
  repeat: number,
  apart: readonly string[],
): Extract<LadderEntry, { staff: unknown }>[] {
  const seen = new Set(apart);
  return policy.rungs.slice(0, upTo).flatMap(({ rota }) => {
    const staff = people.onDuty(rota).filter((one) => !seen.has(one));
    for (const one of staff) seen.add(one);
    return staff.length === 0 ? [] : [{ what: 'repeated' as const, rung: upTo, rota, staff, repeat }];
  });
}

/**
 * Everybody: the last rung and whoever is on duty of every rung, round the clock and for ever, whatever the coverage: by
 * now the clinic has missed every promise before. When a duty begins the ladder starts again with whoever came.
 */
function tellLast(
  facts: LadderFacts,
  settings: ClinicSettings,
  people: People,
  now: Instant,
  repeat: number,
  passed: LadderEntry[],
): Climb {
  const { policy, tier, rung } = facts;
  const exhaustedAt = facts.exhaustedAt ?? now;
  const restart = restartAt(policy, settings, people.nextDuty, now);
  if (repeat > 0 && restart !== null && restart <= now) return anew(facts, settings, people, now, 'duty-began');
  const { rota } = policy.exhausted;
  const onDuty = people.onDuty(rota);
  const last = onDuty.length > 0 ? onDuty : people.fallback;
  const what = repeat === 0 ? ('exhausted' as const) : ('repeated' as const);
  const others = toldAgain(policy, policy.rungs.length, people, repeat, last);
  const entries = [
    ...passed,
    { what, rung, rota, staff: last, repeat },
    ...others.map((one) => ({ ...one, what, rung })),
  ];
  const nextRepeat = now + waiting(repeatMinutes(policy, tier));
  const nextDueAt = restart === null ? nextRepeat : Math.min(nextRepeat, restart);
  return at(facts, { rung, repeats: repeat, rungUntil: null, exhaustedAt, nextDueAt, entries });
}

/** When the ladder starts again because of a duty: never while its people may not be told, for repeats may. */
function restartAt(
  policy: EscalationPolicy,
  settings: ClinicSettings,
  duty: Instant | null,
  now: Instant,
): Instant | null {
  return duty === null ? null : nextRungAt(policy, settings, Math.max(duty, now));
}

/** A wait of nothing would be told in a tight circle. */
const waiting = (minutes: number): number => Math.max(minutes, 1) * MINUTE;

function at(facts: LadderFacts, change: Partial<Climb>): Climb {
  const { status, round, rung, repeats, nextDueAt, rungUntil, exhaustedAt } = facts;
  const next = {
    status,
    round,
    rung,
    repeats,
    nextDueAt,
    rungUntil,
    exhaustedAt,
    ended: false,
    entries: [],
    ...change,
  };
  return { ...next, exhausted: isExhausted(facts.policy, next.rung) };
}
