import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue, readCatalogue } from '../../src/catalogue/catalogue';
import { loadClinic } from '../../src/catalogue/clinic/load-clinic';
import { DomainError } from '../../src/domain/words/error';
import { root } from '../support/care/shipped';
import { change, copiedData, messageOf } from './copied-data';

const pathwayId = 'post-laminectomy-syndrome';
const file = `pathways/${pathwayId}/v1.yaml`;
const newest = `pathways/${pathwayId}/v3.yaml`;

describe('loadCatalogue', () => {
  const catalogue = loadCatalogue(root);

  it('reads what is shipped', () => {
    expect(Object.keys(catalogue.instruments)).toEqual(
      expect.arrayContaining(['gad-2', 'gad-7', 'nrs', 'peg', 'pgic', 'phq-2', 'phq-9', 'red-flags', 'rmdq-24']),
    );
    expect(catalogue.pathways.map(({ id, version, state }) => [id, version, state])).toEqual([
      ['knee-osteoarthritis', 1, 'draft'],
      [pathwayId, 1, 'draft'],
      [pathwayId, 2, 'draft'],
      [pathwayId, 3, 'draft'],
    ]);
  });

  it('reads data alone, which is the same after it was kept as JSON', () => {
    const data = readCatalogue(root);

    expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
  });

  it('reads a rule as the tree the core decides by', () => {
    const trial = catalogue.pathway(pathwayId, 1).tracks[0]?.stages.find(({ kind }) => kind === 'medication-trial');

    expect(trial?.kind === 'medication-trial' ? trial.success.when : null).toEqual({
      kind: 'at-least',
      count: 2,
      of: [
        {
          kind: 'any',
          of: [
            { kind: 'improved', score: 'peg', byPercent: 30, withinDays: 14 },
            { kind: 'improved', score: 'nrs', byPercent: 30, withinDays: 14 },
          ],
        },
        {
          kind: 'any',
          of: [
            { kind: 'improved', score: 'rmdq-24', byPercent: 30, withinDays: 14 },
            { kind: 'improved', score: 'rmdq-24', byPoints: 5, withinDays: 14 },
          ],
        },
        { kind: 'score', score: 'pgic', atMost: 2, withinDays: 14 },
      ],
    });
  });

  it('asks the safety questions before anything else every week', () => {
    expect(catalogue.pathway(pathwayId).checkIns.find(({ id }) => id === 'weekly')?.ask).toEqual(['red-flags', 'peg']);
  });

  it('finds a version, or the newest, and says what it holds otherwise', () => {
    expect(catalogue.pathway(pathwayId).version).toBe(3);
    expect(messageOf(() => catalogue.pathway(pathwayId, 9))).toBe(
      `There is no version 9 of the pathway "${pathwayId}": the catalogue holds knee-osteoarthritis, ${pathwayId}.`,
    );
    expect(() => catalogue.pathway('knee')).toThrow(DomainError);
  });

  it('does not offer a recalled version, but still finds it for those on it', () => {
    const folder = copiedData();
    change(folder, newest, 'state: draft', 'state: recalled\nrecalled: { on: 2026-11-02, reason: a limit was wrong }');
    const recalled = loadCatalogue(folder);

    expect(recalled.pathway(pathwayId).version).toBe(2);
    expect(recalled.pathway(pathwayId, 3).state).toBe('recalled');
    rmSync(folder, { recursive: true });
  });

  it('joins the pinned version with the clinic of today', () => {
    const clinic = loadClinic(join(root, 'clinic/demo.yaml'), catalogue.instruments);

    const rules = catalogue.rules({ id: pathwayId, version: 1 }, clinic);

    expect(rules).toEqual({
      pathway: catalogue.pathway(pathwayId, 1),
      clinic,
      instruments: catalogue.instruments,
      versions: catalogue.pathways.filter(({ id }) => id === pathwayId),
    });
    expect(() => catalogue.rules({ id: pathwayId, version: 9 }, clinic)).toThrow(/version 9/);
  });
});

describe('messages', () => {
  const catalogue = loadCatalogue(root);

  it('are read by the language without its region', () => {
    expect(catalogue.messages(pathwayId, 'en-GB')).toBe(catalogue.messages(pathwayId, 'en'));
  });

  it('are never guessed in another language', () => {
    expect(messageOf(() => catalogue.messages(pathwayId, 'cy'))).toMatch(
      /no messages in "cy": add .*messages\.cy\.yaml/,
    );
  });

  it('name no condition, questionnaire, score or specialty', () => {
    const words = JSON.stringify(catalogue.messages(pathwayId, 'en')).toLowerCase();

    for (const telling of ['pain', 'back', 'spin', 'surg', 'peg', 'roland', 'score', 'clinic', 'medic', 'survey']) {
      expect(words).not.toContain(telling);
    }
  });
});

describe('contentHash', () => {
  const before = loadCatalogue(root).contentHash(pathwayId, 1);

  it.each([
    ['stays when a comment changes', '# [D]', '# another remark', true],
    [
      'stays when fields change places',
      'id: post-laminectomy-syndrome\nversion: 1',
      'version: 1\nid: post-laminectomy-syndrome',
      true,
    ],
    [
      'stays when it is recalled, so that nobody on it is moved',
      'state: draft',
      'state: recalled\nrecalled: { on: 2026-11-02, reason: a limit was wrong }',
      true,
    ],
    [
      'stays when a signature is renewed',
      'state: draft',
      'state: draft\nsignatures: [{ thresholds: all, by: Dr Osei, on: 2026-11-02, reviewOn: 2027-11-02 }]',
      true,
    ],
    ['changes with a threshold', 'byPercent: 30', 'byPercent: 31', false],
    ['changes with a title', 'title: Diagnosis', 'title: The diagnosis', false],
  ])('%s', (_name, from, to, same) => {
    const folder = copiedData();
    change(folder, file, from, to);

    expect(loadCatalogue(folder).contentHash(pathwayId, 1) === before).toBe(same);
    rmSync(folder, { recursive: true });
  });
});
