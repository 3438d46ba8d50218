import fc from 'fast-check';
import type { EscalationPolicy } from '../../../src/domain/words/clinic';
import {
  climb,
  newLadder,
  type LadderEntry,
  type LadderFacts,
  type People,
} from '../../../src/domain/escalation/ladder';
import type { Tier } from '../../../src/domain/instrument/types';
import { MINUTE } from '../../../src/domain/words/time';
import { ladderSettings as settings } from '../../support/ladder-settings';

const START = Date.UTC(2026, 10, 23, 2);

const aPolicy: fc.Arbitrary<EscalationPolicy> = fc.record({
  coverage: fc.constantFrom('on-call', 'next-staffed'),
  rungs: fc.array(
    fc.record({ rota: fc.constantFrom('a', 'b', 'c', 'd'), waitMinutes: fc.integer({ min: 0, max: 600 }) }),
    { maxLength: 5 },
  ),
  exhausted: fc.record({ rota: fc.constantFrom('a', 'b', 'm'), repeatMinutes: fc.integer({ min: 20, max: 600 }) }),
  repeatNowMinutes: fc.integer({ min: 20, max: 600 }),
  acknowledgementMinutes: fc.integer({ min: 0, max: 600 }),
});
const someEmptyRotas = fc.subarray(['a', 'b', 'c', 'd', 'm']);

const aTier = fc.constantFrom<Tier>('now', 'today');
const without = (empty: string[]): People => ({
  onDuty: (rota) => (empty.includes(rota) ? [] : [rota]),
  fallback: ['lead'],
  nextDuty: null,
});

type Ladder = { policy: EscalationPolicy; tier: Tier; empty: string[] };
const aLadder: fc.Arbitrary<Ladder> = fc.record({ policy: aPolicy, tier: aTier, empty: someEmptyRotas });
/** More wakes than the longest ladder needs to be told again on every rung. */
const MANY = 400;

/** Wakes at each deadline the ladder itself asked for, until everybody was told again so often. */
function run(
  { policy, tier, empty }: Ladder,
  repeats: number,
): { entries: (LadderEntry & { at: number })[]; facts: LadderFacts } {
  let facts = newLadder(policy, tier, START);
  const entries: (LadderEntry & { at: number })[] = [];
  for (let step = 0; step < MANY && !(facts.exhaustedAt !== null && facts.repeats >= repeats); step += 1) {
    const at = facts.nextDueAt ?? START;
    const next = climb(facts, settings, without(empty), at);
    entries.push(...next.entries.map((entry) => ({ ...entry, at })));
    expect(next.ended).toBe(false);
    // A deadline ahead, always: nothing ends by itself and nothing turns in a circle.
    expect(next.nextDueAt).toBeGreaterThanOrEqual(at + MINUTE);
    facts = { ...facts, ...next };
  }
  return { entries, facts };
}

test('a ladder nobody answers never ends and never stands still', () => {
  fc.assert(
    fc.property(aLadder, (ladder) => {
      const { facts } = run(ladder, 3);

      expect(facts).toMatchObject({ status: 'open', repeats: 3 });
    }),
  );
});

test('every rung is told in its order, or passed because it is empty', () => {
  fc.assert(
    fc.property(aLadder, (ladder) => {
      const { entries } = run(ladder, 1);

      const rungs = entries.filter(({ what }) => what === 'told' || what === 'passed-empty');
      expect(rungs.map(({ what, rung }) => [what, rung])).toEqual(
        ladder.policy.rungs.map(({ rota }, index) => [
          ladder.empty.includes(rota) ? 'passed-empty' : 'told',
          index + 1,
        ]),
      );
    }),
  );
});

test('telling a rung again never puts off the next one', () => {
  fc.assert(
    fc.property(aLadder, (ladder) => {
      const rungsOf = (tier: Tier) =>
        run({ ...ladder, tier }, 1).entries.flatMap(({ what, rung, at }) => (what === 'told' ? [[rung, at]] : []));

      expect(rungsOf('now')).toEqual(rungsOf('today'));
    }),
  );
});

test('once every rung was told, everybody on duty is told each time', () => {
  fc.assert(
    fc.property(aLadder, (ladder) => {
      const { entries, facts } = run(ladder, 2);
      const { rungs, exhausted } = ladder.policy;
      const rotas = [...new Set([...rungs, exhausted].map(({ rota }) => rota))];
      const present = rotas.filter((rota) => !ladder.empty.includes(rota)).sort();
      const since = facts.exhaustedAt ?? 0;
      for (const at of new Set(entries.map((entry) => entry.at).filter((each) => each >= since))) {
        const told = entries
          .filter((entry) => entry.at === at)
          .flatMap((entry) => ('staff' in entry ? entry.staff : []));
        const stands = ladder.empty.includes(exhausted.rota) ? ['lead'] : [];
        expect([...told].sort()).toEqual([...present, ...stands].sort());
      }
    }),
  );
});

test('waking it too early or twice changes nothing', () => {
  fc.assert(
    fc.property(aLadder, fc.integer({ min: 0, max: MINUTE - 1 }), ({ policy, tier, empty }, early) => {
      const fresh = newLadder(policy, tier, START);
      const first = climb(fresh, settings, without(empty), START);
      const again = climb({ ...fresh, ...first }, settings, without(empty), START + early);

      expect(again).toEqual({ ...first, entries: [] });
    }),
  );
});
