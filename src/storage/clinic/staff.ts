import { sql } from 'kysely';
import { isId } from '../../domain/facts/fields';
import type { Role } from '../../domain/words/authority';
import type { Tx } from '../tx/connection';
import { revokeKeysOf } from './keys';
import { endSessionsOf } from './sessions';

export type KeyHolder = {
  keyId: string;
  clinicId: string;
  staffId: string | null;
  role: Role;
  name: string;
  /** The deeds it is for; null = whatever its role may. */
  scopes: string[] | null;
};

/** Who holds this key now; null for an unknown, ended or revoked key and for a person who has left. Notes that it is used. */
export async function findKeyHolder(tx: Tx, keyHash: Buffer): Promise<KeyHolder | null> {
  const { rows } = await sql<KeyHolder>`
    with holder as (
      select k.id as "keyId", k.clinic_id as "clinicId", k.staff_id as "staffId", coalesce(s.role, k.role) as role,
        coalesce(s.name, k.label) as name, k.scopes
      from api_key k left join staff_member s on s.id = k.staff_id
      where k.key_hash = ${keyHash} and k.revoked_at is null and coalesce(k.expires_at > clock_timestamp(), true)
        and coalesce(s.active, true)),
    used as (
      update api_key set last_used_at = clock_timestamp() where id = (select "keyId" from holder)
        and coalesce(last_used_at < clock_timestamp() - interval '1 minute', true))
    select * from holder`.execute(tx);
  return rows[0] ?? null;
}

/** Who somebody is at an identity provider. `isId`: the provider is the built-in one, whose subjects are ids of staff. */
export type ProvenPerson = { issuer: string; subject: string; isId: boolean };

/** The member of staff who is known by this; somebody who has left, too, so that they can be told so. */
export async function findPerson(
  tx: Tx,
  { issuer, subject, isId: bySubject }: ProvenPerson,
): Promise<{ clinicId: string; staffId: string; active: boolean } | null> {
  if (bySubject && !isId(subject)) return null;
  const known = bySubject ? sql`id = ${subject}` : sql`issuer = ${issuer} and subject = ${subject}`;
  const { rows } = await sql<{ clinicId: string; staffId: string; active: boolean }>`
    select clinic_id as "clinicId", id as "staffId", active from staff_member where ${known}`.execute(tx);
  return rows[0] ?? null;
}

export type StaffRow = { id: string; name: string; role: string; active: boolean };

export async function listStaff(tx: Tx, clinicId: string): Promise<StaffRow[]> {
  return tx
    .selectFrom('staff_member')
    .select(['id', 'name', 'role', 'active'])
    .where('clinic_id', '=', clinicId)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function isStaffMember(tx: Tx, clinicId: string, staffId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('staff_member')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', staffId)
    .executeTakeFirst();
  return row !== undefined;
}

export type NewStaff = { clinicId: string; name: string; role: Role; email: string | null };

export async function addStaff(tx: Tx, member: NewStaff): Promise<string> {
  const { id } = await tx
    .insertInto('staff_member')
    .values({ clinic_id: member.clinicId, name: member.name, role: member.role, email: member.email })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** By whom the provider's account is known from now on. A subject that somebody has already is refused by the database. */
export async function setSubject(
  tx: Tx,
  staffId: string,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<void> {
  await tx.updateTable('staff_member').set({ issuer, subject }).where('id', '=', staffId).execute();
}

/** They work here no longer: nothing of theirs opens anything, and their shifts cover nothing. */
export async function deactivate(tx: Tx, staffId: string): Promise<void> {
  await tx.updateTable('staff_member').set({ active: false }).where('id', '=', staffId).execute();
  await endSessionsOf(tx, staffId);
  await revokeKeysOf(tx, staffId);
}
