import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { DomainError } from '../domain/words/error';
import { type Fault, inPlainWords, pathInWords } from '../domain/shapes/fault';

/** Line and column as editors count them, from 1. */
export type Position = { line: number; column: number };

/** A YAML text with a way back from a path in its value to the place where it was written. */
export type ParsedYaml = {
  value: unknown;
  /** What is not readable at all; then `value` means nothing. */
  errors: { position: Position; message: string }[];
  /** What was found wrong before any schema was asked. */
  faults?: Fault[];
  positionOf: (path: readonly PropertyKey[]) => Position;
};

export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const errors = document.errors.map(({ pos, message }) => ({ position: positionAt(lines, pos[0]), message }));
    return {
      value: errors.length > 0 ? null : document.toJS({ maxAliasCount: MOST_ALIASES }),
      errors,
      positionOf: (path) => positionAt(lines, offsetOf(document, path)),
    };
  } catch {
    const start = { line: 1, column: 1 };
    const message = `is nested too deep, or repeats parts by more than ${String(MOST_ALIASES)} aliases`;
    return { value: null, errors: [{ position: start, message }], positionOf: () => start };
  }
}

/** A short text with a few anchors can stand for millions of values: our own files use none. */
const MOST_ALIASES = 20;

/**
 * The start of the deepest part of the path that the file really has: a missing field is shown at its parent. Of a field
 * it is the key, so that a value that begins on the next line is found where its name stands.
 */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = keyOffset(document, path.slice(0, depth)) ?? nodeOffset(document, path.slice(0, depth));
    if (offset !== null) return offset;
  }
  return 0;
}

function keyOffset(document: Document, path: readonly PropertyKey[]): number | null {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return null;
  const pair = parent.items.find(
    (item) => isPair(item) && isNode(item.key) && String(item.key) === String(path.at(-1)),
  );
  return pair && isNode(pair.key) ? (pair.key.range?.[0] ?? null) : null;
}

function nodeOffset(document: Document, path: readonly PropertyKey[]): number | null {
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** A checked value and a way to refuse it later with the line at fault (references are checked after all files are read). */
export type YamlFile<T> = { value: T; refuse: (faults: Fault[]) => void };

/** Reads one data file, or throws one sentence per fault: `folder/file:line field says what is wrong and what to do`. */
export function readYaml<T>(
  file: string,
  schema: z.ZodType<T>,
  parse: (text: string) => ParsedYaml = parseYaml,
): YamlFile<T> {
  const { value, errors, faults = [], positionOf } = parse(textOf(file));
  const refuse = (faults: Fault[]): void => {
    if (faults.length === 0) return;
    throw refusal(
      faults.map(({ path, message }) => `${at(file, positionOf(path).line)} ${pathInWords(path)} ${message}.`),
    );
  };
  const broken = errors.map(({ position, message }) => `${at(file, position.line)} is not readable YAML: ${message}.`);
  if (broken.length > 0) throw refusal(broken);
  refuse(faults);

  const parsed = schema.safeParse(value, { error: inPlainWords });
  if (!parsed.success) refuse(parsed.error.issues);
  return { value: parsed.data as T, refuse };
}

/** The last folder and the file: enough to find it, and no path of this machine. */
export function shortName(file: string): string {
  return join(basename(dirname(file)), basename(file)).replaceAll('\\', '/');
}

export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DomainError(
      'configuration',
      `${shortName(file)} cannot be read: put the file there or correct its rights.`,
      {},
      { cause },
    );
  }
}

function at(file: string, line: number): string {
  return `${shortName(file)}:${line}`;
}

function refusal(sentences: string[]): DomainError {
  return new DomainError('configuration', sentences.join('\n'), { faults: sentences });
}
