import { spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { StartError } from '../supervise/guarded-process';

/** How PostgreSQL's programs are run: words put before the command, and the user they run as when that is not us. */
export type PostgresIdentity = {
  readonly prefix: readonly string[];
  readonly runAs?: { uid: number; gid: number };
};

const NOBODY = 65_534;

/**
 * PostgreSQL refuses to run as root. A user namespace makes it see another user while the files stay root's (and stay
 * reachable below a 0700 folder); where the container forbids namespaces it runs as "nobody", who must own the folder.
 * A folder made in one way cannot be opened in the other, so the owner of an existing one decides.
 */
export function postgresIdentity(folder: string, owner: number | null = ownerOf(folder)): PostgresIdentity {
  const me = process.getuid?.() ?? NOBODY;
  if (me !== 0) {
    if (owner !== null && owner !== me) {
      throw new StartError(
        `The data folder ${folder} belongs to another user (number ${owner}): start as that user, or name another folder in THROUGHLINE_DATA.`,
      );
    }
    return { prefix: [] };
  }
  if (owner === 0 || (owner === null && canUnshare())) return { prefix: ['unshare', '--user'] };
  const uid = owner ?? NOBODY;
  return { prefix: [], runAs: { uid, gid: uid } };
}

/** Hands a fresh folder or file to the user PostgreSQL will run as. */
export function handOver(path: string, identity: PostgresIdentity): void {
  if (identity.runAs !== undefined) chownSync(path, identity.runAs.uid, identity.runAs.gid);
}

function ownerOf(folder: string): number | null {
  return statSync(folder, { throwIfNoEntry: false })?.uid ?? null;
}

function canUnshare(): boolean {
  return spawnSync('unshare', ['--user', 'true']).status === 0;
}
