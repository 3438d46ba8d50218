import { sql } from 'kysely';
import type { Role } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

export type NewKey = {
  clinicId: string;
  keyHash: Buffer;
  /** Null = a program's own, which cannot decide anything. */
  staffId: string | null;
  role: Role;
  label: string;
  /** The deeds it is for; null or left out = whatever the role may. */
  scopes?: readonly string[] | null;
  expiresAt?: Instant | null;
};

export async function addKey(tx: Tx, key: NewKey): Promise<string> {
  const { id } = await tx
    .insertInto('api_key')
    .values({
      clinic_id: key.clinicId,
      key_hash: key.keyHash,
      staff_id: key.staffId,
      role: key.role,
      label: key.label,
      scopes: key.scopes ? [...key.scopes] : null,
      expires_at: key.expiresAt ? new Date(key.expiresAt) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type KeyRow = {
  id: string;
  clinicId: string;
  label: string;
  role: string;
  staffId: string | null;
  owner: string | null;
  scopes: string[] | null;
  expiresAt: Instant | null;
  lastUsedAt: Instant | null;
};

/** Keys that open something, oldest first. */
export async function listKeys(tx: Tx, clinicId: string): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select k.id, k.clinic_id as "clinicId", k.label, coalesce(s.role, k.role) as role, k.staff_id as "staffId",
      s.name as owner, k.scopes, k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"
    from api_key k left join staff_member s on s.id = k.staff_id
    where k.clinic_id = ${clinicId} and k.revoked_at is null and coalesce(k.expires_at > clock_timestamp(), true)
      and coalesce(s.active, true)
    order by k.created_at, k.id`.execute(tx);
  return rows;
}

/** It opens nothing from now on. False where there is no such key that does. */
export async function revokeKey(tx: Tx, clinicId: string, keyId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update api_key set revoked_at = clock_timestamp()
    where clinic_id = ${clinicId} and id = ${keyId} and revoked_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** All of a person who leaves. */
export async function revokeKeysOf(tx: Tx, staffId: string): Promise<void> {
  await sql`update api_key set revoked_at = clock_timestamp() where staff_id = ${staffId} and revoked_at is null`.execute(
    tx,
  );
}
