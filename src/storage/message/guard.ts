import { sql, type RawBuilder } from 'kysely';
import { mailConsentOf, urgencyOf } from '../tx/fragments';

// The guard of a message, read against the live rows directly before its hand-over. SQL over the aliases of `judged` in
// message-attempts.ts: m message, c clinic (with `now`, its time), p patient, e enrolment, k check_in, a appointment, x escalation, s staff_member.

/** What the plan named, however often it was put off since. */
const plannedAt = (message: RawBuilder<unknown>) => sql`coalesce(${message}.first_due_at, ${message}.due_at)`;

/** How much later than planned the patient was last written to about this check-in: what comes after moves as far. */
const lateBy = sql`coalesce((select max(coalesce(sent.accepted_at, sent.due_at) - ${plannedAt(sql`sent`)}) from message sent
  where sent.check_in_id = m.check_in_id and sent.void_since is null and sent.state in ('accepted', 'ambiguous')), interval '0')`;

/** Of what somebody gave to this person, and who still has it. */
const isHandedOver = sql`(coalesce((m.params ->> 'handedOver')::boolean, false) and x.acknowledged_by = m.staff_id)`;

/**
 * A mail has just told the same person of a more urgent item of the patient, or one as urgent, and counted this one among
 * those that are open. Only mail: a pager is told of each by its id.
 */
const toldBeside = sql`m.channel = 'mail' and not coalesce((m.params ->> 'news')::boolean, false) and not ${isHandedOver} and exists (
  select from message told join escalation o on o.id = told.escalation_id
  where told.staff_id = m.staff_id and told.channel = 'mail' and told.state = 'accepted' and o.patient_id = x.patient_id
    and o.id <> x.id and o.status <> 'resolved' and told.created_at >= x.raised_at and (told.params ->> 'items')::integer > 1
    and ${urgencyOf(sql`o.tier`)} <= ${urgencyOf(sql`x.tier`)}
    and told.created_at between m.created_at - interval '2 minutes' and m.created_at + interval '2 minutes')`;

/** The appointment at the moment for which this mail was planned. */
const asPlanned = sql`(m.params ->> 'at')::bigint = (extract(epoch from a.at) * 1000)::bigint`;

/** Whether the patient was told something of an appointment that a notice of a change puts right. */
const toldOtherwise = (notice: RawBuilder<unknown>) => sql`exists (select from message told
  where told.appointment_id = ${notice}.appointment_id and told.id <> ${notice}.id and told.void_since is null
    and told.state in ('attempting', 'accepted', 'ambiguous')
    and (${notice}.role = 'called-off' or told.role = 'called-off' or told.params ->> 'at' <> ${notice}.params ->> 'at'))`;

/**
 * Null, or why a mail about an appointment says what is no longer so, or what a notice of a change says at the same time.
 * Such a notice is for whoever was told something else before.
 */
const changed = sql`case
  when not ${asPlanned} then 'moved'
  when m.role <> 'called-off' and a.status = 'called-off' then 'cancelled'
  when m.role = 'called-off' and a.status = 'booked' then 'moved'
  when m.role in ('moved', 'called-off') then case when not ${toldOtherwise(sql`m`)} then 'not-told' end
  when exists (select from message notice where notice.appointment_id = m.appointment_id and notice.role = 'moved'
    and notice.params ->> 'at' = m.params ->> 'at' and ${toldOtherwise(sql`notice`)}
    and notice.state in ('planned', 'claimed', 'attempting', 'accepted', 'ambiguous')
    and ${plannedAt(sql`notice`)} > ${plannedAt(sql`m`)} - interval '1 day') then 'merged' end`;

/**
 * What was said of an appointment and is not carried out yet may be that it is moved or called off: no mail about one leaves
 * until that is known.
 */
const mayBeChanged = sql`(m.appointment_id is not null and exists (select from event f
  where f.enrolment_id = m.enrolment_id and f.seq > e.digested_seq
    and (f.type like any (array['session.%', 'procedure.%', 'patient.%']) or f.type in ('event.retracted', 'pathway.migrated'))))`;

const staffAddress = sql`(case m.channel when 'mail' then s.email else s.pager_url end)`;

/** Null, or why the message has become pointless (a WithheldReason). */
export const pointless = sql`case
  when m.expires_at <= c.now then 'expired'
  when m.paging_test_id is not null then case
    when not s.active then 'inactive'
    when exists (select from paging_test newer where newer.staff_id = m.staff_id and newer.id > m.paging_test_id) then 'merged'
    when ${staffAddress} is null then 'undeliverable' end
  when m.escalation_id is not null then case
    when x.status = 'resolved' then 'resolved'
    when m.round <> x.round then 'new-round'
    when x.status = 'acknowledged' and (x.acknowledged_until is null or x.acknowledged_until > c.now)
      and not ${isHandedOver} then 'acknowledged'
    when not s.active then 'inactive'
    -- After an outage of the mail server a person is told once, by the newest of what waits.
    when exists (select from message later where later.escalation_id = m.escalation_id and later.staff_id = m.staff_id
      and later.channel = m.channel and later.round = m.round and (later.created_at, later.id) > (m.created_at, m.id)
      and later.state in ('planned', 'claimed', 'attempting', 'accepted')) then 'merged'
    when ${toldBeside} then 'merged'
    when ${staffAddress} is null then 'undeliverable' end
  when p.died_on is not null then 'died'
  when e.status = 'ended' then 'ended'
  when k.status = 'answered' then 'answered'
  when k.status in ('cancelled', 'superseded') then 'cancelled'
  when k.status <> 'planned' or k.closes_at <= c.now then 'expired'
  when not coalesce(${mailConsentOf(sql`p.id`)}, false)
    then 'no-consent'
  when m.appointment_id is not null and ${changed} is not null then ${changed}
  -- After an outage several reminders are due together: the last one says it all. An invitation that has not left comes
  -- before them; they wait for it. By role and not by due time, which each failed attempt puts off: the names are in order.
  -- What somebody sends again is no step of that row: it neither stands for a reminder nor waits for one.
  when exists (select from message later where later.check_in_id = m.check_in_id and later.role collate "C" > m.role
    and later.role <> 'sent-again'
    and later.void_since is null and (later.state in ('attempting', 'accepted', 'ambiguous')
      or m.role <> 'invite' and later.state in ('planned', 'claimed') and (later.attempts > 0 or ${plannedAt(sql`later`)} + ${lateBy} <= c.now)))
    then 'merged'
  -- Put off to the moment of its invitation, a reminder would remind of what has just been asked.
  when m.role <> 'invite' and exists (select from message asked where asked.check_in_id = m.check_in_id and asked.role = 'invite'
    and asked.void_since is null and asked.state in ('planned', 'claimed', 'attempting', 'accepted', 'ambiguous')
    and ${plannedAt(sql`asked`)} >= ${plannedAt(sql`m`)}) then 'merged'
  when p.email is null or p.email_bounced_at is not null then 'undeliverable' end`;

const localNow = sql`(c.now at time zone p.time_zone)`;
const opens = sql`(c.settings -> 'promptHours' ->> 'from')::time`;
const closes = sql`(c.settings -> 'promptHours' ->> 'to')::time`;

/** The patient's hour, within the hours in which the clinic writes. */
const hour = sql`(case when p.preferred_time::time between ${opens} and ${closes} and p.preferred_time::time < ${closes}
  then p.preferred_time::time else ${opens} end)`;
const nextHour = sql`((${localNow}::date + case when ${localNow}::time < ${hour} then 0 else 1 end + ${hour}) at time zone p.time_zone)`;

/**
 * Two hours after its own hour a prompt has missed it: an outage is over at three in the morning, or at lunch. It then goes
 * at the patient's hour, if that comes before the window closes. A check-in that is followed by a call on the same day
 * cannot wait for another one.
 */
const hasMissedItsHour = sql`(m.params ->> 'sameDay' is null and ${plannedAt(sql`m`)} < c.now - interval '2 hours'
  and not ${localNow}::time - ${hour} between interval '0' and interval '2 hours'
  and ${nextHour} < least(m.expires_at, k.closes_at))`;

/**
 * A reminder keeps its distance in days from what it reminds of: from when that really left, not from when it was planned.
 * Null where nothing left late. As long as the invitation is on its way, there is nothing to remind of.
 */
const remindsAt = sql`(select max(case when sent.state in ('planned', 'claimed', 'attempting') then c.now + interval '1 hour'
    else ((coalesce(sent.accepted_at, sent.due_at) at time zone p.time_zone)::date
      + ((${plannedAt(sql`m`)} at time zone p.time_zone)::date - (${plannedAt(sql`sent`)} at time zone p.time_zone)::date)
      + (${plannedAt(sql`m`)} at time zone p.time_zone)::time) at time zone p.time_zone end)
  from message sent where m.role not in ('invite', 'sent-again') and sent.check_in_id = m.check_in_id and sent.role collate "C" < m.role and sent.void_since is null
    and (sent.state in ('accepted', 'ambiguous') or sent.role = 'invite' and sent.state in ('planned', 'claimed', 'attempting')))`;

/**
 * Nothing leaves for a patient whose enrolment is held, paused or quarantined: the message waits for a person, so it is
 * neither due nor late. Everything else that may not leave is pointless, and is withheld when its time comes. An answer to
 * what the patient reported is not routine: a hold does not keep it, a pause does.
 */
export const waitsForSomebody = sql`(m.escalation_id is null and coalesce(
  case when m.problem_report_id is null then e.status <> 'active' or e.quarantined else e.status = 'paused' end, false))`;

/**
 * Null, or until when the message must wait (clinic time). A held, paused or quarantined enrolment is looked at again in
 * an hour: its next plan moves or supersedes the row long before that.
 */
export const waitsUntil = sql`case
  when m.staff_id is not null then null
  when ${waitsForSomebody} then least(c.now + interval '1 hour', m.expires_at)
  when ${mayBeChanged} then least(c.now + interval '1 minute', m.expires_at)
  when k.opens_at > c.now then k.opens_at
  when ${remindsAt} > c.now then least(${remindsAt}, m.expires_at)
  when ${hasMissedItsHour} then ${nextHour}
  when ${localNow}::time < ${opens} then (${localNow}::date + ${opens}) at time zone p.time_zone
  when ${localNow}::time >= ${closes} then (${localNow}::date + 1 + ${opens}) at time zone p.time_zone end`;

/** Whether a message `m` of a check-in `c` asked its patient in time: what went to a wrong address asked nobody. */
export const askedInTime = sql`(m.accepted_at < c.closes_at and (m.void_since is null or m.void_since >= c.closes_at))`;
