import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { DomainError } from '../domain/words/error';
import { inPlainWords, pathInWords, type Fault } from '../domain/shapes/fault';
import { parseYaml } from './positions';

/** A checked value and a way to refuse it later with the line at fault (references are checked after all files are read). */
export type YamlFile<T> = { value: T; refuse: (faults: Fault[]) => void };

/** Reads one data file, or throws one sentence per fault: `folder/file:line field says what is wrong and what to do`. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): YamlFile<T> {
  const { value, errors, positionOf } = parseYaml(textOf(file));
  const refuse = (faults: Fault[]): void => {
    if (faults.length === 0) return;
    throw refusal(
      faults.map(({ path, message }) => `${at(file, positionOf(path).line)} ${pathInWords(path)} ${message}.`),
    );
  };
  const broken = errors.map(({ position, message }) => `${at(file, position.line)} is not readable YAML: ${message}.`);
  if (broken.length > 0) throw refusal(broken);

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
