import { type RawBuilder, sql } from 'kysely';
import type { Corrected, TimelineRow } from '../../domain/telling/timeline/rows';
import { toldSteps } from '../../domain/telling/timeline/step-line';
import { type EventType, patientEventTypes, staffEventTypes } from '../../domain/words/event';
import type { Instant } from '../../domain/words/time';
import { person, type PersonRow } from '../patient/person';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import { careTeamOfE } from './care-team';
import { correctionOfE } from './timeline';

/** What people recorded with an event `e`, as it counts now, and what the patient reported; null for what else came about. */
const saidInE = sql`case when e.type in (${sql.join(
  [...staffEventTypes, ...patientEventTypes, 'problem.reported', 'check-in.answered'].map((type) => sql.lit(type)),
)}) then coalesce((
  select r.data -> 'replacement' from event r
  where r.enrolment_id = e.enrolment_id and r.type = 'event.retracted' and r.data ->> 'event' = e.id::text
  order by r.seq desc limit 1), e.data) end`;

/** Whether anything that people recorded after an event `e` counts: what followed a decision is not taken back with it. */
const actedUponE = sql`(e.type = 'decision.made' and exists (
  select from event l where l.enrolment_id = e.enrolment_id and l.seq > e.seq and l.type in (${sql.join(
    staffEventTypes.map((type) => sql.lit(type)),
  )})
    and not exists (select from event r where r.enrolment_id = l.enrolment_id and r.type = 'event.retracted'
      and r.data ->> 'event' = l.id::text)))`;

/** Begins with the kind's own digit; a number, filled up with noughts, sorts as it counts. */
const lineId = (kind: '0' | '1' | '2' | '3' | '4', hex: RawBuilder<unknown>) =>
  sql`(${sql.lit(kind)} || right(lpad(${hex}, 32, '0'), 31))::uuid`;

/** Whether an entry `j` of the journal says what a fact `e` said, or what came of it at once: both are one line. */
const saysOf = sql`j.at = e.recorded_at and (j.entry ->> 'rule' = 'event/' || e.type
  or e.type = 'decision.made' and j.entry ->> 'what' = 'gate.decided'
  or e.type = 'safety.signalled' and j.entry ->> 'what' = 'signal.recorded' and j.entry ->> 'rule' = e.data ->> 'rule')`;

/** Of mail, what became of it; and of what the plan let go, what was due by then and left somebody unasked. */
const toldMessages = sql`(m.state in ('accepted', 'refused', 'ambiguous', 'withheld')
  or m.state = 'superseded' and m.reason is not null and m.due_at <= clinic_now(m.clinic_id))`;

/** Facts with what was made of them, what the pathway made of time, mail, answers that were begun, and what people did with escalations. */
const lines = (enrolmentId: string) => sql`
  with own as materialized (
    select n, at, entry from journal where enrolment_id = ${enrolmentId}
  ), facts as materialized (
    select e.*, ${correctionOfE} as correction, ${saidInE} as said from event e
    where e.enrolment_id = ${enrolmentId} and e.type <> 'time.passed'
  ), said as materialized (
    select e.id, j.n, j.entry from facts e join own j on ${saysOf}
  )
  select e.recorded_at as at, ${lineId('0', sql`to_hex(e.seq)`)} as id, 'fact' as of, coalesce(s.name, e.recorded_by) as by,
      jsonb_build_object('id', e.id, 'type', e.type, 'recordedBy', e.recorded_by, 'correction', e.correction, 'said', e.said, 'actedUpon', ${actedUponE}, 'careTeam', ${careTeamOfE},
        'checkInId', (select k.id from check_in k where k.enrolment_id = e.enrolment_id and k.key = e.said ->> 'checkIn'),
        'entries', coalesce((select jsonb_agg(entry order by n) from said where said.id = e.id), '[]')) as data
    from facts e left join staff_member s on s.id::text = e.recorded_by
  union all
  select j.at, ${lineId('1', sql`to_hex(j.n)`)}, 'entry', null, j.entry
    from own j where j.n not in (select n from said)
  union all
  select coalesce(m.accepted_at, m.due_at), ${lineId('2', sql`replace(m.id::text, '-', '')`)}, 'message', null,
      jsonb_build_object('id', m.id, 'role', m.role, 'template', m.template, 'state', m.state, 'channel', m.channel,
        'reason', m.reason, 'tries', m.attempts, 'putOff', m.first_due_at is not null, 'again', m.lease_until is not null,
        'lastCode', (select t.code from message_attempt t where t.message_id = m.id order by t.started_at desc limit 1),
        'checkIn', k.key, 'purpose', a.purpose)
    from message m left join check_in k on k.id = m.check_in_id left join appointment a on a.id = m.appointment_id
    where m.enrolment_id = ${enrolmentId} and m.escalation_id is null and ${toldMessages}
  union all
  select max(a.saved_at), ${lineId('3', sql`replace(k.id::text, '-', '')`)}, 'saved', null,
      jsonb_build_object('checkInId', k.id, 'checkIn', k.key, 'saved', count(distinct (a.instrument, a.item)),
        'forms', jsonb_agg(distinct a.instrument), 'late', bool_or(a.late))
    from answer a join check_in k on k.id = a.check_in_id
    where k.enrolment_id = ${enrolmentId} and k.sent_at is null and a.given_for is null
      and not exists (select from facts f where f.type = 'check-in.answered' and f.data ->> 'checkIn' = k.key)
    group by k.id
  union all
  select t.at, ${lineId('4', sql`replace(t.id::text, '-', '')`)}, 'step', p.name,
      jsonb_build_object('escalation', x.id, 'what', t.what, 'tier', x.tier, 'detail', t.detail,
        'rules', coalesce((select jsonb_agg(distinct jsonb_build_object('rule', g.rule, 'class', g.class))
          from escalation_signal g where g.escalation_id = x.id), '[]'),
        'reason', (select w.text from patient_text w where w.id::text = coalesce(t.detail ->> 'reason', t.detail ->> 'note')),
        'to', (select b.name from staff_member b where b.id::text = t.detail ->> 'to'))
    from escalation_step t join escalation x on x.id = t.escalation_id join enrolment o on o.patient_id = x.patient_id
      left join staff_member p on p.id = t.staff_id
    where o.id = ${enrolmentId} and x.class <> 'canary' and t.at >= o.created_at
      and t.what = any(${toldSteps}::text[])`;

/** One page of what happened to an enrolment, in the order that is asked for. */
export async function linesOf(tx: Tx, enrolmentId: string, page: Page, newestFirst = false): Promise<TimelineRow[]> {
  const order = { at: sql`at`, id: sql`id` };
  const { rows } = await sql<TimelineRow>`
    select at, id, of, by, data from (${lines(enrolmentId)}) lines
    where true ${following(page, { ...order, newestFirst })}
    order by ${newestFirst ? sql`at desc, id desc` : sql`at, id`} limit ${page.limit}`.execute(tx);
  return rows;
}

/** What one person recorded, with whom it is about and whether it still stands. */
export type OwnFact = {
  eventId: string;
  enrolmentId: string;
  type: EventType;
  at: Instant;
  recordedBy: string;
  said: Record<string, unknown> | null;
  correction: Corrected | null;
  actedUpon: boolean;
  person: PersonRow;
};

/** Nobody does more by hand in a day. */
const MOST = 300;

/**
 * What somebody has recorded since an instant of this clinic's day, newest first; a fact of the person once. Ids are made in
 * the order of the wall clock, which never runs ahead of the clinic's: no more than a day of them is looked at.
 */
export async function factsBy(tx: Tx, clinicId: string, staffId: string, since: Instant): Promise<OwnFact[]> {
  const { rows } = await sql<OwnFact>`
    select e.id as "eventId", e.enrolment_id as "enrolmentId", e.type, e.recorded_at as at, e.recorded_by as "recordedBy",
      ${saidInE} as said, ${correctionOfE} as correction, ${actedUponE} as "actedUpon", ${person} as person
    from event e
    join enrolment o on o.id = e.enrolment_id and o.clinic_id = ${clinicId}
    join patient p on p.id = o.patient_id and not p.hidden
    where e.id >= uuidv7('-26 hours'::interval) and e.recorded_by = ${staffId} and e.recorded_at >= ${new Date(since)}
      and e.type not in ('event.retracted', 'response.moved', 'time.passed')
      and not exists (select from event x where x.shared_fact = e.shared_fact and x.id < e.id)
    order by e.recorded_at desc, e.id desc limit ${MOST}`.execute(tx);
  return rows;
}
