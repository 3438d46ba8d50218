import { sql } from 'kysely';
import { signalsOf } from '../escalation/around';
import { HOUR } from '../../domain/words/time';
import { readClinic } from '../clinic/settings';
import type { Db, Tx } from '../tx/connection';
import { acknowledge, raiseEscalation, resolve } from '../escalation/escalations';
import { transact } from '../tx/transact';

// Once an hour each clinic raises an escalation for a made-up, hidden patient and pages an internal mailbox, over the same
// road as a real one. Raising is the easy half: the watch asks whether one was *resolved*.

/** Of all clinics: what is to be nudged afterwards. A clinic that cannot run its canary is left to the watch. */
export async function runCanaries(db: Db, onError: (clinicId: string, error: unknown) => void): Promise<string[]> {
  const clinics = await db.selectFrom('clinic').select('id').orderBy('id').execute();
  const nudge: string[] = [];
  for (const { id } of clinics) {
    try {
      nudge.push(...(await transact(db, (tx) => runCanary(tx, id))));
    } catch (error) {
      onError(id, error);
    }
  }
  return nudge;
}

/** Ends the canary whose mail was accepted, and raises the next one when an hour has passed. Returns the escalations to nudge. */
export async function runCanary(tx: Tx, clinicId: string): Promise<string[]> {
  // A statement of its own: two sweepers must not fly two canaries.
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const flying = await openCanary(tx, clinicId);
  if (flying) {
    if (flying.reached === null) return [];
    await bringHome(tx, clinicId, flying.id, flying.revision, flying.reached);
    return [flying.id, ...(await raiseIfDue(tx, clinicId))];
  }
  return raiseIfDue(tx, clinicId);
}

async function raiseIfDue(tx: Tx, clinicId: string): Promise<string[]> {
  const { settings, now } = await readClinic(tx, clinicId);
  const row = await tx.selectFrom('clinic').select('canary_at').where('id', '=', clinicId).executeTakeFirstOrThrow();
  if (row.canary_at !== null && now - row.canary_at < HOUR) return [];
  const patientId = await hiddenPatient(tx, clinicId, settings.timeZone);
  const { escalationId } = await raiseEscalation(tx, {
    clinicId,
    patientId,
    enrolmentId: null,
    tier: 'now',
    class: 'canary',
    rule: 'canary',
    signalKey: `canary/${clinicId}/${new Date(now).toISOString()}`,
    at: now,
  });
  await tx
    .updateTable('clinic')
    .set({ canary_at: new Date(now) })
    .where('id', '=', clinicId)
    .execute();
  return [escalationId];
}

type Flying = { id: string; revision: number; reached: string | null };

/** The canary that is out, with the mailbox that took its mail. */
async function openCanary(tx: Tx, clinicId: string): Promise<Flying | null> {
  const { rows } = await sql<Flying>`
    select e.id, e.revision, (select m.staff_id from message m where m.escalation_id = e.id and m.state = 'accepted'
      order by m.accepted_at limit 1) as reached
    from escalation e where e.clinic_id = ${clinicId} and e.class = 'canary' and e.status <> 'resolved'
    order by e.raised_at limit 1`.execute(tx);
  return rows[0] ?? null;
}

async function bringHome(tx: Tx, clinicId: string, id: string, revision: number, staffId: string): Promise<void> {
  const canary = { clinicId, staffId, role: 'canary' as const };
  await acknowledge(tx, { id, staff: canary, revision });
  const signals = (await signalsOf(tx, [id])).get(id) ?? [];
  const outcomes = signals.map((signal) => ({ id: signal.id, outcome: 'not-clinical' as const }));
  await resolve(tx, { id, staff: canary, revision, signals: outcomes, messages: 'resume', note: null });
}

/** Made up, without any address, on no list; its reference cannot be typed by accident. */
async function hiddenPatient(tx: Tx, clinicId: string, timeZone: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time, hidden)
    values (${clinicId}, '~canary', 'Canary', 'Made-up', '1970-01-01', ${timeZone}, 'en', '09:00', true)
    on conflict (clinic_id, reference) do update set hidden = true returning id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('The canary has no patient.');
  return row.id;
}
