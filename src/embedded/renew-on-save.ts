import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildWorkflowBundle } from './temporal/workflow-bundle';

/** Read when a process starts: code, pages, and what the catalogue is made from. */
const WATCHED = ['src', 'api', 'activities', 'workflows', 'pathways', 'instruments', 'clinic', 'texts'];
/** An editor saves in several strokes. */
const SETTLE_MS = 50;

/**
 * For development: what is saved is compiled by itself, without a look at its types (that is `npm run typecheck`), and
 * `renew` is called. Ends with the process.
 */
export function renewOnSave(root: string, renew: () => Promise<void>, say: (line: string) => void): void {
  const changed = new Set<string>();
  let busy = false;
  const work = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    await delay(SETTLE_MS);
    while (changed.size > 0) {
      const names = [...changed];
      changed.clear();
      await compile(root, names)
        .then(renew)
        .catch((error: unknown) => {
          say(error instanceof Error ? error.message : String(error));
        });
    }
    busy = false;
  };
  for (const folder of WATCHED) {
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (name === null || !/\.(ts|eta|css|ya?ml|json)$/.test(name)) return;
      changed.add(join(folder, name));
      void work();
    });
  }
}

async function compile(root: string, names: readonly string[]): Promise<void> {
  const { default: typescript } = await import('typescript');
  const { config } = typescript.readConfigFile(join(root, 'tsconfig.base.json'), (path) =>
    readFileSync(path, 'utf8'),
  ) as { config: { compilerOptions: object } };
  const { options } = typescript.convertCompilerOptionsFromJson(config.compilerOptions, root);
  for (const name of names.filter((each) => each.endsWith('.ts'))) {
    const target = join(root, 'dist', name.replace(/\.ts$/, '.js'));
    if (!existsSync(join(root, name))) {
      rmSync(target, { force: true });
      continue;
    }
    const source = readFileSync(join(root, name), 'utf8');
    const { outputText } = typescript.transpileModule(source, {
      compilerOptions: { ...options, sourceMap: false },
      fileName: join(root, name),
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  if (names.some((name) => name.startsWith('workflows')))
    await buildWorkflowBundle(join(root, 'dist', 'workflow-bundle.js'));
}
