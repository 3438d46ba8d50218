import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { DomainError } from '../domain/error';
import { inPlainWords, pathInWords, type Fault } from './fault';

/** A checked value and a way to refuse it later with the line at fault (references are checked after all files are read). */
export type YamlFile<T> = { value: T; refuse: (faults: Fault[]) => void };

/** Reads one data file, or throws one sentence per fault: `folder/file:line field says what is wrong and what to do`. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false });
  const refuse = (faults: Fault[]): void => {
    if (faults.length === 0) return;
    throw refusal(
      faults.map(({ path, message }) => `${at(file, lineOf(document, lines, path))} ${pathInWords(path)} ${message}.`),
    );
  };
  const broken = document.errors.map(
    (error) => `${at(file, lines.linePos(error.pos[0]).line)} is not readable YAML: ${error.message}.`,
  );
  if (broken.length > 0) throw refusal(broken);

  const parsed = schema.safeParse(document.toJS(), { error: inPlainWords });
  if (!parsed.success) refuse(parsed.error.issues);
  return { value: parsed.data as T, refuse };
}

/** The last folder and the file: enough to find it, and no path of this machine. */
export function shortName(file: string): string {
  return join(basename(dirname(file)), basename(file)).replaceAll('\\', '/');
}

function textOf(file: string): string {
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

/** The line of the deepest part of the path that the file really has: a missing field is shown at its parent. */
function lineOf(document: Document, lines: LineCounter, path: PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function at(file: string, line: number): string {
  return `${shortName(file)}:${line}`;
}

function refusal(sentences: string[]): DomainError {
  return new DomainError('configuration', sentences.join('\n'), { faults: sentences });
}
