import { sql } from 'kysely';
import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import { urgencyOf } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import type { EscalationView, SeenText, SignalView, Told, Try } from './view';

// What stands beside the rows of a page of escalations, each read in one statement for all of them, by the id it is of.

type Of<T> = Map<string, T[]>;

function byId<T extends { of: string }>(rows: T[]): Of<Omit<T, 'of'>> {
  const found: Of<Omit<T, 'of'>> = new Map();
  for (const { of, ...row } of rows) found.set(of, [...(found.get(of) ?? []), row]);
  return found;
}

type OpenItem = EscalationView['alsoOpen'][number];

/** Everything of these patients that is not resolved, most urgent first, by patient. */
export async function openOf(tx: Tx, patientIds: string[]): Promise<Of<OpenItem>> {
  const { rows } = await sql<{ id: string; tier: Tier; class: SignalClass; of: string }>`
    select id, tier, class, patient_id as of from escalation where patient_id = any(${patientIds}) and status <> 'resolved'
    order by ${urgencyOf(sql`tier`)}, raised_at, id`.execute(tx);
  return byId(rows);
}

/** From the pages of the check-ins and reports that raised it, oldest first; at the end the safety net, which stands at the foot of each. */
export async function seenBy(tx: Tx, ids: string[]): Promise<Of<SeenText>> {
  const { rows } = await sql<SeenText & { of: string }>`
    select raising.of, t.text, t.version, t.language, t.settings_version as "settingsVersion", t.shown_at as at,
      kept.settings #> case t.text when 'safety-net' then array['texts', t.language, 'safetyNet']
        else array['texts', t.language, 'help', t.text] end as words,
      jsonb_build_object('emergencyNumber', kept.settings -> 'emergencyNumber', 'crisisLine', kept.settings -> 'crisisLine',
        'outOfHours', kept.settings -> 'outOfHours', 'here', kept.settings #> array['texts', t.language, 'here'],
        'elsewhere', kept.settings #> array['texts', t.language, 'elsewhere']) as numbers
    from (select distinct escalation_id as of, check_in_id, problem_report_id from escalation_signal
        where escalation_id = any(${ids})) raising
      join text_shown t on t.check_in_id = raising.check_in_id or t.problem_report_id = raising.problem_report_id
      join clinic c on c.id = t.clinic_id
      left join clinic_settings_version v on v.clinic_id = c.id and v.version = t.settings_version
      cross join lateral (select coalesce(v.settings,
        case when (c.settings ->> 'version')::int = t.settings_version then c.settings end) as settings) kept
    order by t.text = 'safety-net', t.shown_at, t.id`.execute(tx);
  return byId(rows);
}

/** The item that was answered stands in the key of a signal: check-in or report / instrument / item / revision / rule. */
export async function signalsOf(tx: Tx, ids: string[]): Promise<Of<SignalView>> {
  const { rows } = await sql<SignalView & { of: string }>`
    select s.id, s.escalation_id as of, s.rule, s.class, s.enrolment_id as "enrolmentId", s.check_in_id as "checkInId",
      k.key as "checkInKey", s.problem_report_id as "reportId", s.at, s.since_acknowledged as "sinceAcknowledged",
      s.at > coalesce(taken.at, e.raised_at) as "isNew", s.outcome, s.contact_at as "contactAt", s.spoke_with as "spokeWith",
      coalesce(given.value, reported.value) as answer, asked.question, asked.gate
    from escalation_signal s join escalation e on e.id = s.escalation_id
      left join check_in k on k.id = s.check_in_id
      left join lateral (select max(h.at) as at from escalation_step h where h.escalation_id = e.id
        and h.what in ('acknowledged', 'handed-over', 'snoozed')) taken on true
      left join lateral (select a.value from answer a where a.check_in_id = s.check_in_id
        and s.key = a.check_in_id || '/' || a.instrument || '/' || a.item || '/' || a.revision || '/' || s.rule limit 1) given on true
      left join lateral (select (r.answers ->> split_part(s.key, '/', 3))::int as value from problem_report r
        where r.id = s.problem_report_id and starts_with(s.key, r.id || '/')
          and jsonb_typeof(r.answers -> split_part(s.key, '/', 3)) = 'number') reported on true
      left join lateral (select g.question, jsonb_build_object('id', g.id, 'key', g.key, 'gate', g.gate,
          'isOpen', g.status = 'open', 'answerBy', (extract(epoch from g.answer_by) * 1000)::bigint) as gate
        from gate g where s.class = 'decision' and g.enrolment_id = s.enrolment_id
        and starts_with(s.key, g.enrolment_id || '/' || g.key || '/unanswered') limit 1) asked on true
    where s.escalation_id = any(${ids}) order by s.at, s.id`.execute(tx);
  return byId(rows);
}

/**
 * Who was told, each once for each channel, by the ledger: a mail that gave way to one that said the same counts as that one.
 * What was planned and taken back because somebody had it told nobody.
 */
export async function toldOf(tx: Tx, ids: string[]): Promise<Of<Told>> {
  const { rows } = await sql<Told & { of: string }>`
    with alerts as (
      select m.escalation_id, m.staff_id, m.channel, m.round, m.rung, m.id, coalesce(m.accepted_at, beside.at) as accepted_at,
        coalesce(m.first_due_at, m.due_at) as planned_at,
        case when m.state = 'accepted' or beside.at is not null then 'told'
          when m.state = 'refused' or m.reason = 'undeliverable' then 'failed'
          when m.state in ('planned', 'claimed', 'attempting', 'ambiguous') then 'on-the-way' end as state
      from message m left join lateral (
        select max(o.accepted_at) as at from message o where m.reason = 'merged' and o.escalation_id is not null and o.staff_id = m.staff_id
          and o.channel = m.channel and o.accepted_at >= m.created_at - interval '2 minutes') beside on true
      where m.escalation_id = any(${ids}) and m.template = 'staff-alert'
    )
    select a.escalation_id as of, a.staff_id as "staffId", p.name, a.channel, max(a.round) as round,
      (array_agg(a.rung order by a.id desc))[1] as rung, coalesce(max(a.accepted_at), max(a.planned_at)) as at,
      (count(*) filter (where a.state = 'told'))::int as times,
      case when bool_or(a.state = 'told') then 'told'
        when bool_or(a.state = 'on-the-way') then 'on-the-way' else 'failed' end as state
    from alerts a join staff_member p on p.id = a.staff_id where a.state is not null
    group by a.escalation_id, a.staff_id, p.name, a.channel order by min(a.planned_at), p.name, a.channel`.execute(tx);
  return byId(rows);
}

/** Routine mail of these patients that waits while a tier-now escalation is open, by patient. */
export async function heldOf(
  tx: Tx,
  patientIds: string[],
  now: Instant,
): Promise<Of<NonNullable<EscalationView['held']>>> {
  const at = new Date(now);
  const { rows } = await sql<NonNullable<EscalationView['held']> & { of: string }>`
    select of, (count(*) filter (where at <= ${at}))::int as messages, (count(*) filter (where at > ${at}))::int as planned,
      min(at) filter (where at > ${at}) as "nextAt"
    from (select m.patient_id as of, coalesce(m.first_due_at, m.due_at) as at from message m
        join enrolment e on e.id = m.enrolment_id and e.status = 'held'
      where m.patient_id = any(${patientIds}) and m.escalation_id is null and m.problem_report_id is null
        and m.state in ('planned', 'claimed')) waiting
    group by of`.execute(tx);
  return byId(rows);
}

/** `done`: steps of the no-contact procedure; null as long as that is not open. */
export type Reaching = { tries: Try[]; done: { step: string; at: Instant; by: string | null }[] | null };

/** What people did to reach the patient: who rang, and the steps of the no-contact procedure that are ticked. */
export async function reachingOf(tx: Tx, ids: string[]): Promise<Map<string, Reaching>> {
  const { rows } = await sql<{
    of: string;
    tries: Try[] | null;
    isOpen: boolean;
    done: Reaching['done'];
  }>`
    select s.escalation_id as of, bool_or(s.what = 'could-not-reach') as "isOpen",
      jsonb_agg(jsonb_build_object('at', (extract(epoch from s.at) * 1000)::bigint, 'by', p.name, 'how', s.detail -> 'how',
        'outcome', s.detail -> 'outcome', 'note', t.text) order by s.id) filter (where s.what = 'contact-attempt') as tries,
      jsonb_agg(jsonb_build_object('step', s.detail -> 'step', 'at', (extract(epoch from s.at) * 1000)::bigint, 'by', p.name)
        order by s.id) filter (where s.what = 'no-contact-step' and s.detail ->> 'done' = 'true' and not exists (
          select from escalation_step later where later.escalation_id = s.escalation_id and later.what = 'no-contact-step'
            and later.detail -> 'step' = s.detail -> 'step' and later.id > s.id)) as done
    from escalation_step s left join staff_member p on p.id = s.staff_id
      left join patient_text t on t.id = (s.detail ->> 'note')::uuid
    where s.escalation_id = any(${ids}) and s.what in ('contact-attempt', 'no-contact-step', 'could-not-reach')
    group by s.escalation_id`.execute(tx);
  return new Map(
    rows.map(({ of, tries, isOpen, done }) => [of, { tries: tries ?? [], done: isOpen ? (done ?? []) : null }]),
  );
}
