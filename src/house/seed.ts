import { join } from 'node:path';
import { sql } from 'kysely';
import { loadCatalogue, type Catalogue } from '../catalogue/catalogue';
import { loadClinic } from '../catalogue/clinic/load-clinic';
import { repositoryRoot } from '../config/settings';
import type { ClinicSettings } from '../domain/words/clinic';
import { DomainError } from '../domain/words/error';
import { hashOfSecret, newKey } from '../identity/secrets';
import type { Role } from '../domain/words/authority';
import { connect, type Tx } from '../storage/tx/connection';
import { modeFault } from '../storage/house/migrate';
import { publishPathways, type Published } from '../storage/clinic/pathways';
import { replaceShifts } from '../storage/rota/rotas';
import { addKey } from '../storage/clinic/keys';
import { addStaff } from '../storage/clinic/staff';
import type { Store } from '../storage/store';
import { transact } from '../storage/tx/transact';

export type ApiKeys = Record<'coordinator' | 'clinician' | 'lead' | 'operator', string>;

/** Made-up people. Their addresses end in .test, which leads nowhere. */
const people = [
  { name: 'Priya Shah', role: 'coordinator', email: 'priya.shah@riverside.test', rota: null },
  { name: 'Dr Lee', role: 'clinician', email: 'dr.lee@riverside.test', rota: 'clinician-on-call' },
  { name: 'Dr Amara Osei', role: 'lead', email: 'amara.osei@riverside.test', rota: 'second-on-call' },
  { name: 'Sam Wright', role: 'operator', email: 'sam.wright@riverside.test', rota: 'service-manager' },
  { name: 'Canary mailbox', role: 'canary', email: 'canary@riverside.test', rota: 'canary-mailbox' },
] as const satisfies readonly { name: string; role: Role; email: string; rota: string | null }[];

const DEMONSTRATION = 'demonstration';

/** Demonstrations walk months ahead, so nobody's shift ends within anybody's patience. */
const SHIFTS_END = Date.UTC(2126, 0, 1);

/** `keysKept: false` asks for new keys in a clinic that has handed out its own before. */
type SeedConfig = { mode: 'demo' | 'live'; keysKept?: boolean };
type SeedDeps = { store: Pick<Store, 'db'>; catalogue: Catalogue; config: SeedConfig };

/**
 * What a migrated database needs before the house can use it: its mode (once, for ever), the pathways of the catalogue,
 * and in a demonstration store the made-up clinic. Keys come back only from the call that made them.
 */
export function seed({
  store,
  catalogue,
  config: { mode, keysKept = true },
}: SeedDeps): Promise<{ apiKeys: ApiKeys | null }> {
  const settings = loadClinic(join(repositoryRoot(), 'clinic', 'demo.yaml'), catalogue.instruments);
  return transact(store.db, async (tx) => {
    await keepMode(tx, mode);
    await publishPathways(tx, published(catalogue, mode));
    if (mode === 'live') return { apiKeys: null };
    return { apiKeys: (await seedClinic(tx, settings)) ?? (keysKept ? null : await handOutKeys(tx)) };
  });
}

/** The same for a start script, which knows only where the database is. */
export async function seedDatabase(
  databaseUrl: string,
  config: SeedConfig,
  catalogue = loadCatalogue(repositoryRoot()),
): Promise<{ apiKeys: ApiKeys | null }> {
  const db = connect(databaseUrl, { max: 1 });
  try {
    return await seed({ store: { db }, catalogue, config });
  } finally {
    await db.destroy();
  }
}

/** The row lock also lets only one start at a time go on from here. */
async function keepMode(tx: Tx, mode: 'demo' | 'live'): Promise<void> {
  await sql`insert into store (mode) values (${mode}) on conflict do nothing`.execute(tx);
  await tx.selectFrom('store').select('mode').forUpdate().executeTakeFirstOrThrow();
  const fault = await modeFault(tx, mode);
  if (fault !== null) throw new DomainError('configuration', fault);
}

/** Drafts belong to demonstrations: a live store never learns of one. */
export function published(catalogue: Catalogue, mode: 'demo' | 'live'): Published[] {
  return catalogue.pathways
    .filter(({ state }) => mode === 'demo' || state !== 'draft')
    .map((pathway) => ({ pathway, contentHash: catalogue.contentHash(pathway.id, pathway.version) }));
}

/** The made-up clinic with its people and their keys; null when there is one already. */
export async function seedClinic(tx: Tx, settings: ClinicSettings): Promise<ApiKeys | null> {
  if (await tx.selectFrom('clinic').select('id').executeTakeFirst()) return null;
  const { id: clinicId } = await tx
    .insertInto('clinic')
    .values({ name: settings.publicName, settings: JSON.stringify(settings) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`insert into clinic_settings_version (clinic_id, version, settings)
    values (${clinicId}, ${settings.version}, ${JSON.stringify(settings)})`.execute(tx);
  for (const { name, role, email, rota } of people) {
    const staffId = await addStaff(tx, { clinicId, name, role, email });
    if (rota !== null)
      await replaceShifts(tx, { clinicId, rota, shifts: [{ staffId, startsAt: 0, endsAt: SHIFTS_END }], by: 'system' });
  }
  return handOutKeys(tx);
}

/**
 * New keys for the made-up staff; the ones before open nothing any more. A start that was killed before it could write
 * its keys down, or whose file was deleted, is not locked out for ever.
 */
async function handOutKeys(tx: Tx): Promise<ApiKeys> {
  await sql`update api_key set revoked_at = clock_timestamp() where label = ${DEMONSTRATION} and revoked_at is null`.execute(
    tx,
  );
  const names = people.filter(({ role }) => role !== 'canary').map(({ name }) => name);
  const staff = await tx
    .selectFrom('staff_member')
    .select(['id', 'clinic_id', 'role'])
    .where('name', 'in', names)
    .execute();
  const keys = staff.map(async ({ id, clinic_id: clinicId, role }) => [
    role,
    await makeKey(tx, { clinicId, staffId: id, role: role as Role, label: DEMONSTRATION }),
  ]);
  return Object.fromEntries(await Promise.all(keys)) as ApiKeys;
}

async function makeKey(
  tx: Tx,
  owner: { clinicId: string; staffId: string; role: Role; label: string },
): Promise<string> {
  const key = newKey();
  await addKey(tx, { ...owner, keyHash: hashOfSecret(key) });
  return key;
}
