import { Connection } from '@temporalio/client';
import { type GuardedProcess, StartError, startGuarded, untilItAnswers } from '../supervise/guarded-process';
import { isListening, isPortFree } from '../ports';

export type TemporalServerOptions = {
  readonly binary: string;
  readonly port: number;
  readonly logFile: string;
  /** Without a file the server keeps everything in memory. */
  readonly databaseFile?: string;
  readonly namespaces?: readonly string[];
  /** key=JSON, as the server takes them. */
  readonly dynamicConfig?: readonly string[];
};

export type TemporalServer = GuardedProcess & { readonly address: string };

/** Starts Temporal's development server and waits until every namespace answers. */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const { binary, port, logFile, databaseFile, namespaces = [], dynamicConfig = [] } = options;
  // Without this look a start would silently talk to whatever server already listens there.
  if (!(await isPortFree(port)))
    throw new StartError(`Port ${port}, meant for Temporal, is in use by another program.`);
  const server = await startGuarded({
    command: [
      binary,
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
      '--disable-config-file',
      ...namespaces.flatMap((namespace) => ['--namespace', namespace]),
      ...dynamicConfig.flatMap((value) => ['--dynamic-config-value', value]),
      ...(databaseFile === undefined ? [] : ['--db-filename', databaseFile]),
      ...(databaseFile === undefined
        ? []
        : ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL']),
    ],
    env: { HOME: process.env.HOME },
    logFile,
    stopSignal: 'TERM',
    errorsOnly: true,
  });
  const address = `127.0.0.1:${port}`;
  const served = ['default', ...namespaces];
  await untilItAnswers(
    'Temporal',
    server,
    logFile,
    async () => (await isListening(port)) && areServed(address, served),
  );
  return { ...server, address };
}

async function areServed(address: string, namespaces: readonly string[]): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 1000 });
    const { workflowService } = connection;
    const asked = connection.withDeadline(Date.now() + 2000, () =>
      // Every answer is awaited: closing the connection while one is still being retried would end the whole process.
      Promise.allSettled(namespaces.map((namespace) => workflowService.describeNamespace({ namespace }))),
    );
    return (await asked).every(({ status }) => status === 'fulfilled');
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}
