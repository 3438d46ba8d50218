import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// The shape of the house in numbers, and how far each may go: `npm run shape`, and with the tests.

/** Where the code of the running house stands. Tests, tools and the bench are counted apart. */
const HOUSE = ['src', 'workflows', 'activities', 'api'];
const APART = ['web', 'tools', 'bench', 'test'];
/** Written by a program, so that its length is nobody's fault. */
const GENERATED: readonly string[] = ['src/storage/tx/database.ts', 'web/api/generated/types.gen.ts'];

/** Raised from 500 with the reads and acts that the screens of staff stand on (docs/decisions). */
export const bounds = { files: 680, filesInAFolder: 20, linesInAFile: 250 } as const;

type Source = { path: string; lines: number };
export type Shape = { folders: { name: string; files: number; lines: number }[]; faults: string[] };

/** Counts the sources below `root`, and says in sentences which bound is broken and where. */
export function shapeOf(root: string): Shape {
  const house = HOUSE.flatMap((folder) => sourcesIn(root, folder));
  const faults = [
    ...(house.length > bounds.files
      ? [`The house has ${String(house.length)} files of code, at most ${String(bounds.files)} are meant.`]
      : []),
    ...[...countBy([...HOUSE, ...APART].flatMap((folder) => filesIn(root, folder)).map(dirname))]
      .filter(([, count]) => count > bounds.filesInAFolder)
      .map(([folder, count]) => `${folder} holds ${String(count)} files: group them by what one looks for.`),
    ...[...house, ...sourcesIn(root, 'web')]
      .filter(({ path, lines }) => lines > bounds.linesInAFile && !GENERATED.includes(path))
      .map(({ path, lines }) => `${path} has ${String(lines)} lines: it holds more than one concept.`),
  ];
  const folders = [...HOUSE, ...APART].map((name) => {
    const sources = sourcesIn(root, name);
    return { name, files: sources.length, lines: sources.reduce((sum, { lines }) => sum + lines, 0) };
  });
  return { folders, faults };
}

function sourcesIn(root: string, folder: string): Source[] {
  return filesIn(root, folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }));
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
    .sort();
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
