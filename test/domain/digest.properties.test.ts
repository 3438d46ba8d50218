import fc from 'fast-check';
import { advance } from '../../src/domain/advance';
import { digest } from '../../src/domain/digest';
import type { DomainEvent, Observation } from '../../src/domain/event';
import { explain } from '../../src/domain/explain';
import { isQuiet } from '../../src/domain/is-quiet';
import { journalText } from '../../src/domain/journal-text';
import { nextWakeAt } from '../../src/domain/next-wake';
import { plan, PLAN_AHEAD } from '../../src/domain/plan';
import { rebuild } from '../../src/domain/rebuild';
import type { EnrolmentState } from '../../src/domain/state';
import { DAY, type Instant } from '../../src/domain/time';
import type { Step } from '../../src/domain/work';
import { course, whims } from '../support/arbitrary-facts';
import { enrolled, numbered, type Fact } from '../support/facts';
import { shippedRules, twoTrackRules } from '../support/rules';

const rules = shippedRules();
const text = (value: unknown): string => JSON.stringify(value);
const lags = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
const seeds = fc.integer({ min: 0, max: 1000 });

const everyWhim = [0, 1, 2, 3, 4].map(whims);
const observedBy = (seed: number): Observation[] => everyWhim[seed % everyWhim.length] ?? [];

function lastAt(facts: readonly Fact[]): Instant {
  return facts.at(-1)?.at ?? 0;
}

type Journal = Pick<Step, 'entries' | 'effects'>;

/** Digests as an engine with lags would: at some instants between, each time what is new. Gives the rows it would store. */
function stepByStep(
  facts: readonly Fact[],
  stops: readonly Instant[],
  until: Instant,
  seed: number,
): Journal & { state: EnrolmentState; rows: DomainEvent[] } {
  const rows: DomainEvent[] = [];
  const all: Journal = { entries: [], effects: [] };
  let state: EnrolmentState | null = null;
  let waiting: DomainEvent[] = [];
  const wakes = [...stops.filter((stop) => stop > enrolled.at && stop < until), until];
  const moments = [...facts.map((fact) => ({ when: fact.at, fact })), ...wakes.map((when) => ({ when, fact: null }))];
  for (const { when, fact } of moments.sort((a, b) => a.when - b.when || (a.fact ? -1 : 1))) {
    if (fact) {
      const [event] = numbered([{ ...fact, observed: observedBy(seed) } as Fact], rows.length + 1);
      if (event) (rows.push(event), waiting.push(event));
      continue;
    }
    const step = digest(rules, state, waiting, { now: when, observed: observedBy(seed) });
    state = step.state;
    waiting = [];
    all.entries.push(...step.entries);
    all.effects.push(...step.effects);
    if (step.usedObservations.length === 0) continue;
    const [stored] = numbered(
      [{ type: 'time.passed', at: when, data: {}, observed: step.usedObservations }],
      rows.length + 1,
    );
    if (stored) rows.push(stored);
  }
  if (!state) throw new Error('nothing happened');
  return { ...all, state, rows };
}

function stopsOf(facts: readonly Fact[], shares: readonly number[]): Instant[] {
  const span = lastAt(facts) + 60 * DAY - enrolled.at;
  return shares.map((share) => enrolled.at + Math.floor(share * span));
}

describe('digest', () => {
  it('in one go decides what it decides step by step', () => {
    fc.assert(
      fc.property(course, lags, seeds, (facts, shares, seed) => {
        const until = lastAt(facts) + 60 * DAY;
        const events = numbered(facts.map((fact) => ({ ...fact, observed: observedBy(seed) }) as Fact));
        const once = digest(rules, null, events, { now: until, observed: observedBy(seed) });
        // A wake at the very instant of a fact is a race that storage excludes: facts are recorded after the last digest.
        const stops = stopsOf(facts, shares).filter((stop) => !facts.some((fact) => fact.at === stop));
        const stepped = stepByStep(facts, stops, until, seed);

        expect(text(stepped.entries)).toBe(text(once.entries));
        expect(text(stepped.effects)).toBe(text(once.effects));
        expect({ ...stepped.state, lastSeq: 0 }).toEqual({ ...once.state, lastSeq: 0 });
      }),
      { numRuns: 150 },
    );
  });

  it('rebuilds the snapshot from the stored rows alone', () => {
    fc.assert(
      fc.property(course, lags, seeds, (facts, shares, seed) => {
        const until = lastAt(facts) + 60 * DAY;
        const stepped = stepByStep(facts, stopsOf(facts, shares), until, seed);

        expect(text(rebuild(rules, stepped.rows, { now: until, observed: [] }))).toBe(text(stepped.state));
      }),
      { numRuns: 150 },
    );
  });

  it('takes no event twice', () => {
    fc.assert(
      fc.property(course, seeds, (facts, seed) => {
        const events = numbered(facts);
        const until = { now: lastAt(facts) + 30 * DAY, observed: observedBy(seed) };
        const once = digest(rules, null, events, until);
        const twice = digest(
          rules,
          null,
          events.flatMap((event) => [event, event]),
          until,
        );
        const again = digest(rules, once.state, events, until);

        expect(text(twice)).toBe(text(once));
        expect(again).toEqual({ state: once.state, entries: [], effects: [], usedObservations: [] });
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same whatever order the state’s keys were stored in', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, reversed(inner)]),
            )
          : value;
    fc.assert(
      fc.property(course, (facts) => {
        const { state } = digest(rules, null, numbered(facts), { now: lastAt(facts), observed: [] });
        const until = { now: lastAt(facts) + 40 * DAY, observed: [] };

        expect(text(digest(rules, reversed(state) as EnrolmentState, [], until))).toBe(
          text(digest(rules, state, [], until)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('advance', () => {
  it('takes any event in any state, and says something of each', () => {
    fc.assert(
      fc.property(course, course, (facts, others) => {
        const { state } = digest(rules, null, numbered(facts), { now: lastAt(facts), observed: [] });
        const events = numbered(
          others.map((fact) => ({ ...fact, at: fact.at + 100 * DAY }) as Fact),
          state.lastSeq + 1,
        );
        const before = text(state);
        let now = state;
        for (const event of events) {
          const step = advance(rules, now, event);
          const entries = step.entries.map(journalText);

          expect(step.entries.length).toBeGreaterThan(0);
          expect(entries.join(' ')).not.toMatch(/undefined|\[object/);
          expect(text(JSON.parse(text(step.state)))).toBe(text(step.state));
          expect(explain(rules, step.state, step.state.now).summary).toMatch(/\.$/);
          now = step.state;
        }

        expect(text(state)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  it('takes independent events of one instant in any order', () => {
    const two = twoTrackRules();
    const at = enrolled.at + 8 * DAY;
    const start = (track: string): Fact => ({
      type: 'medication.started',
      at,
      data: { class: `class-${track}`, agent: 'a', doseLevel: 'target', startedOn: '2026-11-25' },
    });
    const independent: Fact[] = [
      start('first'),
      start('second'),
      { type: 'escalation.raised', at, data: { escalation: 'one' } },
      { type: 'consent.changed', at, data: { email: false } },
      {
        type: 'check-in.answered',
        at,
        data: { checkIn: 'first/trial/weekly@2026-11-28', scores: [{ score: 'nrs', value: 3, raw: 3 }], late: false },
      },
      { type: 'contact.bounced', at, data: {} },
    ];
    const until = { now: at + 120 * DAY, observed: [] };
    const inOrder = digest(two, null, numbered([enrolled, ...independent]), until);
    fc.assert(
      fc.property(fc.shuffledSubarray(independent, { minLength: independent.length }), (shuffled) => {
        const other = digest(two, null, numbered([enrolled, ...shuffled]), until);

        expect(text(other.state)).toBe(text(inOrder.state));
      }),
      { numRuns: 60 },
    );
    expect(inOrder.state.tracks.map((track) => track.own)).toEqual([
      expect.objectContaining({ trial: expect.objectContaining({ class: 'class-first' }) }),
      expect.objectContaining({ trial: expect.objectContaining({ class: 'class-second' }) }),
    ]);
  });
});

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
      { numRuns: 200 },
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
      { numRuns: 150 },
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
      { numRuns: 200 },
    );
  });

  it('has no two rows with one key, no message twice at one instant, none outside its window', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const { state } = digest(rules, null, numbered(facts), { now: lastAt(facts), observed: [] });
        const rows = plan(rules, state, state.now + PLAN_AHEAD);

        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
        for (const row of rows) {
          expect(new Set(row.messages.map((message) => message.dueAt)).size).toBe(row.messages.length);
          for (const message of row.messages) {
            expect(message.dueAt).toBeGreaterThanOrEqual(Math.max(row.opensAt, state.quietUntil));
            expect(message.dueAt).toBeLessThan(row.closesAt);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is empty for ever after withdrawal or death, whatever else happens', () => {
    const endings: Fact['type'][] = ['enrolment.withdrawn', 'patient.died'];
    fc.assert(
      fc.property(course, fc.constantFrom(...endings), fc.nat({ max: 25 }), (facts, type, place) => {
        const index = Math.min(Math.max(1, place), facts.length);
        const when = (facts[index - 1]?.at ?? 0) + 1;
        const end = { type, at: when, data: type === 'enrolment.withdrawn' ? { reason: 'x' } : {} } as Fact;
        const later = facts.slice(index).map((fact) => ({ ...fact, at: fact.at + 2 }) as Fact);
        const { state } = digest(rules, null, numbered([...facts.slice(0, index), end, ...later]), {
          now: lastAt(facts) + 90 * DAY,
          observed: [],
        });

        expect(state.ended).not.toBeNull();
        expect(plan(rules, state, state.now + 400 * DAY)).toEqual([]);
        expect(nextWakeAt(rules, state, 0)).toBeNull();
      }),
      { numRuns: 150 },
    );
  });
});
