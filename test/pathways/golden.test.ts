import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFRESH_THRESHOLDS, thresholdPage } from '../../src/catalogue/pathway/threshold-page';
import { diagram } from '../../src/domain/telling/protocol/diagram';
import { protocol } from '../../src/domain/telling/protocol/protocol';
import { root, shippedCatalogue } from '../support/care/shipped';

// What a clinician signs, word for word. A change of a file, or of how it is told, shows here as a change of words to be read.
// Refreshed, with docs/thresholds.md, by: GOLDEN=write npx jest test/pathways/golden.test.ts
const REFRESH = REFRESH_THRESHOLDS;
const refreshing = process.env.GOLDEN === 'write';
const folder = join(root, 'test', 'pathways', 'golden');
const catalogue = shippedCatalogue();

const goldens = catalogue.pathways.flatMap((pathway) => {
  const name = `${pathway.id}-v${pathway.version}`;
  return [
    [`${name}.protocol.md`, () => protocol(pathway, catalogue.instruments)],
    [`${name}.diagram.mmd`, () => diagram(pathway)],
  ] as const;
});

describe('the shipped pathways', () => {
  it.each(goldens)('are told as in golden/%s', (file, tell) => {
    const path = join(folder, file);
    if (refreshing) writeFileSync(path, tell());
    const golden = existsSync(path) ? readFileSync(path, 'utf8') : '';

    expect(isSame(tell(), golden) || `${file} is stale: read what has changed, then run ${REFRESH}`).toBe(true);
  });

  it('are drawn with a title and a description for those who hear it', () => {
    for (const pathway of catalogue.pathways) {
      const lines = diagram(pathway).split('\n');
      expect(lines[1]).toBe(`  accTitle: ${pathway.title}, version ${pathway.version}`);
      expect(lines[2]).toMatch(/^ {2}accDescr: .+\.$/);
    }
  });

  it('name every stage and every question in protocol and diagram', () => {
    for (const pathway of catalogue.pathways) {
      const words = protocol(pathway, catalogue.instruments);
      const picture = diagram(pathway);
      for (const { stages } of pathway.tracks)
        for (const { title, kind, ...stage } of stages) {
          expect(words).toContain(`### ${title}`);
          expect(picture).toContain(title);
          const question = 'gate' in stage ? stage.gate?.question : undefined;
          if (question !== undefined)
            expect({ kind, words }).toEqual({ kind, words: expect.stringContaining(question) as string });
        }
    }
  });
});

describe('docs/thresholds.md', () => {
  it('is what the files say today', () => {
    const path = join(root, 'docs', 'thresholds.md');
    if (refreshing) writeFileSync(path, `${thresholdPage(root).trimEnd()}\n`);

    expect(
      isSame(thresholdPage(root), readFileSync(path, 'utf8')) || `docs/thresholds.md is stale: run ${REFRESH}`,
    ).toBe(true);
  });

  it('gives every threshold a line, a value, a sentence and a mark', () => {
    const rows = thresholdPage(root)
      .split('\n')
      .filter((line) => /^\| [\w/.-]+\.yaml:\d+ /.test(line))
      .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

    expect(rows.length).toBeGreaterThan(300);
    for (const [, line, place, value, sentence, source, mark] of rows) {
      expect({ line, place, value, sentence, source, mark }).toEqual({
        line: expect.stringMatching(/\.yaml:[1-9]\d*$/) as string,
        place: expect.stringMatching(/\w/) as string,
        value: expect.stringMatching(/\w/) as string,
        sentence: expect.stringMatching(/[.!?]$/) as string,
        source: expect.stringMatching(/\w/) as string,
        mark: expect.stringMatching(/^[FTD](, [FTD])*$/) as string,
      });
    }
  });

  it('names the line on which a threshold is written', () => {
    const page = thresholdPage(root);
    const file = readFileSync(join(root, 'pathways/post-laminectomy-syndrome/v1.yaml'), 'utf8').split('\n');
    const [, table = ''] = page.split('## pathways/post-laminectomy-syndrome/v1.yaml');
    const [, line] = /v1\.yaml:(\d+) \| care\/diagnosis\/deadlineDays \| 42 days/.exec(table) ?? [];

    expect(file[Number(line) - 1]).toContain('deadlineDays: 42');
    expect(table).toMatch(/care\/neuropathic-trial\/success \|.*Dworkin 2008.* \| D, F \| pending \|/);
  });
});

/** Long texts are compared as a whole: a difference of ten lines is read in the files, not in a test's output. */
function isSame(one: string, other: string): boolean {
  return one.trimEnd() === other.trimEnd();
}
