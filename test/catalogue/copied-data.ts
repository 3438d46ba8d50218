import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/care/shipped';

/** The shipped data in a folder of its own, with one word changed: what a slip of the pen would make of it. */
export function copiedData(): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-data-'));
  for (const part of ['instruments', 'pathways', 'clinic', 'texts'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return folder;
}

/** Replaces the first occurrence, and fails when there is none: a test of a fault must really make it. */
export function change(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from))
    throw new Error(`${file} does not hold ${JSON.stringify(from)}: the test needs another slip`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** The line on which a text stands in a file of the folder, counted from 1. */
export function lineOf(folder: string, file: string, text: string): number {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

export function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('was accepted');
}
