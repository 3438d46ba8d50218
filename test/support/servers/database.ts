import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type DatabaseError } from 'pg';

/** `url` is the administrator's, who may do everything; the house itself works as `app`. */
export type TestDatabase = {
  readonly url: string;
  readonly roles: Readonly<Record<'owner' | 'app' | 'watch', string>>;
  drop(): Promise<void>;
};

/** Somebody else is cloning, or still connected to, the template. */
const TEMPLATE_BUSY = '55006';

/** A migrated database of one's own, cloned in some twenty milliseconds. */
export const createTestDatabase = (): Promise<TestDatabase> => cloneOf(process.env.TEST_TEMPLATE_DATABASE);

/** One in which nothing has been made yet. */
export const createEmptyDatabase = (): Promise<TestDatabase> => cloneOf('template0');

async function cloneOf(template: string | undefined): Promise<TestDatabase> {
  const { TEST_DATABASE_URL: adminUrl } = process.env;
  if (adminUrl === undefined || template === undefined) throw new Error('No test database: run the tests with Jest.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await execute(adminUrl, `create database ${name} template ${template} strategy file_copy`);
      break;
    } catch (error) {
      if ((error as DatabaseError).code !== TEMPLATE_BUSY || attempt === 100) throw error;
      await delay(50);
    }
  }
  const at = (server: string): string => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const {
    owner = '',
    app = '',
    watch = '',
  } = JSON.parse(process.env.TEST_DATABASE_ROLES ?? '{}') as Partial<TestDatabase['roles']>;
  const roles = { owner: at(owner), app: at(app), watch: at(watch) };
  return { url: at(adminUrl), roles, drop: () => execute(adminUrl, `drop database ${name} with (force)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
