import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { root } from '../support/care/shipped';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const mantine = 'node_modules/@mantine/core/esm/components';

/** Reached from what we use, and drawn in none of our ways of using it. */
const undrawn = new Set(['ScrollArea', 'CheckboxCard']);

/** The parts whose looks a component needs: its own, and those of all that it is built of. */
function partsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)].flatMap(([, path = '']) =>
    path.endsWith('.module.mjs') ? [basename(path, '.module.mjs')] : partsOf(resolve(dirname(file), path), seen),
  );
}

test('the first load has the looks of each component that is used, and of no other', () => {
  const used = new Set(
    readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) => [...read(join('web', name)).matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)])
      .flatMap(([, names = '']) => names.split(',').map((each) => each.trim()))
      .filter((name) => /^[A-Z]/.test(name) && name !== 'MantineProvider'),
  );
  const needed = new Set([...used].flatMap((name) => partsOf(join(root, mantine, name, `${name}.mjs`))));
  const loaded = [...read('web/app/mantine.css').matchAll(/styles\/([A-Z]\w+)\.css/g)].map(([, name = '']) => name);

  expect(loaded.toSorted()).toEqual([...needed].filter((part) => !undrawn.has(part)).toSorted());
});
