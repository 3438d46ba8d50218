import fc from 'fast-check';
import { digest } from '../../../src/domain/step/digest';
import { isQuiet, nextWakeAt } from '../../../src/domain/step/next-wake';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY } from '../../../src/domain/words/time';
import { course, lastAt, observedBy, seeds } from '../../support/care/arbitrary-facts';
import { type Fact, numbered } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const text = (value: unknown): string => JSON.stringify(value);

describe('the next wake', () => {
  it('lies after now, and nothing has a consequence before it', () => {
    fc.assert(
      fc.property(course, seeds, fc.integer({ min: 0, max: 40 * DAY }), (facts, seed, wait) => {
        const now = lastAt(facts) + wait;
        const { state } = digest(rules, null, numbered(facts), { now, observed: observedBy(seed) });
        const wakeAt = nextWakeAt(rules, state, seed);
        if (wakeAt === null) {
          expect(state.ended).not.toBeNull();
          return;
        }
        const until = digest(rules, state, [], { now: wakeAt - 1, observed: observedBy(seed) });

        expect(wakeAt).toBeGreaterThan(now);
        expect(wakeAt).toBeLessThanOrEqual(now + PLAN_AHEAD - 7 * DAY);
        expect(until.effects).toEqual([]);
        expect(until.entries.filter((entry) => entry.what !== 'check-in.opened')).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('is spread for routine, never beyond the minutes of the clinic', () => {
    const spreading = { ...rules, clinic: { ...rules.clinic, wakeSpreadMinutes: 10 } };
    fc.assert(
      fc.property(course, fc.nat(), (facts, seed) => {
        const { state } = digest(rules, null, numbered(facts), { now: lastAt(facts), observed: [] });
        const plain = nextWakeAt(rules, state, 0);
        const spread = nextWakeAt(spreading, state, seed);
        fc.pre(plain !== null && spread !== null);

        expect(spread).toBeLessThanOrEqual(Math.min(plain + 600_000, state.now + PLAN_AHEAD - 7 * DAY));
      }),
      { numRuns: 50 },
    );
  });

  it('need not come earlier after what is quiet', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const events = numbered(facts);
        const last = events.at(-1);
        fc.pre(events.length > 1 && last !== undefined);
        const before = digest(rules, null, events.slice(0, -1), { now: last.recordedAt - 1, observed: [] }).state;
        const wakeAt = nextWakeAt(rules, before, 0);
        const step = digest(rules, before, [last], { now: last.recordedAt, observed: [] });
        fc.pre(isQuiet(rules, { state: before, wakeAt }, step, 0));
        const untouched = (state: EnrolmentState): string =>
          text(
            plan(rules, state, step.state.now + PLAN_AHEAD).filter(
              (row) => !step.state.checkIns.some((open) => open.answered && open.key === row.key),
            ),
          );

        expect(step.effects).toEqual([]);
        expect(nextWakeAt(rules, step.state, 0) ?? Infinity).toBeGreaterThanOrEqual(wakeAt ?? -Infinity);
        expect(untouched(step.state)).toBe(untouched(before));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the plan', () => {
  it('is what the walk through time then opens', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const now = lastAt(facts);
        const { state } = digest(rules, null, numbered(facts), { now, observed: [] });
        const horizon = now + PLAN_AHEAD;
        const planned = plan(rules, state, horizon);
        const known = new Set(state.checkIns.map((open) => open.key));
        const opened = digest(rules, state, [], { now: horizon, observed: [] }).entries.filter(
          (entry) => entry.what === 'check-in.opened',
        );

        expect(opened.map((entry) => [entry.key, entry.at])).toEqual(
          planned.filter((row) => !known.has(row.key)).map((row) => [row.key, row.opensAt]),
        );
      }),
      { numRuns: 80 },
    );
  });

  it('has no two rows with one key, no two reminders at one instant, no message outside its window', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const { state } = digest(rules, null, numbered(facts), { now: lastAt(facts), observed: [] });
        const rows = plan(rules, state, state.now + PLAN_AHEAD);

        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
        for (const row of rows) {
          const reminders = row.messages.filter(({ role }) => role !== 'invite').map(({ dueAt }) => dueAt);
          expect(new Set(reminders).size).toBe(reminders.length);
          for (const message of row.messages) {
            expect(message.dueAt).toBeGreaterThanOrEqual(Math.max(row.opensAt, state.quietUntil));
            expect(message.dueAt).toBeLessThan(row.closesAt);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is empty for ever after withdrawal or death, whatever else happens', () => {
    const endings: Fact['type'][] = ['enrolment.withdrawn', 'patient.died'];
    fc.assert(
      fc.property(course, fc.constantFrom(...endings), fc.nat({ max: 25 }), (facts, type, place) => {
        const index = Math.min(Math.max(1, place), facts.length);
        const when = (facts[index - 1]?.at ?? 0) + 1;
        const end = { type, at: when, data: type === 'enrolment.withdrawn' ? { reason: 'x' } : {} } as Fact;
        const later = facts.slice(index).map((fact) => ({ ...fact, at: fact.at + 2 }));
        const { state } = digest(rules, null, numbered([...facts.slice(0, index), end, ...later]), {
          now: lastAt(facts) + 90 * DAY,
          observed: [],
        });

        expect(state.ended).not.toBeNull();
        expect(plan(rules, state, state.now + 400 * DAY)).toEqual([]);
        expect(nextWakeAt(rules, state, 0)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
