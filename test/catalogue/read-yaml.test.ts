import { rmSync } from 'node:fs';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { change, copiedData, lineOf, messageOf } from './copied-data';

const pathway = 'pathways/post-laminectomy-syndrome/v1.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a fault', () => {
  it('is shown with file and line', () => {
    change(folder, pathway, 'trialDays: 42', 'trialDays: six weeks');

    const line = lineOf(folder, pathway, 'six weeks');
    expect(messageOf(() => loadCatalogue(folder))).toBe(
      `post-laminectomy-syndrome/v1.yaml:${line} tracks[0].stages[1].trialDays must be of type number, not string.`,
    );
  });

  it('deep in a rule is shown with its own line', () => {
    change(folder, pathway, 'score: nrs, byPercent: 30', 'score: nrs, byPercent: 300');

    const line = lineOf(folder, pathway, '300');
    expect(messageOf(() => loadCatalogue(folder))).toBe(
      `post-laminectomy-syndrome/v1.yaml:${line} tracks[0].stages[1].success.when.of[0].any[1].improved.byPercent must be at most 100.`,
    );
  });

  it('does not hide a second one', () => {
    change(folder, pathway, 'trialDays: 42', 'trialDays: 0');
    change(folder, pathway, 'startWithinDays: 14', 'startWithinDays: soon');

    expect(messageOf(() => loadCatalogue(folder)).split('\n')).toHaveLength(2);
  });

  it('that breaks the file itself is shown with its line', () => {
    change(folder, pathway, 'state: draft', 'state: "draft');

    expect(messageOf(() => loadCatalogue(folder))).toMatch(
      /^post-laminectomy-syndrome\/v1\.yaml:\d+ is not readable YAML: /,
    );
  });

  it('that names a field twice is no silent overwrite', () => {
    change(folder, pathway, 'state: draft', 'state: draft\nstate: released');

    expect(messageOf(() => loadCatalogue(folder))).toMatch(/is not readable YAML: Map keys must be unique/);
  });
});
