import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** A folder of one's own for a test, with a space in its path: people's home folders have them. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'through line '));
  folders.push(folder);
  return folder;
}

export function removeScratchFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
