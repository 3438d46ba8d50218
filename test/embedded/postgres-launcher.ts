import { join } from 'node:path';
import { startPostgres } from '../../src/embedded/postgres/postgres';

/** A process of its own for postgres.test.ts to kill: starts PostgreSQL, says its process id and waits. */
async function main(root: string, port: number): Promise<void> {
  const { pid } = await startPostgres({
    folder: join(root, 'postgres'),
    port,
    logFile: join(root, 'log'),
    noSync: true,
  });
  process.stdout.write(`${pid}\n`);
  setInterval(() => undefined, 60_000);
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
