import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { connect } from '../../../src/storage/tx/connection';
import { migrateToLatest, migrations } from '../../../src/storage/house/migrate';

const folder = join(__dirname, '..', '..', 'storage', 'migrations', 'states');

/** A database of each earlier release, kept as it was: patients in the middle of their stories, open alerts, planned mail. */
export const earlierStates = readdirSync(folder).map((file) => file.replace('.json.gz', ''));

/** Makes the tables as that release had them, and its rows. The rows refer to each other and are not checked on the way. */
export async function fillWithEarlierState(databaseUrl: string, state: string): Promise<void> {
  await migrateToLatest(databaseUrl, { upTo: Object.keys(migrations).find((name) => name.startsWith(state)) ?? '' });
  const file = gunzipSync(readFileSync(join(folder, `${state}.json.gz`))).toString('utf8');
  const db = connect(databaseUrl, { max: 1 });
  try {
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      for (const [name, rows] of Object.entries(JSON.parse(file) as Record<string, unknown[]>)) {
        const table = sql.table(name);
        // What the database derives by itself is not given to it.
        const { rows: columns } = await sql<{ name: string }>`select column_name as name from information_schema.columns
          where table_schema = 'public' and table_name = ${name} and is_generated = 'NEVER'`.execute(tx);
        const list = sql.join(columns.map((column) => sql.ref(column.name)));
        await sql`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table},
          ${JSON.stringify(rows)})`.execute(tx);
      }
    });
  } finally {
    await db.destroy();
  }
}
