import type { StartConfig } from '../config/config';
import { childEnvironment, childPart } from './supervise/child-parts';
import { type ApiKeys, type DataFolder, keepDemoFile } from './data-folder';
import { rotate } from './supervise/guarded-process';
import type { Ports } from './ports';
import { type RoleUrls, startPostgres } from './postgres/postgres';
import { requireDatabase, requireTemporal, untilReady } from './reachable';
import type { Supervisor } from './supervise/supervisor';
import { findTemporalBinary } from './temporal/binary';
import { startTemporalServer } from './temporal/server';

/** Migrates the database and, in a new demonstration store, makes the clinic; keys are null when handed out before. */
export type PrepareDatabase = (
  databaseUrl: string,
  options: { readonly mode: 'demo' | 'live'; readonly keysKept: boolean },
) => Promise<{ readonly apiKeys: ApiKeys }>;

export type StartContext = {
  readonly config: StartConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: DataFolder;
  readonly ports: Ports;
  readonly supervisor: Supervisor;
  readonly prepareDatabase: PrepareDatabase;
  readonly say: (line: string) => void;
};

/** `show` replaces the line below the title while the step runs. */
export type Step = { readonly title: string; readonly run: (show: (line: string) => void) => Promise<void> };

/** The start as a list: a part with an address of its own is looked at, any other is started and kept running. */
export function startSteps(context: StartContext): Step[] {
  const { config, env, folder, ports, supervisor, prepareDatabase, say } = context;
  const addresses = {
    databaseUrl: config.databaseUrl ?? '', // the built-in server's addresses hold passwords, known once it runs
    temporalAddress: config.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
    smtpUrl: config.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
  };
  const databases = { owner: addresses.databaseUrl, watch: addresses.databaseUrl };
  const child = (
    ...[name, listensAt]: [Parameters<typeof childPart>[0], Parameters<typeof childPart>[3]?]
  ): Promise<void> =>
    supervisor.run(
      childPart(
        name,
        folder,
        childEnvironment(
          config,
          name === 'watch' ? { ...addresses, databaseUrl: databases.watch } : addresses,
          folder,
          env,
        ),
        listensAt,
      ),
    );
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host;

  return [
    config.databaseUrl === null
      ? {
          title: 'PostgreSQL',
          run: async () => {
            const urls = await builtInPostgres(context);
            Object.assign(databases, urls);
            addresses.databaseUrl = urls.app;
          },
        }
      : { title: 'PostgreSQL of DATABASE_URL', run: () => requireDatabase(addresses.databaseUrl) },
    config.temporalAddress === null
      ? { title: 'Temporal', run: (show) => builtInTemporal(context, show) }
      : { title: 'Temporal of TEMPORAL_ADDRESS', run: () => requireTemporal(addresses.temporalAddress) },
    ...(config.smtpUrl === null
      ? [{ title: 'Mail catcher', run: () => child('mail catcher', { host: '127.0.0.1', port: ports.smtp }) }]
      : []),
    {
      title: 'Database tables and clinic',
      async run() {
        const { mode, publicUrl } = config;
        const prepare = (keysKept: boolean) => prepareDatabase(databases.owner, { mode, keysKept });
        await (mode === 'demo' ? keepDemoFile(folder.demo, publicUrl, prepare) : prepare(true));
      },
    },
    { title: 'Worker', run: () => child('worker') },
    { title: 'API and pages', run: () => child('api', { host, port: config.port }) },
    { title: 'Watch', run: () => child('watch') },
    {
      title: 'Everything answers',
      async run() {
        const trouble = await untilReady(`http://${host}:${config.port}`);
        if (trouble !== null) say(`Not everything is in order yet (${trouble}); the logs are in ${folder.root}/logs`);
      },
    },
    // They come while the house can be used already.
    ...(config.mode === 'demo' && config.demoPatients > 0
      ? [{ title: 'Made-up patients, in the background', run: () => child('made-up patients') }]
      : []),
  ];
}

async function builtInPostgres({ folder, ports, supervisor, say }: StartContext): Promise<RoleUrls> {
  const logFile = folder.log('postgres');
  let urls: RoleUrls = { owner: '', app: '', watch: '' };
  await supervisor.run({
    name: 'postgres',
    async start() {
      rotate(logFile);
      const server = await startPostgres({ folder: folder.postgres, port: ports.postgres, logFile, say });
      urls = server.urls;
      return server;
    },
  });
  return urls;
}

async function builtInTemporal(
  { env, folder, ports, supervisor }: StartContext,
  show: (line: string) => void,
): Promise<void> {
  const logFile = folder.log('temporal');
  const binary = await findTemporalBinary(env, show);
  await supervisor.run({
    name: 'temporal',
    start() {
      rotate(logFile);
      return startTemporalServer({ binary, port: ports.temporal, logFile, databaseFile: folder.temporal });
    },
  });
}
