import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { releaseHash } from '../../../src/catalogue/pathway/load-pathway';
import { pathwayJsonSchema } from '../../../src/catalogue/pathway/json-schema';
import { parsePathway, ruleFields } from '../../../src/catalogue/pathway/said-once';
import { validatePathway, type Validation } from '../../../src/catalogue/pathway/validate-pathway';
import type { Pathway } from '../../../src/domain/pathway/types';
import type { Stage } from '../../../src/domain/stages/types';
import { root, shippedInstruments } from '../../support/care/shipped';

const instruments = shippedInstruments();
const judged = (text: string): Validation =>
  validatePathway(text, { instruments, clinic: null, messages: null, pages: null, released: null });

// One pathway, once with everything in its place and once with what it says twice said once.
const plain = readFileSync(join(root, 'test/domain/pathway/checks/sound.yaml'), 'utf8');
const policy = /( {4}reminderAfterDays: .*\n)( {4}windowDays: .*\n)( {4}missedInARow: .*\n)/g;
const written = / {8}success:\n((?: {10,}.*\n)+)/;
const [, rule = ''] = written.exec(plain) ?? [];
const [silence = ''] = plain.match(policy) ?? [];
const once = plain
  .replace(policy, '')
  .replace(written, '        success: better\n')
  .replace(
    'checkIns:\n',
    `rules:\n  better:\n${rule.replaceAll(/^ {6}/gm, '')}defaults:\n  checkIns:\n${silence}checkIns:\n`,
  );

const changed = (...changes: [from: string, to: string][]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The text does not hold ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, once);
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
const faultsOf = (text: string): [line: number, sentence: string][] =>
  judged(text).findings.map(({ line, sentence }) => [line, sentence]);
const trialOf = (pathway: Pathway | null): Partial<Extract<Stage, { kind: 'medication-trial' }>> =>
  pathway?.tracks[0]?.stages.find((stage) => stage.kind === 'medication-trial') ?? {};

describe('a pathway that says things once', () => {
  it('is the same pathway as one that says them in each place', () => {
    expect(judged(once)).toEqual({ pathway: judged(plain).pathway, findings: [] });
  });

  it.each(['post-laminectomy-syndrome/v1', 'post-laminectomy-syndrome/v2', 'knee-osteoarthritis/v1'])(
    '%s has one hash in both forms',
    (file) => {
      const text = readFileSync(join(root, 'pathways', `${file}.yaml`), 'utf8');
      const oldForm = stringify(parsePathway(text).value);

      const [now, then] = [judged(text).pathway, judged(oldForm).pathway];

      expect(oldForm).not.toMatch(/^(rules|defaults):/m);
      expect(now && releaseHash(now)).toBe(then && releaseHash(then));
    },
  );
});

describe('a named rule', () => {
  it('may have another id and another number where it is used', () => {
    const text = changed(['success: better', 'success: { rule: better, id: success.much, withinDays: 21 }']);

    const { pathway, findings } = judged(text);

    expect(findings).toEqual([]);
    expect(trialOf(pathway).success).toEqual({
      id: 'success.much',
      when: {
        kind: 'all',
        of: [
          { kind: 'improved', score: 'peg', byPercent: 30, withinDays: 21 },
          { kind: 'score', score: 'pgic', atMost: 2, withinDays: 21 },
        ],
      },
      source: 'Dworkin 2008 [F]',
    });
  });

  it.each([
    [
      'that is not there, with those that are',
      [['success: better', 'success: best']],
      'success: best',
      'tracks[0].stages[1].success names the rule "best", which is not under rules: write one of those there are (better).',
    ],
    [
      'that no stage uses',
      [
        [
          '  better:\n',
          '  worse: { id: stop.worse, when: { attended: { percent: 5 } }, source: "5 [D]" }\n  better:\n',
        ],
      ],
      '  worse:',
      'rules.worse is used by no stage: use it or remove it.',
    ],
    [
      'with a word that is none, at its own line and once',
      [['{ improved: {', '{ improves: {']],
      '{ improves: {',
      'rules.better.when.all[0] must be a rule: write one of all, any,',
    ],
    [
      'without a source, at its own line',
      [["    source: 'Dworkin 2008 [F]'\n", '']],
      '  better:',
      'rules.better.source is missing: add it (string).',
    ],
    [
      'that reads what is not asked, at its own line and by the place that uses it',
      [['of: pgic', 'of: phq-9']],
      'when:',
      'tracks[0].stages[1].success.when reads the score "phq-9"',
    ],
    [
      'with a number that it does not hold',
      [['success: better', 'success: { rule: better, withinDay: 21 }']],
      'success: { rule',
      'tracks[0].stages[1].success.withinDay stands nowhere in the rule "better": correct the field,',
    ],
    [
      'with a number that stands there twice, and differently',
      [
        ['atMost: 2, withinDays: 14', 'atMost: 2, withinDays: 7'],
        ['success: better', 'success: { rule: better, withinDays: 21 }'],
      ],
      'success: { rule',
      'tracks[0].stages[1].success.withinDays stands in the rule "better" as 14 and 7: write this rule out here',
    ],
    [
      'with a number that is none here, where it is stated',
      [['success: better', 'success: { rule: better, byPercent: 300 }']],
      'success: { rule',
      'byPercent must be at most 100',
    ],
    [
      'with a text for a number',
      [['success: better', 'success: { rule: better, withinDays: long }']],
      'success: { rule',
      'tracks[0].stages[1].success.withinDays must be of type number, not string',
    ],
  ] satisfies [string, [string, string][], string, string][])('%s, is a fault', (_fault, changes, at, sentence) => {
    const text = changed(...changes);

    expect(faultsOf(text)).toEqual([[lineOf(text, at), expect.stringContaining(sentence) as string]]);
  });

  it('may stand wherever the language knows a rule', () => {
    const fields = new Set<string>();
    (function search(part: unknown, field: string): void {
      if (typeof part !== 'object' || part === null) return;
      if ('$ref' in part && part.$ref === '#/$defs/rule-or-name') fields.add(field);
      for (const [name, inner] of Object.entries(part)) search(inner, name === 'items' ? field : name);
    })(pathwayJsonSchema(), '');

    expect(fields).toEqual(ruleFields);
  });
});

describe('defaults for check-ins', () => {
  it('hold where a check-in says nothing itself', () => {
    const { pathway } = judged(changed(['ask: [rmdq-24, pgic]\n', 'ask: [rmdq-24, pgic]\n    windowDays: 9\n']));

    expect(pathway?.checkIns.map(({ windowDays }) => windowDays)).toEqual([7, 9]);
    expect(pathway?.checkIns.map(({ missedInARow }) => missedInARow.count)).toEqual([2, 2]);
  });

  it.each([
    ['a wrong one', 'windowDays: 7', 'windowDays: 0', 'defaults.checkIns.windowDays must be at least 1'],
    ['one that is none', 'windowDays: 7', 'window: 7', 'defaults.checkIns has no field "window"'],
  ])('%s is shown where it stands', (_fault, from, to, sentence) => {
    const [[line, said] = []] = faultsOf(changed([from, to]));

    expect(said).toContain(sentence);
    expect(line).toBeLessThan(lineOf(once, '\ncheckIns:'));
  });
});

describe('a signature that names a rule', () => {
  const signed = (...places: string[]): [string, string] => [
    'state: draft',
    `state: released\nauthor: Ann\napprovedBy: Dr Osei\nsignatures: [{ thresholds: [${places.join(', ')}], by: Dr Osei, on: 2026-11-02, reviewOn: 2027-11-02 }]`,
  ];

  it('is one of each place where the rule is used', () => {
    const { pathway, findings } = judged(changed(signed('rules/better', 'care/trial/adequacy')));

    expect(findings).toEqual([]);
    expect(pathway?.signatures?.map(({ thresholds }) => thresholds)).toEqual([
      ['care/trial/success', 'care/trial/adequacy'],
    ]);
  });

  it('may still name the place', () => {
    expect(judged(changed(signed('care/trial/success', 'care/trial/adequacy'))).findings).toEqual([]);
  });

  it('is missed, and shown at the rule, where nobody signed it', () => {
    const text = changed(signed('care/trial/adequacy'));

    expect(faultsOf(text)).toEqual([
      [lineOf(text, 'source: '), expect.stringContaining('have a clinician sign "care/trial/success"') as string],
    ]);
  });

  it('of a name that there is not leads nowhere', () => {
    const text = changed(signed('rules/best', 'care/trial'));

    expect(faultsOf(text)).toEqual([
      [
        lineOf(text, 'signatures'),
        expect.stringContaining('signatures[0].thresholds[0] "rules/best" leads to no threshold') as string,
      ],
    ]);
  });
});
