import { sql } from 'kysely';
import type { EventData } from '../../domain/words/event';
import { sameReach } from '../../domain/check-ins/reach';
import type { Tx } from '../tx/connection';
import { recordFact, upToNow, type Locked, type NewFact } from './facts';
import { reachOf } from '../patient/patients';
import { mailConsentOf } from '../tx/fragments';

type Messages = EventData['escalation.resolved']['messages'];

/**
 * An ended enrolment is told nothing more of its patient. One that is open again, new, or of a record that was merged learns
 * what is so by now: the way to the patient, the consent, and the escalations that came and went meanwhile.
 */
export async function catchUp(tx: Tx, locked: Locked): Promise<void> {
  for (const fact of await missedFacts(tx, locked)) await recordFact(tx, locked, fact);
}

async function missedFacts(tx: Tx, locked: Locked): Promise<NewFact[]> {
  const { state } = await upToNow(tx, locked);
  if (state === null) return [];
  const { patientId } = locked;
  const recordedBy = 'system';
  const facts: NewFact[] = [];
  const reach = await reachOf(tx, patientId);
  const { consent, bounced } = await waysTo(tx, patientId);
  const stays = bounced ? { sameAddress: true as const } : {};
  if (!sameReach(reach, state.reach)) facts.push({ type: 'contact.changed', data: { reach, ...stays }, recordedBy });
  if (consent !== state.emailConsent) facts.push({ type: 'consent.changed', data: { email: consent }, recordedBy });
  if (bounced && !state.undeliverable) facts.push({ type: 'contact.bounced', data: {}, recordedBy });
  const escalations = await tierNow(tx, patientId);
  for (const { id, status } of escalations) {
    if (status === 'resolved' || state.holds.includes(id)) continue;
    facts.push({ type: 'escalation.raised', data: { escalation: id }, recordedBy });
  }
  for (const { id, status, messages } of escalations) {
    if (status !== 'resolved' || !state.holds.includes(id)) continue;
    facts.push({ type: 'escalation.resolved', data: { escalation: id, messages: messages ?? 'resume' }, recordedBy });
  }
  return facts;
}

async function waysTo(tx: Tx, patientId: string): Promise<{ consent: boolean; bounced: boolean }> {
  const { rows } = await sql<{ consent: boolean; bounced: boolean }>`
    select coalesce(${mailConsentOf(sql`p.id`)}, false) as consent, email_bounced_at is not null as bounced
    from patient p where p.id = ${patientId}`.execute(tx);
  return rows[0] ?? { consent: false, bounced: false };
}

/** With what its resolver said of the messages, where another enrolment of the patient was told. */
async function tierNow(
  tx: Tx,
  patientId: string,
): Promise<{ id: string; status: string; messages: Messages | null }[]> {
  const { rows } = await sql<{ id: string; status: string; messages: Messages | null }>`
    select x.id, x.status, (select v.data -> 'messages' from event v join enrolment e on e.id = v.enrolment_id
      where e.patient_id = x.patient_id and v.type = 'escalation.resolved' and v.data ->> 'escalation' = x.id::text limit 1)
      as messages
    from escalation x where x.patient_id = ${patientId} and x.tier = 'now' and x.class not in ('canary', 'decision')
    order by x.raised_at, x.id`.execute(tx);
  return rows;
}
