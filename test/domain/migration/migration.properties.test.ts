import fc from 'fast-check';
import { digest } from '../../../src/domain/step/digest';
import { digestStored, rebuild } from '../../../src/domain/step/rebuild';
import type { DomainEvent } from '../../../src/domain/words/event';
import { explain } from '../../../src/domain/telling/explain';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { nextWakeAt } from '../../../src/domain/step/next-wake';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import { refusal } from '../../../src/domain/facts/table';
import type { Rules } from '../../../src/domain/step/rules';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { kindOf, seatsOf } from '../../../src/domain/stages/registry';
import type { Completed } from '../../../src/domain/words/history';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { course, lastAt, observedBy, seeds } from '../../support/care/arbitrary-facts';
import { enrolled, type Fact, numbered } from '../../support/care/facts';
import { twoVersions } from '../../support/care/versions';

const rules = twoVersions();

const moves = fc.record({
  /** Where in the course of care it happens. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  stageMap: fc.constantFrom(undefined, { care: 'neuropathic-trial' }, { care: 'surgical-review' }),
  classMap: fc.constantFrom({ care: 'pregabalin' }, { care: 'gabapentin' }),
});

/** The course with one migration in it, an hour after the fact before. */
function withMigration(
  facts: readonly Fact[],
  { share, ...maps }: { share: number; stageMap?: Record<string, string>; classMap?: Record<string, string> },
): Fact[] {
  const place = 1 + Math.floor(share * (facts.length - 1));
  const before = facts.slice(0, place);
  const at = (before.at(-1)?.at ?? enrolled.at) + HOUR;
  const migration: Fact = {
    type: 'pathway.migrated',
    at,
    data: { fromVersion: 1, toVersion: 2, ...maps, reason: 'x', preview: '' },
  };
  const after = facts.slice(place).map((fact) => ({ ...fact, at: fact.at + 2 * HOUR }));
  return [...before, migration, ...after];
}

type Stepped = { state: EnrolmentState; rules: Rules; rows: DomainEvent[]; texts: string[] };

/** One step per fact, and the rows that storage would keep. */
function stepped(facts: readonly Fact[], until: number, seed: number): Stepped {
  const observed = observedBy(seed);
  const rows: DomainEvent[] = [];
  const texts: string[] = [];
  let state: EnrolmentState | null = null;
  let now: Rules = rules;
  for (const fact of [...facts, null]) {
    const when = fact?.at ?? until;
    const events: DomainEvent[] = fact ? numbered([{ ...fact, observed }], rows.length + 1) : [];
    rows.push(...events);
    const step = digest(now, state, events, { now: when, observed });
    ({ state, rules: now } = step);
    texts.push(...step.entries.map(journalIn('Europe/London')));
    if (step.usedObservations.length > 0)
      rows.push(
        ...numbered([{ type: 'time.passed', at: when, data: {}, observed: step.usedObservations }], rows.length + 1),
      );
  }
  if (!state) throw new Error('nothing happened');
  return { state, rules: now, rows, texts };
}

describe('a migration anywhere in a course of care', () => {
  it('is rebuilt from the stored facts alone, each judged by the version of its day', () => {
    fc.assert(
      fc.property(course, moves, seeds, (facts, move, seed) => {
        const all = withMigration(facts, move);
        const until = lastAt(all) + 60 * DAY;
        const { state, rows } = stepped(all, until, seed);

        // Whichever version is in force today: the facts say on which one it began.
        for (const version of rules.versions ?? []) {
          const today = { ...rules, pathway: version };
          expect(JSON.stringify(rebuild(today, rows, { now: until, observed: [] }))).toBe(JSON.stringify(state));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is rebuilt without a fact that turns out to be wrong, before or after it', () => {
    fc.assert(
      fc.property(course, moves, seeds, fc.nat(), (facts, move, seed, which) => {
        const all = withMigration(facts, move);
        const when = lastAt(all) + 10 * DAY;
        const { state, rules: now, rows } = stepped(all, when, seed);
        const wrong = rows.filter(
          ({ type }) => !['enrolment.started', 'pathway.migrated', 'time.passed'].includes(type),
        );
        const fact = wrong[which % Math.max(1, wrong.length)];
        if (!fact) return;
        const found = { ended: false, tasks: [], gates: [], checkIns: [], writing: false };
        const data = { event: fact.id, of: fact.type, reason: 'x', found, returned: [], sent: [] };
        const [correction] = numbered(
          [{ type: 'event.retracted', at: when + HOUR, data, observed: observedBy(seed) }],
          rows.length + 1,
        );
        if (!correction) return;
        const until = { now: when + HOUR, observed: [] };
        const step = digestStored(now, { state, history: rows }, [correction], until);

        for (const version of rules.versions ?? []) {
          const today = { ...rules, pathway: version };
          expect(JSON.stringify(rebuild(today, [...rows, correction], until))).toBe(JSON.stringify(step.state));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a state the new version can go on with, strands no track, and says everything in words', () => {
    fc.assert(
      fc.property(course, moves, seeds, (facts, move, seed) => {
        const all = withMigration(facts, move);
        const until = lastAt(all) + 60 * DAY;
        const { state, rules: now, texts } = stepped(all, until, seed);

        expect(texts.filter((text) => text.includes('undefined'))).toEqual([]);
        expect(explain(now, state, state.now).tracks).toHaveLength(state.tracks.length);
        if (state.ended) return;
        expect(nextWakeAt(now, state, 0)).toBeGreaterThan(state.now - 1);
        const care = seatsOf(now, state).find(({ track }) => track.track === 'care');
        const waitsForSomebody = care?.track.gate != null || state.tasks.length > 0;
        expect(waitsForSomebody || (care && kindOf(care.stage.kind).due(care) !== null)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('asks nothing of a day that is past, and keeps scores, history and holds', () => {
    fc.assert(
      fc.property(course, moves, seeds, (facts, move, seed) => {
        const all = withMigration(facts, move);
        const at = all.findIndex(({ type }) => type === 'pathway.migrated');
        const when = all[at]?.at ?? 0;
        const before = stepped(all.slice(0, at), when - 1, seed);
        const [event] = numbered(all.slice(at, at + 1), before.rows.length + 1);
        if (!event || before.state.ended || refusal(before.rules, before.state, event)) return;
        const step = digest(before.rules, before.state, [event], { now: when, observed: [] });

        expect(step.rules.pathway.version).toBe(2);
        expect(step.state.scores).toEqual(before.state.scores);
        expect(step.state.holds).toEqual(before.state.holds);
        // What the new version finds due already is decided at this very instant; what came before it stays as it was. Of
        // one treatment only the newest judgement is kept.
        const renewed = step.state.history.completed.filter((each) => each.at >= when);
        const isRenewed = ({ stage, done }: Completed): boolean =>
          done !== undefined && renewed.some((each) => each.stage === stage && each.done?.since === done.since);
        const kept = ({ history: { sessions, recorded, completed, imaging, ...facts } }: EnrolmentState) => ({
          ...facts,
          completed: completed.filter((each) => each.at < when && !isRenewed(each)),
          imaging: imaging.map(({ modality, orderedAt, reportedAt }) => ({ modality, orderedAt, reportedAt })),
          sessions: sessions.map(({ id, outcome }) => ({ id, outcome })),
          recorded: recorded.filter((type) => type !== 'pathway.migrated'),
        });
        expect(kept(step.state)).toEqual(kept(before.state));
        const known = new Set(before.state.checkIns.map(({ key }) => key));
        const fresh = plan(step.rules, step.state, when + PLAN_AHEAD).filter(({ key }) => !known.has(key));
        expect(fresh.filter(({ opensAt }) => opensAt < when)).toEqual([]);
        expect(step.state.checkIns.filter(({ key, opensAt }) => !known.has(key) && opensAt < when)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
