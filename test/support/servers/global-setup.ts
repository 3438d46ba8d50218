import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { readCatalogue } from '../../../src/catalogue/catalogue';
import { repositoryRoot } from '../../../src/config/settings';
import { buildWorkflowBundle } from '../../../src/embedded/temporal/workflow-bundle';
import { migrateToLatest } from '../../../src/storage/house/migrate';
import { chromiumOrSentence } from './chromium';
import { startTestServers, type TestServers } from './test-servers';

declare global {
  var testServers: TestServers | undefined;
}

const TEMPLATE = 'throughline_template';

/** Once per run: the servers, a migrated database to clone, what is shipped, and the workflow code; tests find them in the environment. */
async function globalSetup(): Promise<void> {
  const root = repositoryRoot();
  const chromium = chromiumOrSentence(process.env);
  if (chromium !== null) process.env.TEST_CHROMIUM = chromium;
  const servers = await startTestServers();
  globalThis.testServers = servers;
  process.env.TEST_DATABASE_URL = servers.postgres.url;
  process.env.TEST_DATABASE_ROLES = JSON.stringify(servers.postgres.urls);
  process.env.TEST_TEMPORAL_ADDRESS = servers.temporal.address;
  process.env.TEST_TEMPLATE_DATABASE = TEMPLATE;
  await makeTemplate(servers.postgres.url);
  const cache = join(root, 'node_modules', '.cache', 'throughline');
  mkdirSync(cache, { recursive: true });
  process.env.TEST_CATALOGUE = join(cache, 'catalogue.json');
  writeFileSync(process.env.TEST_CATALOGUE, JSON.stringify(readCatalogue(root)));
  process.env.TEST_WORKFLOW_BUNDLE = await buildWorkflowBundle(join(cache, 'workflow-bundle.js'));
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE}`;
  await migrateToLatest(url.href);
}

export = globalSetup;
