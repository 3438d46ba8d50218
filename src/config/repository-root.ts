import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds package.json, pathways/ and instruments/; the same from src/ (tests) and from dist/src/ (start). */
export function repositoryRoot(from: string = __dirname): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('No package.json above the program: run Throughline from its own folder.');
  return repositoryRoot(parent);
}
