import { sql } from 'kysely';
import { classes, type Role, whoMay } from '../../domain/words/authority';
import { DomainError } from '../../domain/words/error';
import { MINUTE, type Instant } from '../../domain/words/time';
import { keepText } from '../patient/texts';
import { planStaffAlert } from '../message/staff-alerts';
import type { Tx } from '../tx/connection';
import { reachable } from './alert';
import { hold, type Holding, lockToHold } from './hold';
import type { LockedEscalation } from './lock';
import { appendStep } from './step';

export type HandOver = Holding & { to: string; reason: string };

/**
 * Gives it to another named person, as if they had acknowledged it: it is theirs until that expires. They are told by every
 * way they have; where no way took it within the time of the first rung, nobody knows of it, and the ladder begins again.
 * Refused for whoever may not own it, is away, or cannot be told.
 */
export async function handOver(tx: Tx, wanted: HandOver): Promise<void> {
  const { found, staffId, now } = await lockToHold(tx, wanted, 'hand over');
  const receiver = await receiverOf(tx, found, wanted.to, now);
  if (found.status === 'acknowledged' && found.acknowledgedBy === wanted.to) {
    throw new DomainError('not-possible-now', `${receiver.name} has this escalation already.`);
  }
  const until = now + Math.max(found.policy.acknowledgementMinutes, 1) * MINUTE;
  const nextDueAt = Math.min(until, now + waitForTelling(found));
  await hold(tx, found.id, { by: wanted.to, now, until, nextDueAt });
  const { clinicId, patientId } = found;
  const reason = await keepText(tx, { clinicId, patientId, text: wanted.reason, at: now, by: staffId });
  const place = { escalationId: found.id, round: found.round, rung: found.rung };
  await appendStep(tx, { ...place, what: 'handed-over', at: now, staffId, detail: { to: wanted.to, reason } });
  const alert = { ...place, clinicId, staffId: wanted.to, repeat: 0, answerBy: until, next: null, handedOverAt: now };
  for (const channel of receiver.channels) await planStaffAlert(tx, { ...alert, channel });
}

/** So long whoever it was given to may stay untold: as long as the first rung has. */
const waitForTelling = ({ policy }: Pick<LockedEscalation, 'policy'>): number =>
  Math.max(policy.rungs[0]?.waitMinutes ?? 1, 1) * MINUTE;

/**
 * Until when somebody really has it. Of a hand-over that no mail server or pager has taken that is the time it had to be
 * taken in, and not that of the acknowledgement.
 */
export async function heldUntil(tx: Tx, found: LockedEscalation): Promise<Instant | null> {
  if (found.status !== 'acknowledged') return null;
  const { rows } = await sql<{ at: Instant; told: boolean }>`
    select h.at, exists (select from message m where m.escalation_id = h.escalation_id and m.state = 'accepted'
      and m.staff_id = ${found.acknowledgedBy} and (m.params ->> 'handedOver')::boolean and m.created_at >= h.at) as told
    from (select * from escalation_step where escalation_id = ${found.id}
      and what in ('acknowledged', 'handed-over', 'snoozed') order by id desc limit 1) h
    where h.what = 'handed-over'`.execute(tx);
  const [given] = rows;
  if (given === undefined || given.told) return found.acknowledgedUntil;
  return Math.min(found.acknowledgedUntil ?? Infinity, given.at + waitForTelling(found));
}

type Receiver = { staffId: string; name: string; channels: ReturnType<typeof reachable>[number]['channels'] };

async function receiverOf(tx: Tx, found: LockedEscalation, to: string, now: Instant): Promise<Receiver> {
  const { rows } = await sql<{
    staffId: string;
    name: string;
    role: Role;
    active: boolean;
    email: string | null;
    pagerUrl: string | null;
    away: boolean;
  }>`
    select m.id as "staffId", m.name, m.role, m.active, m.email, m.pager_url as "pagerUrl",
      exists (select from absence a where a.staff_id = m.id and a.away @> ${new Date(now)}::timestamptz) as away
    from staff_member m where m.id = ${to} and m.clinic_id = ${found.clinicId}`.execute(tx);
  const [person] = rows;
  if (!person) throw refused('There is no such member of staff: GET /api/v1/staff lists them.');
  const { name, role, active, away } = person;
  if (!active) throw refused(`${name} no longer works here: choose somebody else.`);
  const right = classes[found.class];
  if (!right.roles.includes(role)) throw refused(`${name} may not own this escalation. It is for: ${whoMay(right)}.`);
  if (away) throw refused(`${name} is away at this moment: choose somebody who is there.`);
  const [way] = reachable([person]);
  if (way === undefined) throw refused(`${name} has neither a mailbox nor a pager, and would not hear of it.`);
  return { staffId: to, name, channels: way.channels };
}

const refused = (message: string): DomainError =>
  new DomainError('invalid', 'Nothing was changed. Please correct: to.', { errors: [{ field: 'to', message }] });
