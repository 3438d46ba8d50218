import { z } from 'zod';
import type { CheckRule } from '../../domain/pathway/checks/finding';
import { NamedRule } from '../../domain/pathway/gate-schema';
import { thresholdsToSign } from '../../domain/pathway/signatures';
import { type Fault, inPlainWords } from '../../domain/shapes/fault';
import { Id, RuleId } from '../../domain/shapes/shapes';
import type { Path } from '../../domain/pathway/places';
import { type ParsedYaml, parseYaml } from '../read-yaml';
import { CheckIn } from './pathway-schema';

// What a pathway file says once for several places: rules by name, and what check-ins have in common. Both are written out
// as soon as the file is read, so that nobody behind this module knows of them: either form is the same pathway.

/** The fields of a stage that hold a rule, or a list of them. */
export const ruleFields: ReadonlySet<string> = new Set([
  'entry',
  'led',
  'success',
  'partial',
  'stop',
  'rule',
  'conservative',
]);

/** Beside the name: another id, and numbers of the rule that differ here. */
export const NamedUse = z.object({ rule: z.string(), id: RuleId.optional() }).catchall(z.int().min(0));

/** Only what a file says once; the rest of it is looked at when it is written out. */
export const SaidOnce = z.object({
  rules: z.record(Id, NamedRule).optional(),
  defaults: z
    .strictObject({
      checkIns: CheckIn.pick({ reminderAfterDays: true, windowDays: true, missedInARow: true }).partial(),
    })
    .optional(),
});

export type NameFault = Fault & { rule?: CheckRule };
type Thing = Record<string, unknown>;

/** A pathway that says everything in its place; a path in it leads to where that is written in the file. */
export type ParsedPathway = ParsedYaml & { faults: NameFault[] };

export function parsePathway(text: string): ParsedPathway {
  const { value, errors, positionOf } = parseYaml(text);
  const file: FileWithNames = { rules: {}, uses: [], faults: [], written: new Map() };
  return {
    value: isThing(value) ? writtenOut(value, file) : value,
    errors,
    faults: file.faults,
    positionOf: (path) => positionOf(placeOf(path, file)),
  };
}

type FileWithNames = {
  rules: Record<string, Thing>;
  uses: { name: string; path: Path }[];
  faults: NameFault[];
  /** By the path of what was filled in: where the file says it. */
  written: Map<string, Path>;
};

function placeOf(path: readonly PropertyKey[], { written }: FileWithNames): readonly PropertyKey[] {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const place = written.get(key(path.slice(0, depth)));
    if (place) return [...place, ...path.slice(depth)];
  }
  return path;
}

function writtenOut(value: Thing, file: FileWithNames): Thing {
  const { rules, defaults, ...pathway } = value;
  if (rules === undefined && defaults === undefined) return value;
  const { error } = SaidOnce.safeParse(value, { error: inPlainWords });
  file.faults.push(...(error?.issues ?? []));
  if (error) return value;

  file.rules = (rules ?? {}) as Record<string, Thing>;
  if (isThing(defaults)) pathway.checkIns = withDefaults(pathway.checkIns, defaults.checkIns as Thing, file);
  pathway.tracks = withRules(pathway.tracks, ['tracks'], false, file);
  // A misspelt name would leave its rule unused, too: one fault is enough to say.
  if (file.faults.length === 0) file.faults.push(...unusedRules(file));
  if (Array.isArray(pathway.signatures)) pathway.signatures = signedByPlace(pathway.signatures, pathway, file);
  return pathway;
}

function unusedRules({ rules, uses }: FileWithNames): NameFault[] {
  const unused = Object.keys(rules).filter((name) => !uses.some((use) => use.name === name));
  const message = 'is used by no stage: use it or remove it';
  return unused.map((name) => ({ rule: 'name.unused', path: ['rules', name], message }));
}

function withDefaults(checkIns: unknown, defaults: Thing, { written }: FileWithNames): unknown {
  if (!Array.isArray(checkIns)) return checkIns;
  return checkIns.map((checkIn: unknown, index) => {
    if (!isThing(checkIn)) return checkIn;
    for (const field of Object.keys(defaults))
      if (!Object.hasOwn(checkIn, field)) written.set(key(['checkIns', index, field]), ['defaults', 'checkIns', field]);
    return { ...defaults, ...checkIn };
  });
}

function withRules(part: unknown, path: Path, isRule: boolean, file: FileWithNames): unknown {
  if (isRule && (typeof part === 'string' || (isThing(part) && Object.hasOwn(part, 'rule')))) {
    const { data, error } = NamedUse.safeParse(typeof part === 'string' ? { rule: part } : part, {
      error: inPlainWords,
    });
    file.faults.push(...(error?.issues ?? []).map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
    return data ? ruleFor(data, path, file) : part;
  }
  if (Array.isArray(part)) return part.map((each, index) => withRules(each, [...path, index], isRule, file));
  if (!isThing(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([field, each]) => [
      field,
      withRules(each, [...path, field], ruleFields.has(field), file),
    ]),
  );
}

function ruleFor(use: z.infer<typeof NamedUse>, path: Path, file: FileWithNames): unknown {
  const { rule: name, id, ...numbers } = use;
  const rule = Object.hasOwn(file.rules, name) ? file.rules[name] : undefined;
  if (!rule) {
    const names = Object.keys(file.rules).join(', ') || 'none';
    const message = `names the rule "${name}", which is not under rules: write one of those there are (${names})`;
    file.faults.push({ rule: 'name.unknown', path, message });
    return name;
  }
  file.uses.push({ name, path });
  file.written.set(key(path), ['rules', name]);
  // What is stated beside the name stands where the rule is used.
  for (const field of Object.keys(use)) file.written.set(key([...path, field]), [...path, field]);
  const own = Object.entries(numbers).reduce(
    (tree, [field, number]) => withNumber(tree, { name, field, number, path }, file),
    rule.when,
  );
  return { ...rule, ...(id === undefined ? {} : { id }), when: own };
}

type OwnNumber = { name: string; field: string; number: number; path: Path };

/** Puts one number wherever its field stands. Where the field stands with different numbers, one could not say which is meant. */
function withNumber(
  tree: unknown,
  { name, field, number, path }: OwnNumber,
  { faults, written }: FileWithNames,
): unknown {
  const there = new Set<unknown>();
  const replaced = (part: unknown, at: Path): unknown => {
    if (Array.isArray(part)) return part.map((each, index) => replaced(each, [...at, index]));
    if (!isThing(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([word, each]) => {
        const inside = [...at, word];
        if (word !== field || typeof each !== 'number') return [word, replaced(each, inside)];
        there.add(each);
        written.set(key(inside), [...path, field]);
        return [word, number];
      }),
    );
  };
  const own = replaced(tree, [...path, 'when']);
  const fault = (message: string) => faults.push({ path: [...path, field], message });
  if (there.size === 0) fault(`stands nowhere in the rule "${name}": correct the field, or write this rule out here`);
  if (there.size > 1)
    fault(`stands in the rule "${name}" as ${[...there].join(' and ')}: write this rule out here, or name it apart`);
  return own;
}

/** A signature that names a rule, `rules/two-of-three`, is one of every place where the rule is used. */
function signedByPlace(signatures: unknown[], pathway: Thing, { uses, written }: FileWithNames): unknown[] {
  const names = new Map(uses.map(({ name, path }) => [key([...path, 'source']), `rules/${name}`]));
  const toSign = thresholdsToSign(pathway).map((each) => ({
    place: each.name,
    name: names.get(key(each.source.path)),
  }));
  return signatures.map((signature, index) => {
    if (!isThing(signature) || !Array.isArray(signature.thresholds)) return signature;
    const thresholds = signature.thresholds.flatMap((place: unknown, at) => {
      const covered = toSign.filter(({ name }) => name !== undefined && name === place);
      return covered.length > 0 ? covered.map((each) => ({ place: each.place, at })) : [{ place, at }];
    });
    const path = ['signatures', index, 'thresholds'];
    for (const [place, { at }] of thresholds.entries()) written.set(key([...path, place]), [...path, at]);
    return { ...signature, thresholds: thresholds.map(({ place }) => place) };
  });
}

const key = (path: readonly PropertyKey[]): string => JSON.stringify(path);

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
