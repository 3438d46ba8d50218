import { createServer } from 'node:http';
import { createTerminus } from '@godaddy/terminus';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createApp } from '../../api/app';
import { readConfig } from '../config/config';
import { createDependencies, refuseOtherStore } from '../house/dependencies';
import { lastWords } from '../log';

/** Requests in flight get so long to end; a walking demonstration clock is cut off and goes on when asked again. */
const GRACE_MS = 10_000;

/** The API process: everything people and programs reach over HTTP. It starts and answers without the engine. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const deps = createDependencies(config, 'api', 20);
  await refuseOtherStore(deps.store.db, config.mode);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 20_000, requestTimeout: 60_000 },
    createApp(deps, metrics),
  );
  createTerminus(server, {
    signals: ['SIGTERM', 'SIGINT'],
    timeout: GRACE_MS,
    useExit0: true,
    onSignal: () => deps.close(),
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    process.stderr.write(taken ? `Port ${config.port} is taken: set PORT to another one.\n` : `${error.message}\n`);
    process.exit(1);
  });
  server.listen(config.port, config.host, () => {
    deps.log.info({ port: config.port }, 'listening');
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exit(1);
});
