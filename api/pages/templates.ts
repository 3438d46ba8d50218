import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Eta } from 'eta';

/**
 * The templates of a folder of pages, named from the repository's root. They are not compiled: they are read from the
 * sources, also when the program runs from dist/.
 */
export function templatesIn(path: string) {
  const folder = folderOf(path, __dirname);
  const eta = new Eta({ views: folder, cache: true });
  return {
    render: (name: string, data: object): string => eta.render(`/${name}`, data),
    read: (name: string): string => readFileSync(join(folder, name), 'utf8'),
  };
}

function folderOf(path: string, from: string): string {
  const folder = join(from, path);
  // The compiled code has folders of the same names, without templates.
  if (existsSync(join(folder, 'layout.eta'))) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Error(`The pages of ${path} are missing: start Throughline from its own folder.`);
  return folderOf(path, parent);
}
