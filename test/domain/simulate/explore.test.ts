import { join } from 'node:path';
import { loadCatalogue } from '../../../src/catalogue/catalogue';
import { loadClinic } from '../../../src/catalogue/load-clinic';
import { explore } from '../../../src/domain/simulate/explore';
import type { Pathway } from '../../../src/domain/pathway/types';
import { at, reachable } from '../../support/facts';
import { root } from '../../support/shipped';

const catalogue = loadCatalogue(root);
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
const start = {
  type: 'enrolment.started',
  at: at('2026-11-20'),
  data: { reach: reachable, consent: { email: true } },
} as const;

/** Per track; several tracks share the time the whole model check may take. */
const MOST_STATES = 3000;

const tracks = catalogue.pathways.flatMap((pathway) =>
  pathway.tracks.map((track) => ({ name: `${pathway.id} v${pathway.version}, track ${track.id}`, pathway, track })),
);

describe('every answer and every silence', () => {
  it.each(tracks)('in $name leaves nobody alone', ({ name, pathway, track }) => {
    const most = Math.ceil(MOST_STATES / tracks.length);
    const { states, beyondBound, moves, ends, violations } = explore(rulesOf(pathway), track, start, most);

    process.stdout.write(
      `${name}: ${states} states by ${moves} moves (${beyondBound} at the bound), ends: ${JSON.stringify(ends)}\n`,
    );
    expect(violations).toEqual([]);
    expect(states).toBeGreaterThan(10);
  });

  it('finds the trap in a pathway that has one', () => {
    const pathway = catalogue.pathway('post-laminectomy-syndrome', 1);
    const stages = pathway.tracks[0]?.stages.map((stage) =>
      stage.kind === 'surgical-review' ? { ...stage, gate: { ...stage.gate, approve: back, decline: back } } : stage,
    );
    if (!stages) throw new Error('the pathway has no track');
    const trapped = { id: 'care', first: 'surgical-review', stages };

    const { violations } = explore(rulesOf(pathway), trapped, start, 300);

    expect(violations).toContainEqual(expect.stringContaining('no way leads to an end'));
  });

  it('finds the ladder that stops with nobody', () => {
    const pathway = catalogue.pathway('post-laminectomy-syndrome', 1);
    const rules = rulesOf(pathway);
    const [track] = pathway.tracks;
    if (!track) throw new Error('the pathway has no track');
    const policies = { ...clinic.policies, decision: undefined as never };

    const { violations } = explore({ ...rules, clinic: { ...clinic, policies } }, track, start, 1500);

    expect(violations).toContainEqual('escalation decision: the clinic has no ladder for it');
  });
});

const back = { to: 'stage', stage: 'surgical-review' } as const;

function rulesOf(pathway: Pathway) {
  return catalogue.rules({ id: pathway.id, version: pathway.version }, clinic);
}
