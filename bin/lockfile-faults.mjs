// What would make `npm ci` fail, or go elsewhere, on another machine: found here, before it is committed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Optional packages of other platforms are dropped silently when a registry lacks them; `npm ci` then refuses the lockfile. */
export function lockfileFaults(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const faults = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (entry.resolved !== undefined) faults.push(`${path} names a host (resolved): delete the line.`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!names.has(name)) faults.push(`${path || 'package.json'} wants ${name}, which the lockfile lacks.`);
    }
  }
  return faults;
}
