// The types of the API for the console, made from the built routes: no server is needed. `--check` compares and changes nothing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { build, fail, importBuilt, install, root } from './install.mjs';

install();
await build();
const { openApiDocument } = await importBuilt('api/contracts/openapi.js');
const { routes } = await importBuilt('api/routes/index.js');

const committed = join(root, 'web', 'api', 'generated');
const check = process.argv.includes('--check');
const path = check ? mkdtempSync(join(tmpdir(), 'throughline-types-')) : committed;
await createClient({
  input: JSON.parse(JSON.stringify(openApiDocument(routes, '/'))),
  output: { path, entryFile: false },
  plugins: ['@hey-api/typescript'],
  logs: { level: 'error' },
});
if (check) {
  const text = (folder) => readFileSync(join(folder, 'types.gen.ts'), 'utf8');
  const same = text(path) === text(committed);
  rmSync(path, { recursive: true, force: true });
  if (!same) fail('web/api/generated is older than the routes: run `npm run api-types` and commit what it writes.');
}
