import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { ClinicFile } from '../../src/domain/words/clinic';
import { loadExamples } from '../../src/catalogue/pathway/load-examples';
import { PathwayFile } from '../../src/catalogue/pathway/pathway-schema';
import { parsePathway } from '../../src/catalogue/pathway/said-once';
import { PredicateTree } from '../../src/domain/rules/predicate-schema';
import { StageOfFile } from '../../src/domain/stages/registry';
import { checkRules } from '../../src/domain/pathway/checks/finding';
import { leavesOf } from '../../src/domain/rules/predicates';
import { root, shippedInstruments } from '../support/care/shipped';

// The reference of the language is read by people who copy from it: every example in it is a real one, in its place.

type Thing = Record<string, unknown>;

const doc = readFileSync(join(root, 'docs', 'pathway-language.md'), 'utf8');
const shipped = yamlOf(readFileSync(join(root, 'pathways/post-laminectomy-syndrome/v2.yaml'), 'utf8')) as Thing;
const clinic = yamlOf(readFileSync(join(root, 'clinic/default.yaml'), 'utf8')) as Thing;
const stages = (shipped.tracks as { stages: Thing[] }[]).flatMap((track) => track.stages);

const blocks = [...doc.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ''], index) => {
  const line = doc.slice(0, doc.indexOf(text)).split('\n').length;
  return { name: `example ${index + 1}, line ${line}`, text };
});

/** Fields of a stage; everything else of an example belongs to the pathway. */
const stageFields = new Set([
  'gate',
  'gateWhen',
  'success',
  'partial',
  'stop',
  'entry',
  'notices',
  'optional',
  'baseline',
]);

describe('docs/pathway-language.md', () => {
  it.each(blocks)('$name is shaped as the language is', ({ text }) => {
    const value = yamlOf(text);

    expect(
      Array.isArray(value) ? value.flatMap((stage) => faultsOfStage(stage as Thing)) : faultsOf(value as Thing),
    ).toEqual([]);
  });

  it('shows every kind of stage', () => {
    const shown = new Set(
      blocks.flatMap(({ text }) => {
        const value = yamlOf(text);
        return Array.isArray(value) ? value.map(({ kind }: Thing) => kind) : [];
      }),
    );

    expect(shown).toEqual(new Set(stages.map(({ kind }) => kind)));
  });

  const words = [...doc.matchAll(/^\| `(\w+)` +\| `([^`]+)` +\|/gm)]
    .map(([, word = '', example = '']) => ({ word, example }))
    .filter(({ word, example }) => example.includes(`${word}:`));

  it.each(words)('the word $word is used as it is read', ({ example }) => {
    const rule = '{ recorded: { event: history.recorded } }';
    const text = example.replaceAll(/\brule\b/g, rule);

    const parsed = PredicateTree.safeParse(yamlOf(text.startsWith('{') ? text : `{ ${text} }`));

    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(parsed.data && leavesOf(parsed.data).length).toBeGreaterThan(0);
  });

  it('shows every word of a rule', () => {
    expect(new Set(words.map(({ word }) => word))).toEqual(
      new Set([
        'all',
        'any',
        'atLeast',
        'not',
        'score',
        'improved',
        'worsened',
        'lost',
        'adherence',
        'answered',
        'missed',
        'attended',
        'count',
        'elapsed',
        'flag',
        'decision',
        'ruledOut',
        'unable',
        'support',
        'lasting',
        'tried',
        'recorded',
        'takes',
        'weighed',
      ]),
    );
  });

  it('lists every check with the words it is known by', () => {
    const rows = [...doc.matchAll(/^\| `([a-z-]+(?:\.[a-z-]+)?)` +\| ([^|]+?) +\|$/gm)].map(([, rule, finds]) => [
      rule,
      finds,
    ]);

    expect(rows.filter(([rule = '']) => Object.hasOwn(checkRules, rule)).sort()).toEqual(
      Object.entries(checkRules).sort(),
    );
  });
});

function faultsOf(example: Thing): string[] {
  if (Array.isArray(example.stories)) return faultsOfStories(example);
  const { tuned, ...rest } = example;
  const inClinic =
    tuned === undefined ? [] : faults(ClinicFile, { ...clinic, tuned }).filter((fault) => !fault.includes('to be set'));
  const uses = Array.isArray(rest.checkIns) && rest.checkIns.some((each: Thing) => 'checkIn' in each);
  const ofStage = Object.entries(rest).filter(([key]) => stageFields.has(key) || (key === 'checkIns' && uses));
  const ofPathway = Object.entries(rest).filter((entry) => !ofStage.some(([key]) => key === entry[0]));
  // An empty list stands for what is shown further down.
  const shown = ofPathway.filter(([, value]) => !Array.isArray(value) || value.length > 0);
  const tracks = shown.map(([key, value]) => [key, key === 'tracks' ? (value as Thing[]).map(withStages) : value]);
  return [
    ...inClinic,
    ...(ofStage.length > 0 ? faultsOfStage({ kind: 'follow-up', ...Object.fromEntries(ofStage) }) : []),
    ...(shown.length > 0 ? faults(PathwayFile, { ...shipped, ...(Object.fromEntries(tracks) as Thing) }) : []),
  ];
}

/** What an example leaves out is taken from a shipped stage of its kind. */
function faultsOfStage(example: Thing): string[] {
  const base = stages.find(({ kind }) => kind === example.kind) ?? {};
  return faults(StageOfFile, filled(base, example));
}

function faultsOfStories(example: Thing): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'stories-'));
  const file = join(folder, 'examples.yaml');
  try {
    writeFileSync(file, stringify({ pathway: 'post-laminectomy-syndrome', version: 1, ...example }));
    loadExamples(file, shippedInstruments());
    return [];
  } catch (error) {
    return [(error as Error).message];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const withStages = (track: Thing): Thing => {
  const shown = track.stages as Thing[];
  const whole = shown.map((stage) => filled(stages.find(({ kind }) => kind === stage.kind) ?? {}, stage));
  return { ...track, stages: shown.length > 0 ? whole : stages.slice(0, 1) };
};

/** `…` says that something is left out: the shipped value stands in for it. */
function filled(base: unknown, example: unknown): unknown {
  if (example === '…' || example === 'rule' || example === null) return base;
  if (Array.isArray(example)) {
    const [first] = Array.isArray(base) ? (base as unknown[]) : [];
    const written = (example as unknown[]).filter((each) => each !== '…');
    if (written.length === 0) return base;
    return written.map((each) => (isThing(each) || each === 'rule' ? filled(first, each) : each));
  }
  if (!isThing(example)) return example;
  const own = isThing(base) ? base : {};
  const leftOut = Object.keys(example).includes('…') || Object.values(example).includes('…') || 'kind' in example;
  const entries = Object.entries(example).filter(([key]) => key !== '…');
  return {
    ...(leftOut ? own : {}),
    ...Object.fromEntries(entries.map(([key, value]) => [key, filled(own[key], value)])),
  };
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faults(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function yamlOf(text: string): unknown {
  const { value, errors, faults } = parsePathway(text);
  const wrong = [...errors, ...faults].map(({ message }) => message);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  return value;
}
