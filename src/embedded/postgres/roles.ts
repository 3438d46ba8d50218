import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import { databaseRoles } from '../../storage/house/roles';

/** Where each role of a store connects to. */
export type RoleUrls = Readonly<Record<keyof typeof databaseRoles, string>>;

/** What an earlier release made belonged to the server's administrator; a store belongs to its owner. */
const HAND_OVER = `do $$ declare change text; begin
  for change in
    select format('alter table %s owner to ${databaseRoles.owner}', oid::regclass) from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and relowner <> '${databaseRoles.owner}'::regrole
    union all
    select format('alter function %s owner to ${databaseRoles.owner}', oid::regprocedure) from pg_proc
      where pronamespace = 'public'::regnamespace and proowner <> '${databaseRoles.owner}'::regrole
  loop execute change; end loop;
end $$`;

/**
 * The roles of the store in the built-in server, each with a password of its own that is made from the administrator's, and
 * the database in the hands of its owner. Harmless when they are there already.
 */
export async function makeRoles(adminUrl: string): Promise<RoleUrls> {
  const admin = new URL(adminUrl);
  const urls = Object.entries(databaseRoles).map(([part, role]) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = createHmac('sha256', admin.password).update(role).digest('base64url');
    return [part, url] as const;
  });
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const [, { username, password }] of urls) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [username]);
      if (rowCount === 0) await client.query(`create role ${username} login`);
      await client.query(`alter role ${username} nosuperuser nocreatedb nocreaterole password '${password}'`);
    }
    await client.query(`alter database ${admin.pathname.slice(1)} owner to ${databaseRoles.owner}`);
    await client.query(`alter schema public owner to ${databaseRoles.owner}`);
    await client.query(HAND_OVER);
  } finally {
    await client.end();
  }
  return Object.fromEntries(urls.map(([part, { href }]) => [part, href])) as RoleUrls;
}
