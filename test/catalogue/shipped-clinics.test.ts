import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { loadClinic } from '../../src/catalogue/clinic/load-clinic';
import { root } from '../support/care/shipped';

const catalogue = loadCatalogue(root);
/** What stands beside the settings of clinics is none. */
const beside = ['demo-patients.yaml', 'problems.yaml'];
const clinics = readdirSync(join(root, 'clinic')).filter(
  (file) => /^[a-z-]+\.yaml$/.test(file) && !beside.includes(file),
);
const pairs = catalogue.pathways.flatMap(({ id, version }) => clinics.map((clinic) => [id, version, clinic] as const));

let folder: string;
/** As somebody would set them up: what is still to be written, is. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinic-'));
  cpSync(join(root, 'clinic'), folder, { recursive: true });
  for (const clinic of clinics) {
    const text = readFileSync(join(folder, clinic), 'utf8').replaceAll('to be set', 'Riverside');
    writeFileSync(join(folder, clinic), text);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

// What needs a clinic (staffed hours, quiet hours, ladders) is not judged when a pathway is loaded: here it is, for each.
describe('the shipped pathways in the shipped clinics', () => {
  it.each(pairs)('%s v%i has nothing wrong in clinic/%s', (id, version, clinic) => {
    const yaml = readFileSync(join(root, 'pathways', id, `v${version}.yaml`), 'utf8');
    const settings = loadClinic(join(folder, clinic), catalogue.instruments);

    expect(catalogue.validate(yaml, settings).findings.map(({ sentence }) => sentence)).toEqual([]);
  });

  it('are several', () => {
    expect(pairs.length).toBeGreaterThan(3);
  });
});
