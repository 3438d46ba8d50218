import { join } from 'node:path';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import type { Rules } from '../../../src/domain/step/rules';
import { abstractKey } from '../../../tools/model-check/abstract';
import { completions, possibleDeeds } from '../../../tools/model-check/acts';
import { possibleAnswers } from '../../../tools/model-check/answer-regions';
import { dice } from '../../../tools/model-check/dice';
import { alone } from '../../../tools/model-check/explore';
import { type Terrain, terrainOf } from '../../../tools/model-check/terrain';
import { placeOf } from '../../../tools/model-check/trace';
import { letPass, record } from '../../../tools/model-check/walking';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { at, reachable } from '../../support/care/facts';
import { root, shippedCatalogue } from '../../support/care/shipped';

const catalogue = shippedCatalogue();
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
const start = {
  type: 'enrolment.started',
  at: at('2026-11-20'),
  data: { reach: reachable, consent: { email: true } },
} as const;

const COURSES = 8;
const STEPS = 120;

const tracks = catalogue.pathways.flatMap((pathway) =>
  pathway.tracks.map((track) => ({
    name: `${pathway.id} v${pathway.version}, track ${track.id}`,
    rules: alone({ pathway, clinic, instruments: catalogue.instruments }, track),
  })),
);

/** What follows from a state: where time leads, what people may do then, and the fold it leads to. */
type Sequel = { place: string; deeds: string; fold: string };

function sequelOf(rules: Rules, terrain: Terrain, state: EnrolmentState): Sequel {
  const later = letPass(rules, state, true)?.state ?? state;
  const deeds = possibleDeeds(rules, state)
    .filter(({ facts }) => record(rules, state, facts))
    .map(({ facts }) => facts.map(({ type, data }) => `${type} ${'gate' in data ? data.gate : ''}`).join());
  return { place: placeOf(later), deeds: deeds.join('; '), fold: abstractKey(terrain, later) };
}

describe('states that the model check folds into one', () => {
  it.each(tracks)('go on alike in $name', ({ rules }) => {
    const terrain = terrainOf(rules);
    const first = new Map<string, Sequel>();
    let pairs = 0;
    let alike = 0;
    for (let course = 0; course < COURSES; course += 1) {
      const roll = dice(course * 77 + 5);
      let state = record(rules, null, [start])?.state;
      for (let step = 0; state && !state.ended && step < STEPS; step += 1) {
        const key = abstractKey(terrain, state);
        const sequel = sequelOf(rules, terrain, state);
        const known = first.get(key);
        if (known) {
          pairs += 1;
          alike += known.fold === sequel.fold ? 1 : 0;
          expect({ place: sequel.place, deeds: sequel.deeds }).toEqual({ place: known.place, deeds: known.deeds });
        } else first.set(key, sequel);
        const acts = [
          ...possibleAnswers(rules, terrain, state, 6, step),
          ...possibleDeeds(rules, state),
          ...completions(state),
        ];
        const act = roll() < 65 ? acts[Math.floor((roll() * acts.length) / 100)] : undefined;
        const moved = act && record(rules, state, act.facts);
        state = (moved ?? letPass(rules, state, true))?.state;
      }
    }

    expect(pairs).toBeGreaterThan(10);
    // What lies apart by days only may fall into neighbouring weeks, and is then told apart again.
    expect(alike / pairs).toBeGreaterThan(0.85);
  });
});
