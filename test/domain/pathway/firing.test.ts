import { firingsOf, firingTable } from '../../../src/domain/pathway/firing';
import type { Pathway } from '../../../src/domain/pathway/types';
import { shippedCatalogue } from '../../support/care/shipped';

const catalogue = shippedCatalogue();
const whole = catalogue.pathway('post-laminectomy-syndrome', 3);
const rowsOf = (pathway: Pathway, rule: string) =>
  firingsOf(pathway, catalogue.instruments).filter((firing) => firing.rule === rule);

/** The pathway with another stop in its self-care, where the pain is asked every four weeks. */
function selfCareStops(leaf: object): Pathway {
  return {
    ...whole,
    tracks: whole.tracks.map((track) => ({
      ...track,
      stages: track.stages.map((stage) =>
        stage.id === 'self-care' ? { ...stage, stop: { id: 'stop.x', when: leaf as never, source: 'x' } } : stage,
      ),
    })),
  };
}
const twice = { kind: 'worsened', score: 'nrs', byPoints: 2, inARow: 2, withinDays: 28 };

describe('the pace at which a rule can be met', () => {
  it.each(catalogue.pathways.map((pathway) => [`${pathway.id} v${pathway.version}`, pathway] as const))(
    'is there for every rule of %s, and it can be cleared again',
    (_name, pathway) => {
      const never = firingsOf(pathway, catalogue.instruments).filter(
        ({ fires, clears }) => fires === null || clears === null,
      );

      expect(never).toEqual([]);
    },
  );

  it('is the second answer, where two are needed', () => {
    const [peg] = rowsOf(whole, 'care/diagnosis/stop.getting-worse');

    expect(peg).toMatchObject({ cadence: 'peg in “weekly” every 7 days', fires: 7, clears: 7 });
  });

  it('is no pace, where two answers must come within three weeks and are asked every four', () => {
    expect(rowsOf(selfCareStops(twice), 'rehabilitation/self-care/stop.x')).toMatchObject([
      { cadence: 'nrs in “weekly” every 4 weeks', fires: null, clears: null },
    ]);
    expect(rowsOf(selfCareStops({ ...twice, apartDays: 28 }), 'rehabilitation/self-care/stop.x')).toMatchObject([
      { fires: 28, clears: 28 },
    ]);
  });

  it('counts a sign from its first report, and until nobody reports it any more', () => {
    const rows = rowsOf(whole, 'care/neuropathic-trial/stop.getting-worse');

    expect(rows.find(({ cadence }) => cadence.startsWith('medicine-signs.drowsy'))).toMatchObject({ fires: 0 });
  });

  it('is told as a table that ends with how many cannot be', () => {
    const firings = rowsOf(selfCareStops(twice), 'rehabilitation/self-care/stop.x');

    expect(firingTable(firings)).toBe(
      [
        '| rule | asked | met after | cleared after |',
        '|---|---|---|---|',
        '| rehabilitation/self-care/stop.x | nrs in “weekly” every 4 weeks | never | never |',
        '',
        '1 row, 1 that cannot be met or cleared.',
      ].join('\n'),
    );
  });
});
