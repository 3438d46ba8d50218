import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Templates and stylesheet are not compiled: they are read from the sources, also when the program runs from dist/. */
export function pagesFolder(from: string = __dirname): string {
  const folder = join(from, 'api', 'patient', 'pages');
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  if (parent === from)
    throw new Error('The patient pages (api/patient/pages) are missing: start Throughline from its own folder.');
  return pagesFolder(parent);
}
