import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '../../config/repository-root';

/** The SDK fetches the server only while starting one, so one is started and stopped again, in a process of its own. */
const FETCH = `
const { TestWorkflowEnvironment } = require('@temporalio/testing');
const executable = { type: 'cached-download', version: 'v1.9.1', downloadDir: process.argv[1] };
TestWorkflowEnvironment.createLocal({ server: { executable } })
  .then((started) => started.teardown())
  .then(() => process.exit(0), () => process.exit(1));
`;

/**
 * The program the SDK has put into `folder`, or null. Where its host is closed it gives up at once; where the line just
 * goes quiet it is ended after `quietMs` without a new byte. Whoever asked compares its hash.
 */
export async function sdkDownload(folder: string, fetch = FETCH, quietMs = 5000): Promise<string | null> {
  const child = spawn(process.execPath, ['-e', fetch, folder], {
    cwd: repositoryRoot(),
    stdio: 'ignore',
    detached: true,
  });
  let ended = false;
  child.once('exit', () => (ended = true)).once('error', () => (ended = true));
  let bytes = 0;
  for (let quiet = 0; quiet < quietMs && !hasEnded(); quiet += 50) {
    await delay(50);
    const now = bytesIn(folder);
    if (now !== bytes) quiet = 0;
    bytes = now;
  }
  if (!hasEnded() && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL'); // with the server it may have started
  const program = readdirSync(folder).map((name) => join(folder, name));
  return program.find(isTemporal) ?? null;

  function hasEnded(): boolean {
    return ended;
  }
}

function bytesIn(folder: string): number {
  return readdirSync(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

function isTemporal(file: string): boolean {
  return /version 1\.9\./.test(String(spawnSync(file, ['--version'], { timeout: 10_000 }).stdout));
}
