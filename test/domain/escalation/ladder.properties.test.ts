import fc from 'fast-check';
import type { EscalationPolicy } from '../../../src/domain/clinic';
import { climb, type LadderEntry, type LadderFacts, type People } from '../../../src/domain/escalation/ladder';
import { MINUTE } from '../../../src/domain/time';
import { ladderSettings as settings } from '../../support/ladder-settings';

const START = Date.UTC(2026, 10, 23, 2);

const aPolicy: fc.Arbitrary<EscalationPolicy> = fc.record({
  coverage: fc.constantFrom('on-call', 'next-staffed'),
  rungs: fc.array(
    fc.record({ rota: fc.constantFrom('a', 'b', 'c', 'd'), waitMinutes: fc.integer({ min: 0, max: 600 }) }),
    { maxLength: 5 },
  ),
  exhausted: fc.record({ rota: fc.constantFrom('a', 'b', 'm'), repeatMinutes: fc.integer({ min: 0, max: 600 }) }),
  acknowledgementMinutes: fc.integer({ min: 0, max: 600 }),
});
const someEmptyRotas = fc.subarray(['a', 'b', 'c', 'd', 'm']);

const raised = (policy: EscalationPolicy): LadderFacts => ({
  status: 'open',
  policy,
  round: 1,
  rung: 0,
  repeats: 0,
  nextDueAt: START,
  acknowledgedUntil: null,
});
const without = (empty: string[]): People => ({
  onDuty: (rota) => (empty.includes(rota) ? [] : [rota]),
  fallback: ['lead'],
});

/** Wakes at each deadline the ladder itself asked for. */
function run(policy: EscalationPolicy, people: People, steps: number): { entries: LadderEntry[]; facts: LadderFacts } {
  let facts = raised(policy);
  const entries: LadderEntry[] = [];
  for (let step = 0; step < steps; step += 1) {
    const at = facts.nextDueAt ?? START;
    const next = climb(facts, settings, people, at);
    entries.push(...next.entries);
    expect(next.ended).toBe(false);
    // A deadline ahead, always: nothing ends by itself and nothing turns in a circle.
    expect(next.nextDueAt).toBeGreaterThanOrEqual(at + MINUTE);
    facts = { ...facts, ...next };
  }
  return { entries, facts };
}

test('a ladder nobody answers never ends and never stands still', () => {
  fc.assert(
    fc.property(aPolicy, someEmptyRotas, (policy, empty) => {
      const { entries, facts } = run(policy, without(empty), 12);

      expect(facts.status).toBe('open');
      expect(entries.filter(({ what }) => what === 'repeated').length).toBeGreaterThanOrEqual(6);
    }),
  );
});

test('every rung is told in its order, or passed because it is empty', () => {
  fc.assert(
    fc.property(aPolicy, someEmptyRotas, (policy, empty) => {
      const { entries } = run(policy, without(empty), 7);

      const rungs = entries.filter(({ what }) => what === 'told' || what === 'passed-empty');
      expect(rungs.map(({ what, rung }) => [what, rung])).toEqual(
        policy.rungs.map(({ rota }, index) => [empty.includes(rota) ? 'passed-empty' : 'told', index + 1]),
      );
    }),
  );
});

test('the last rung is told to somebody whatever the rotas hold', () => {
  fc.assert(
    fc.property(aPolicy, someEmptyRotas, (policy, empty) => {
      const last = run(policy, without(empty), 10).entries.filter(
        ({ what }) => what === 'exhausted' || what === 'repeated',
      );

      expect(last.every((entry) => 'staff' in entry && entry.staff.length > 0)).toBe(true);
    }),
  );
});

test('waking it too early or twice changes nothing', () => {
  fc.assert(
    fc.property(aPolicy, someEmptyRotas, fc.integer({ min: 0, max: MINUTE - 1 }), (policy, empty, early) => {
      const first = climb(raised(policy), settings, without(empty), START);
      const again = climb({ ...raised(policy), ...first }, settings, without(empty), START + early);

      expect(again).toEqual({ ...first, entries: [] });
    }),
  );
});
