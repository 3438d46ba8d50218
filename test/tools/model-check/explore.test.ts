import { join } from 'node:path';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import type { Rules } from '../../../src/domain/step/rules';
import { alone, explore } from '../../../tools/model-check/explore';
import { faultsOfStep } from '../../../tools/model-check/faults';
import { wander } from '../../../tools/model-check/wander';
import { record } from '../../../tools/model-check/walking';
import type { Pathway, Track } from '../../../src/domain/pathway/types';
import type { Destination } from '../../../src/domain/pathway/language';
import type { Stage } from '../../../src/domain/stages/types';
import { at, reachable } from '../../support/care/facts';
import { root, shippedCatalogue } from '../../support/care/shipped';

const catalogue = shippedCatalogue();
const optional = catalogue.pathways
  .flatMap(({ tracks }) => tracks.flatMap(({ stages }) => stages))
  .filter((stage) => stage.optional);
const demo = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
/** What is optional is offered, so that it is walked through too; the long walks go round it as well. */
const clinic = { ...demo, optionalStages: Object.fromEntries(optional.map(({ id }) => [id, true])) };
const without = { ...demo, optionalStages: Object.fromEntries(optional.map(({ id }) => [id, false])) };
const start = {
  type: 'enrolment.started',
  at: at('2026-11-20'),
  data: { reach: reachable, consent: { email: true } },
} as const;

/** Moves on the core; the model check as a whole may take some twenty seconds of one core. */
const TRACK = { moves: 2400, answersAtOnce: 5 };
/** Tracks in every combination of where they stand are too many: some of these states are played to the end. */
const JOINT = { moves: 1000, answersAtOnce: 5, plays: 10 };
const COURSES = 15;
const SEED = 1;

const walks = catalogue.pathways.flatMap((pathway) => {
  const name = `${pathway.id} v${pathway.version}`;
  const tracks = pathway.tracks.map((track) => ({
    name: `${name}, track ${track.id}`,
    rules: alone(rulesOf(pathway), track),
    bounds: TRACK,
  }));
  return pathway.tracks.length === 1
    ? tracks
    : [...tracks, { name: `${name}, all tracks at once`, rules: rulesOf(pathway), bounds: JOINT }];
});

describe('every answer and every silence', () => {
  it.each(walks)('in $name leaves nobody alone', ({ name, rules, bounds }) => {
    const { states, expanded, free, moves, ends, stages, gates, violations } = explore(rules, start, bounds);

    const where = `${stages.length} of ${stagesOf(rules.pathway).length} stages, ${gates.length} of ${gatesOf(rules.pathway).length} questions`;
    process.stdout.write(
      `${name}: ${states} states (${expanded} looked beyond) by ${moves} moves, ${where}, ends reached: ${JSON.stringify(ends)}\n`,
    );
    expect(violations).toEqual([]);
    expect(Object.keys(ends).length).toBeGreaterThan(0);
    if (bounds === JOINT) return;
    expect(free).toBe(states);
    expect(stagesOf(rules.pathway).filter((stage) => !stages.includes(stage))).toEqual([]);
  });

  const offers = [
    ['with all that is optional', clinic],
    ['without', without],
  ] as const;
  const courses = catalogue.pathways.flatMap((pathway) =>
    offers.map(([name, settings]) => ({ pathway, name, settings })),
  );

  it.each(courses)(
    'leads $pathway.id v$pathway.version $name to an end, in long walks too',
    ({ pathway, name, settings }) => {
      const found = wander({ ...rulesOf(pathway), clinic: settings }, start, COURSES, SEED);

      process.stdout.write(
        `${pathway.id} v${pathway.version} ${name}: ${found.courses} courses of ${found.moves} moves, ${found.gates.length} questions asked, ends: ${JSON.stringify(found.ends)}, ${found.unfinished} without an end in five years\n`,
      );
      expect(found.violations).toEqual([]);
      // Care is closed after a year without a relapse: whoever goes from bad to worse for five years is still cared for.
      expect(found.unfinished).toBeLessThan(COURSES / 2);
    },
  );
});

describe('a pathway broken on purpose', () => {
  const broken = (change: (stage: Stage) => Stage, pathway = version1()): Rules =>
    rulesOf({
      ...pathway,
      tracks: pathway.tracks.map((track): Track => ({ ...track, stages: track.stages.map(change) })),
    });
  const seen = (rules: Rules): string[] => explore(rules, start, { moves: 500, answersAtOnce: 4 }).violations;

  it('so that silence counts as success is told with the course that leads there', () => {
    const silence = { kind: 'missed', checkIn: 'weekly', inARow: 2 } as const;
    const rules = broken((stage) =>
      stage.kind === 'medication-trial' ? { ...stage, success: { ...stage.success, when: silence } } : stage,
    );

    const [fault] = seen(rules);

    expect(fault).toContain('is asked because criteria are met, and not one answer or record was read');
    expect(fault).toMatch(/day 0: is enrolled → care\/diagnosis\n/);
    expect(fault).toMatch(/medication\.started is recorded/);
    expect(fault).toMatch(/time passes, and nobody says anything → care\/neuropathic-trial at surgical-review$/);
  });

  it('so that it goes round for ever is told', () => {
    const back: Destination = { to: 'stage', stage: 'neuropathic-trial' };
    const rules = broken((stage) =>
      stage.kind === 'surgical-review' ? { ...stage, gate: { ...stage.gate, decline: back } } : stage,
    );

    expect(seen(rules)).toContainEqual(
      expect.stringMatching(/^care\/neuropathic-trial: leads round to itself, as often as one likes\n/),
    );
  });

  it('so that no decision leads out is told', () => {
    const back: Destination = { to: 'stage', stage: 'surgical-review' };
    const rules = broken((stage) =>
      stage.kind === 'surgical-review' ? { ...stage, gate: { ...stage.gate, approve: back, decline: back } } : stage,
    );
    const review: Rules = {
      ...rules,
      pathway: {
        ...rules.pathway,
        tracks: rules.pathway.tracks.map((track) => ({ ...track, first: 'surgical-review' })),
      },
    };

    expect(seen(review)).toContainEqual(
      expect.stringMatching(
        /^care\/surgical-review at surgical-decision: no way leads to an end\n {2}day 0: is enrolled/,
      ),
    );
  });

  it('so that nobody is asked about somebody who says nothing is told', () => {
    const pathway = version2();
    const mood = pathway.tracks.find(({ id }) => id === 'psychology');
    if (!mood) throw new Error('the pathway has no track "psychology"');
    const checkIns = pathway.checkIns.map((checkIn) => ({
      ...checkIn,
      missedInARow: { ...checkIn.missedInARow, count: 100_000 },
    }));

    expect(seen(alone(rulesOf({ ...pathway, checkIns }), mood))).toContainEqual(
      expect.stringContaining('psychology/mood: silence goes on for ever, and nobody is asked'),
    );
  });

  it.each<[string, Partial<Rules['clinic']['policies']['decision']> | undefined, string]>([
    ['no ladder', undefined, 'escalation decision: the clinic has no ladder for it'],
    ['no rung', { rungs: [] }, 'escalation decision: nobody owns it (no rung)'],
    [
      'a rung that is nobody',
      { rungs: [{ rota: 'nobody', waitMinutes: 15 }] },
      'escalation decision: nobody owns it (no rota "nobody")',
    ],
  ])('in a clinic with %s for decisions is told', (_name, change, fault) => {
    const policies = {
      ...clinic.policies,
      decision: (change && { ...clinic.policies.decision, ...change }) as Rules['clinic']['policies']['decision'],
    };
    const rules = rulesOf(version1());

    expect(seen({ ...rules, clinic: { ...clinic, policies } })).toContainEqual(
      expect.stringMatching(new RegExp(`^${fault.replaceAll(/[()]/g, '\\$&')}\n {2}day 0: is enrolled`)),
    );
  });
});

describe('a core broken on purpose', () => {
  const rules = rulesOf(version1());
  const before = record(rules, null, [start])?.state;
  if (!before) throw new Error('the enrolment did not begin');
  const [here] = before.tracks;
  if (!here) throw new Error('the enrolment has no track');

  it('that ends an enrolment by time alone is told', () => {
    const ended = { ...before, ended: { at: before.now, reason: 'care-completed' as const } };

    expect(faultsOfStep(rules, before, { state: ended, effects: [] }, true)).toContain(
      'time alone ended it (care-completed)',
    );
  });

  it('that moves somebody on by time alone is told', () => {
    const moved = { ...before, tracks: [{ ...here, stage: 'surgical-review' }] };

    expect(faultsOfStep(rules, before, { state: moved, effects: [] }, true)).toContain(
      'time alone moved care on from diagnosis to surgical-review',
    );
  });

  it('that leaves a question open after the end is told', () => {
    const gate = {
      gate: 'surgical-review',
      key: 'x',
      openedAt: 0,
      answerBy: 0,
      escalated: false,
      verdict: { kind: 'decision-due', rule: null, inputs: [], missing: [] },
    } as const;
    const ended = {
      ...before,
      ended: { at: before.now, reason: 'died' as const },
      tracks: [{ ...here, gate: { ...gate, verdict: { ...gate.verdict, inputs: [], missing: [] } } }],
    };

    expect(faultsOfStep(rules, before, { state: ended, effects: [] }, false)).toContain(
      'a question is still open after the end',
    );
  });
});

function version1(): Pathway {
  return catalogue.pathway('post-laminectomy-syndrome', 1);
}

function version2(): Pathway {
  return catalogue.pathway('post-laminectomy-syndrome', 2);
}

/** Stages that a patient of this clinic can come into at all: one that it does not offer is passed by. */
function stagesOf({ tracks }: Pathway): string[] {
  return tracks.flatMap(({ id, stages }) =>
    stages
      .filter(({ id: stage, optional }) => !optional || (clinic.optionalStages[stage] ?? optional.offered))
      .map((stage) => `${id}/${stage.id}`),
  );
}

function gatesOf({ tracks }: Pathway): string[] {
  return tracks.flatMap(({ stages }) =>
    stages.flatMap((stage) => {
      if (stage.kind === 'diagnosis') return [];
      const others = 'gateWhen' in stage ? Object.values(stage.gateWhen ?? {}) : [];
      return [...(stage.gate ? [stage.gate] : []), ...others].map(({ id }) => id);
    }),
  );
}

function rulesOf(pathway: Pathway): Rules {
  return { pathway, clinic, instruments: catalogue.instruments };
}
