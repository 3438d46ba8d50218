import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { repositoryRoot } from '../../config/settings';

/**
 * One file with all workflow code, made before the worker starts: webpack then costs its two seconds once per change
 * and not at every start of a worker. The first line holds a hash of what it was made from.
 */
export async function buildWorkflowBundle(target: string): Promise<string> {
  const root = repositoryRoot();
  const stamp = `// made from ${sourcesHash(root)}\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(stamp)) return target;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    logger: silent,
  });
  mkdirSync(dirname(target), { recursive: true });
  const fresh = `${target}.${process.pid}.new`;
  writeFileSync(fresh, stamp + code);
  renameSync(fresh, target);
  return target;
}

/** Workflows import activities and the core as types only, so their own folder and the installed packages are all there is. */
function sourcesHash(root: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const folder = join(root, 'workflows');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
