import fc from 'fast-check';
import { digestStored, rebuild } from '../../../src/domain/step/rebuild';
import { correctionEventTypes, type DomainEvent, type EventOf } from '../../../src/domain/words/event';
import { openItemsOf } from '../../../src/domain/corrections/open-items';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { statusOf } from '../../../src/domain/telling/summary';
import { DAY, HOUR } from '../../../src/domain/words/time';
import type { Step } from '../../../src/domain/step/work';
import { course, observedBy, seeds } from '../../support/care/arbitrary-facts';
import { enrolled, type Fact, numbered } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const text = (value: unknown): string => JSON.stringify(value);

/** At a share of the way a share of the facts before is said to be wrong. */
const wrongs = fc.array(
  fc.record({
    when: fc.double({ min: 0, max: 1, noNaN: true }),
    which: fc.double({ min: 0, max: 1, noNaN: true }),
    moved: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

type Played = { state: EnrolmentState; rows: DomainEvent[]; steps: Step[] };

/** The house with corrections: each fact is digested at once, or with the next ones, and rows are kept as it keeps them. */
function play(facts: readonly Fact[], wrong: { when: number; which: number; moved: boolean }[], seed: number): Played {
  const last = facts.at(-1)?.at ?? 0;
  const span = last + 10 * DAY - enrolled.at;
  const moments = [
    ...facts.map((fact) => ({ at: fact.at, fact, wrong: null })),
    // Half an instant off, so that no two are recorded at once.
    ...wrong.map((each, index) => ({
      at: enrolled.at + 1 + Math.floor(each.when * span) + index / 10,
      fact: null,
      wrong: each,
    })),
  ].sort((a, b) => a.at - b.at);
  const observed = observedBy(seed);
  const played: { state: EnrolmentState | null } & Omit<Played, 'state'> = { state: null, rows: [], steps: [] };
  let waiting: DomainEvent[] = [];
  const digestAll = (now: number): void => {
    const history = played.rows.slice(0, played.rows.length - waiting.length);
    const step = digestStored(rules, { state: played.state, history }, waiting, { now, observed });
    played.state = step.state;
    played.steps.push(step);
    waiting = [];
    if (step.usedObservations.length === 0) return;
    played.rows.push(
      ...numbered(
        [{ type: 'time.passed', at: now, data: {}, observed: step.usedObservations }],
        played.rows.length + 1,
      ),
    );
  };
  for (const moment of moments) {
    const lastAt = played.rows.at(-1)?.recordedAt ?? 0;
    const at = Math.max(Math.floor(moment.at), lastAt + 1, (played.state?.now ?? 0) + 1);
    let fact: Fact | null = moment.fact && { ...moment.fact, at, observed };
    if (moment.wrong) {
      const { which, moved } = moment.wrong;
      const target = played.rows.filter(({ type }) => type !== 'enrolment.started' && !isCorrection(type));
      const chosen = target[Math.floor(which * target.length)] ?? target[0];
      if (!chosen || !played.state) continue;
      digestAll(at - 1);
      const { state } = played;
      const data = {
        event: chosen.id,
        of: chosen.type,
        reason: 'x',
        found: openItemsOf(state),
        returned: [],
        sent: [],
      };
      fact = moved
        ? {
            type: 'response.moved',
            at,
            observed,
            data: { ...data, checkIn: 'care/diagnosis/weekly@2026-11-21', proposedBy: 'x' },
          }
        : { type: 'event.retracted', at, observed, data };
    }
    if (!fact) continue;
    const [row] = numbered([fact], played.rows.length + 1);
    if (!row) continue;
    played.rows.push(row);
    waiting.push(row);
    if (moment.wrong || row.seq % 2 === 0) digestAll(at);
  }
  digestAll(last + 40 * DAY);
  if (!played.state) throw new Error('nothing happened');
  return { ...played, state: played.state };
}

const types: readonly string[] = correctionEventTypes;
const isCorrection = (type: string): boolean => types.includes(type);

describe('a correction', () => {
  it('leaves the snapshot equal to a later rebuild from all facts', () => {
    fc.assert(
      fc.property(course, wrongs, seeds, (facts, wrong, seed) => {
        const { state, rows } = play(facts, wrong, seed);

        expect(text(rebuild(rules, rows, { now: state.now, observed: [] }))).toBe(text(state));
      }),
      { numRuns: 120 },
    );
  });

  it('says something of everything, and opens or closes each thing that changed', () => {
    fc.assert(
      fc.property(course, wrongs, seeds, (facts, wrong, seed) => {
        const { state, steps } = play(facts, wrong, seed);
        const open = { tasks: new Set<string>(), gates: new Set<string>() };
        for (const { entries, effects } of steps) {
          expect(entries.map(journalIn('Europe/London')).join(' ')).not.toMatch(/undefined|\[object/);
          for (const effect of effects) {
            if (effect.type === 'open-task') open.tasks.add(effect.key);
            if (effect.type === 'close-task') open.tasks.delete(effect.key);
            if (effect.type === 'open-gate') open.gates.add(effect.key);
            if (effect.type === 'close-gate') open.gates.delete(effect.key);
          }
        }

        const known = openItemsOf(state);
        // A task that a person completed is closed in its row by that person.
        expect(known.tasks.filter((key) => !open.tasks.has(key))).toEqual([]);
        expect([...open.gates].sort()).toEqual([...known.gates].sort());
      }),
      { numRuns: 120 },
    );
  });

  it('sends nothing for the past', () => {
    fc.assert(
      fc.property(course, seeds, fc.double({ min: 0, max: 1, noNaN: true }), (facts, seed, which) => {
        const { state, rows } = play(facts, [], seed);
        const candidates = rows.filter(({ type }) => type !== 'enrolment.started');
        const target = candidates[Math.floor(which * candidates.length)] ?? candidates[0];
        if (!target) return;
        const at = state.now + HOUR;
        const before = digestStored(rules, { state, history: rows }, [], { now: at - 1, observed: observedBy(seed) });
        const planned = new Set(keysOf(before.state, at));
        const data: EventOf<'event.retracted'>['data'] = {
          event: target.id,
          of: target.type,
          reason: 'x',
          found: openItemsOf(before.state),
          returned: [],
          sent: [],
        };
        const correction = numbered(
          [{ type: 'event.retracted', at, data, observed: observedBy(seed) }],
          rows.length + 1,
        );
        const step = digestStored(rules, { state: before.state, history: rows }, correction, { now: at, observed: [] });

        expect(keysOf(step.state, at).filter((key) => !planned.has(key))).toEqual([]);
        if (before.state.ended && !step.state.ended) {
          expect(statusOf(step.state)).toBe('held');
          expect(step.state.tasks.map(({ task }) => task)).toContain('check-before-resuming');
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Messages whose own time lies before an instant and that would be sent now. */
function keysOf(state: EnrolmentState, at: number): string[] {
  return plan(rules, state, state.now + PLAN_AHEAD).flatMap(({ opensAt, messages }) =>
    messages.filter(({ role }) => role === 'invite' && opensAt < at).map(({ key }) => key),
  );
}
