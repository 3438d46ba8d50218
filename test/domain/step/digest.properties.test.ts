import fc from 'fast-check';
import { advance } from '../../../src/domain/step/advance';
import { digest } from '../../../src/domain/step/digest';
import type { DomainEvent } from '../../../src/domain/words/event';
import { explain } from '../../../src/domain/telling/explain';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { rebuild } from '../../../src/domain/step/rebuild';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY, type Instant } from '../../../src/domain/words/time';
import type { Step } from '../../../src/domain/step/work';
import { course, lastAt, observedBy, seeds } from '../../support/care/arbitrary-facts';
import { at, enrolled, firstOn, numbered, type Fact } from '../../support/care/facts';
import { shippedRules, twoTrackRules } from '../../support/care/rules';

const rules = shippedRules();
const text = (value: unknown): string => JSON.stringify(value);
/** Time that was stored takes a number, too: what a fact wakes somebody for names its own. */
const unnumbered = (value: unknown): string => text(value).replaceAll(/fact\/\d+\//g, 'fact/');
const lags = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

/** A question that opened before the engine slept, and was decided while it slept: what it cites was in the stored state. */
const decidedLater: Fact[] = [
  enrolled,
  { type: 'diagnosis.recorded', at: at('2026-11-22'), data: { mechanism: 'mixed' } },
  {
    type: 'check-in.answered',
    at: at('2026-11-23'),
    data: { checkIn: `care/diagnosis/weekly@${firstOn}`, scores: [{ score: 'peg', value: 8, raw: 24 }], late: false },
  },
  {
    type: 'medication.started',
    at: at('2026-11-24'),
    data: { class: 'snri', agent: 'agent', doseLevel: 'starting', startedOn: '2026-11-24' },
  },
  {
    type: 'decision.made',
    at: at('2027-01-23'),
    data: { gate: 'surgical-review', choice: 'approve', reason: 'x' },
  },
];

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
      const [event] = numbered([{ ...fact, observed: observedBy(seed) }], rows.length + 1);
      if (!event) continue;
      rows.push(event);
      waiting.push(event);
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
        const events = numbered(facts.map((fact) => ({ ...fact, observed: observedBy(seed) })));
        const once = digest(rules, null, events, { now: until, observed: observedBy(seed) });
        // A wake at the very instant of a fact is a race that storage excludes: facts are recorded after the last digest.
        const stops = stopsOf(facts, shares).filter((stop) => !facts.some((fact) => fact.at === stop));
        const stepped = stepByStep(facts, stops, until, seed);

        expect(unnumbered(stepped.entries)).toBe(unnumbered(once.entries));
        expect(unnumbered(stepped.effects)).toBe(unnumbered(once.effects));
        expect({ ...stepped.state, lastSeq: 0 }).toEqual({ ...once.state, lastSeq: 0 });
      }),
      { numRuns: 60, examples: [[decidedLater, [0.475], 0]] },
    );
  });

  it('rebuilds the snapshot from the stored rows alone', () => {
    fc.assert(
      fc.property(course, lags, seeds, (facts, shares, seed) => {
        const until = lastAt(facts) + 60 * DAY;
        const stepped = stepByStep(facts, stopsOf(facts, shares), until, seed);

        expect(text(rebuild(rules, stepped.rows, { now: until, observed: [] }))).toBe(text(stepped.state));
      }),
      { numRuns: 60 },
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
        expect(again).toEqual({ ...once, entries: [], effects: [], usedObservations: [] });
      }),
      { numRuns: 40 },
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
          others.map((fact) => ({ ...fact, at: fact.at + 100 * DAY })),
          state.lastSeq + 1,
        );
        const before = text(state);
        let now = state;
        for (const event of events) {
          const step = advance(rules, now, event);
          const entries = step.entries.map(journalIn('Europe/London'));

          expect(step.entries.length).toBeGreaterThan(0);
          expect(entries.join(' ')).not.toMatch(/undefined|\[object/);
          expect(text(JSON.parse(text(step.state)))).toBe(text(step.state));
          expect(explain(rules, step.state, step.state.now).summary).toMatch(/\.$/);
          now = step.state;
        }

        expect(text(state)).toBe(before);
      }),
      { numRuns: 40 },
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
    expect(inOrder.state.tracks.map((track) => track.own)).toMatchObject([
      { trial: { class: 'class-first' } },
      { trial: { class: 'class-second' } },
    ]);
  });
});
