import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { loadPathway } from '../../src/catalogue/pathway/load-pathway';
import { root, shippedInstruments } from '../support/care/shipped';

describe('the shipped pathways', () => {
  it.each([
    'post-laminectomy-syndrome/v1',
    'post-laminectomy-syndrome/v2',
    'post-laminectomy-syndrome/v3',
    'knee-osteoarthritis/v1',
  ])('%s passes every check', (file) => {
    expect(() => loadPathway(join(root, 'pathways', `${file}.yaml`), shippedInstruments())).not.toThrow();
  });

  it('enrol into the whole pathway, and into its first part only by its number', () => {
    const catalogue = loadCatalogue(root);

    expect(catalogue.pathway('post-laminectomy-syndrome').tracks).toHaveLength(4);
    expect(catalogue.pathway('post-laminectomy-syndrome', 1).tracks).toHaveLength(1);
  });
});
