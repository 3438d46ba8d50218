import { appendFileSync, cpSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';

/** What is wrong with it: whoever closes a check-in reads how many misses in a row count, and that throws. */
const DEFECT = `
const make = exports.createDependencies;
const throwing = (checkIn) =>
  Object.defineProperty({ ...checkIn }, 'missedInARow', {
    enumerable: true,
    get: () => { throw new TypeError('a defect'); },
  });
exports.createDependencies = (...args) => {
  const deps = make(...args);
  const { rules } = deps;
  const faulty = (pathway) => ({ ...pathway, checkIns: pathway.checkIns.map(throwing) });
  deps.rules = (...asked) => {
    const all = rules(...asked);
    return { ...all, pathway: faulty(all.pathway), ...(all.versions ? { versions: all.versions.map(faulty) } : {}) };
  };
  return deps;
};
`;

/** A folder with this release as compiled, and a defect in it. Whoever asked for it removes it. */
export function releaseWithDefect(): string {
  const [here, folder] = [repositoryRoot(), realpathSync(mkdtempSync(join(tmpdir(), 'throughline-release-')))];
  cpSync(join(here, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const name of readdirSync(here).filter((each) => each !== 'dist' && !each.startsWith('.')))
    symlinkSync(join(here, name), join(folder, name));
  appendFileSync(join(folder, 'dist', 'src', 'house', 'dependencies.js'), DEFECT);
  return folder;
}
