import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storyLines, toldStories } from '../../src/cli/pathway';
import { loadClinic } from '../../src/catalogue/clinic/load-clinic';
import { loadPathway } from '../../src/catalogue/pathway/load-pathway';
import { root, shippedInstruments } from '../support/care/shipped';

const instruments = shippedInstruments();
const file = join(root, 'pathways', 'post-laminectomy-syndrome', 'v1.yaml');
const rules = {
  pathway: loadPathway(file, instruments),
  clinic: loadClinic(join(root, 'clinic', 'demo.yaml'), instruments),
  instruments,
};

describe('throughline pathway stories', () => {
  it('tells each story by its name when it goes as it says', () => {
    const told = toldStories(file, rules);

    expect(told.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(storyLines(told)).toMatch(/^✓ everything helps$/m);
  });

  it('says where one goes otherwise, and why', () => {
    const folder = mkdtempSync(join(tmpdir(), 'told-'));
    const examples = readFileSync(join(root, 'pathways', 'post-laminectomy-syndrome', 'examples', 'v1.yaml'), 'utf8');
    mkdirSync(join(folder, 'examples'));
    writeFileSync(
      join(folder, 'examples', 'v1.yaml'),
      examples.replaceAll('escalations: [decision]', 'escalations: []'),
    );

    const lines = storyLines(toldStories(join(folder, 'v1.yaml'), rules));
    rmSync(folder, { recursive: true });

    expect(lines).toMatch(/“silence in the trial never becomes success”, 2027-01-31:\n {2}escalations: expected \[\]/);
    expect(lines).toMatch(/came \["decision"\][\s\S]*was not answered in time: somebody is told/);
  });
});
