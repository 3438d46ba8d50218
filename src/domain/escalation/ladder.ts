import type { ClinicSettings, EscalationPolicy, Rung } from '../clinic';
import { MINUTE, type Instant } from '../time';
import { nextRungAt } from './round';

// Who is told next, and when. The ladder has no end of its own: only a resolution by a named clinician stops it.

export type EscalationStatus = 'open' | 'acknowledged' | 'resolved';

export type LadderFacts = {
  status: EscalationStatus;
  /** Copied when the escalation was raised; the people in it are looked up when a rung fires. */
  policy: EscalationPolicy;
  round: number;
  /** Last rung told or passed in this round: 0 = none yet, `rungs.length + 1` = exhausted. */
  rung: number;
  /** How often the exhausted rung has been told again in this round. */
  repeats: number;
  nextDueAt: Instant | null;
  acknowledgedUntil: Instant | null;
};

/** Staff ids of people who can be reached at all, now. */
export type People = {
  onDuty: (rota: string) => readonly string[];
  /** Told in the place of an empty last rung: nobody stands behind it. */
  fallback: readonly string[];
};

/** What is told or noted in this step, in order. */
export type LadderEntry =
  | { what: 'acknowledgement-expired'; rung: number }
  | { what: 'told' | 'exhausted' | 'repeated'; rung: number; rota: string; staff: readonly string[]; repeat: number }
  | { what: 'passed-empty'; rung: number; rota: string };

export type Climb = Pick<LadderFacts, 'status' | 'round' | 'rung' | 'repeats' | 'nextDueAt'> & {
  ended: boolean;
  exhausted: boolean;
  entries: LadderEntry[];
};

/** A rung by its number, or null beyond the last one. */
function rungAt(policy: EscalationPolicy, number: number): Rung | null {
  return policy.rungs[number - 1] ?? null;
}

export function isExhausted(policy: EscalationPolicy, rung: number): boolean {
  return rung > policy.rungs.length;
}

/** One step of the ladder. Nothing due: the facts come back unchanged with the instant to wait for. */
export function climb(facts: LadderFacts, settings: ClinicSettings, people: People, now: Instant): Climb {
  if (facts.status === 'resolved') return at(facts, { nextDueAt: null, ended: true });
  if (facts.status === 'open') return fire(facts, settings, people, now);
  const heldUntil = facts.acknowledgedUntil ?? now;
  if (heldUntil > now) return at(facts, { nextDueAt: heldUntil });
  const round = facts.round + 1;
  const expired: LadderEntry = { what: 'acknowledgement-expired', rung: facts.rung };
  const nextDueAt = nextRungAt(facts.policy, settings, now);
  const next = fire({ ...facts, status: 'open', round, rung: 0, repeats: 0, nextDueAt }, settings, people, now);
  return { ...next, entries: [expired, ...next.entries] };
}

function fire(facts: LadderFacts, settings: ClinicSettings, people: People, now: Instant): Climb {
  const { policy } = facts;
  // An open escalation that nothing would wake is due at once.
  if (facts.nextDueAt !== null && facts.nextDueAt > now) return at(facts, {});
  if (isExhausted(policy, facts.rung)) return tellLast(facts, people, now, facts.repeats + 1, []);
  const passed: LadderEntry[] = [];
  for (let number = facts.rung + 1; ; number += 1) {
    const rung = rungAt(policy, number);
    if (!rung) return tellLast({ ...facts, rung: number }, people, now, 0, passed);
    const staff = people.onDuty(rung.rota);
    if (staff.length === 0) {
      passed.push({ what: 'passed-empty', rung: number, rota: rung.rota });
      continue;
    }
    const nextDueAt = nextRungAt(policy, settings, now + waiting(rung.waitMinutes));
    const told: LadderEntry = { what: 'told', rung: number, rota: rung.rota, staff, repeat: 0 };
    return at(facts, { rung: number, nextDueAt, entries: [...passed, told] });
  }
}

/** Round the clock and for ever, whatever the coverage: by now the clinic has missed every promise before. */
function tellLast(facts: LadderFacts, people: People, now: Instant, repeat: number, passed: LadderEntry[]): Climb {
  const { rota, repeatMinutes } = facts.policy.exhausted;
  const onDuty = people.onDuty(rota);
  const staff = onDuty.length > 0 ? onDuty : people.fallback;
  const told: LadderEntry = { what: repeat === 0 ? 'exhausted' : 'repeated', rung: facts.rung, rota, staff, repeat };
  return at(facts, { repeats: repeat, nextDueAt: now + waiting(repeatMinutes), entries: [...passed, told] });
}

/** A wait of nothing would be told in a tight circle. */
const waiting = (minutes: number): number => Math.max(minutes, 1) * MINUTE;

function at(facts: LadderFacts, change: Partial<Climb>): Climb {
  const { status, round, rung, repeats, nextDueAt } = facts;
  const next = { status, round, rung, repeats, nextDueAt, ended: false, entries: [], ...change };
  return { ...next, exhausted: isExhausted(facts.policy, next.rung) };
}
