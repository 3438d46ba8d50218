import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { change, copiedData, messageOf } from './copied-data';

const folderOf = 'pathways/knee-osteoarthritis';
const file = `${folderOf}/v1.yaml`;
const signature = '{ thresholds: all, by: Dr Osei, on: 2026-11-02, reviewOn: 2027-11-02 }';
const released = `state: released\nauthor: Ann Author\napprovedBy: Dr Osei, clinical lead\nsignatures: [${signature}]`;

let folder: string;
beforeEach(() => {
  folder = copiedData();
  change(folder, file, 'state: draft', released);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What the catalogue asks to be written down beside the file, written down. */
function release(): void {
  const [, hash = ''] =
    /add "1": "([0-9a-f]{64})" to released\.json/.exec(messageOf(() => loadCatalogue(folder))) ?? [];
  writeFileSync(join(folder, folderOf, 'released.json'), JSON.stringify({ 1: hash }));
}

describe('a released pathway file', () => {
  it('is loaded once its hash is written down, and is then offered', () => {
    release();

    const pathway = loadCatalogue(folder).pathway('knee-osteoarthritis');

    expect([pathway.version, pathway.state, pathway.approvedBy]).toEqual([1, 'released', 'Dr Osei, clinical lead']);
  });

  it('that was changed is refused, with what to do instead', () => {
    release();
    const text = readFileSync(join(folder, file), 'utf8');
    const days = /windowDays: (\d+)/.exec(text)?.[0] ?? '';
    change(folder, file, days, 'windowDays: 6');

    expect(messageOf(() => loadCatalogue(folder))).toMatch(
      /knee-osteoarthritis\/v1\.yaml:\d+ version 1 was released with other content .*: undo the change and write it as v2\.yaml/,
    );
  });

  it('may be recalled and signed anew without being another one', () => {
    release();
    change(folder, file, 'state: released', 'state: recalled\nrecalled: { on: 2026-11-02, reason: a limit was wrong }');
    change(folder, file, 'reviewOn: 2027-11-02', 'reviewOn: 2028-11-02');

    expect(loadCatalogue(folder).pathway('knee-osteoarthritis', 1).recalled?.reason).toBe('a limit was wrong');
  });

  it.each([
    [
      'an author',
      'author: Ann Author\n',
      'state is released, but nobody says who wrote it: add author, or go back to draft',
    ],
    ['a clinical approver', 'approvedBy: Dr Osei, clinical lead\n', 'nobody says which clinician approved it'],
    ['signatures', `\nsignatures: [${signature}]`, 'belongs to a threshold that nobody has signed'],
    [
      'a review that lies ahead',
      'reviewOn: 2027-11-02',
      'has a review that does not come after the signature',
      'reviewOn: 2026-11-01',
    ],
  ])('is refused without %s', (_what, from, sentence, to = '') => {
    change(folder, file, from, to);

    expect(messageOf(() => loadCatalogue(folder))).toContain(sentence);
  });
});
