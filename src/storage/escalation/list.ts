import { type RawBuilder, sql } from 'kysely';
import { longestSnooze } from '../../domain/escalation/snooze';
import { noContactSteps } from '../../domain/escalation/no-contact';
import type { ClinicSettings } from '../../domain/words/clinic';
import { DomainError } from '../../domain/words/error';
import { type EscalationStatus, isExhausted, type LadderFacts } from '../../domain/escalation/ladder';
import type { Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import { readClinic } from '../clinic/settings';
import type { Tx } from '../tx/connection';
import { person } from '../patient/person';
import { reportsWhere } from '../patient/reports';
import { following, type Page, urgencyOf } from '../tx/fragments';
import { heldOf, type Reaching, openOf, reachingOf, seenBy, signalsOf, toldOf } from './around';
import { nextTold } from './next';
import type { EscalationView } from './view';

type Kept = 'id' | 'rank' | 'revision' | 'class' | 'patientId' | 'person' | 'emergencyContact' | 'reports' | 'raisedAt';
type Row = Pick<EscalationView, Kept | 'receivedUnstaffed' | 'resolvedAt' | 'note' | 'holding'> &
  LadderFacts & {
    ownerId: string | null;
    ownerName: string | null;
    resolvedBy: EscalationView['resolvedBy'];
    roundSince: Instant | null;
    gp: { name: string } | null;
  };

/** `open` is everything that is not resolved, held or not: the clinician's list. */
const conditions = {
  open: sql`e.status <> 'resolved'`,
  acknowledged: sql`e.status = 'acknowledged'`,
  resolved: sql`e.status = 'resolved'`,
} satisfies Record<EscalationStatus, RawBuilder<unknown>>;

/** Whose items: those this person has, those that are this person's to look at, or all. */
export const owners = ['mine', 'team', 'all'] as const;
export type Owners = (typeof owners)[number];

export type Wanted = {
  status: EscalationStatus;
  tier?: Tier | undefined;
  owner?: Owners | undefined;
  /** Who asks; null for a program, which has none of its own. */
  staffId: string | null;
};

/** Canaries are not for people. */
const ofPeople = (clinicId: string) => sql`e.clinic_id = ${clinicId} and e.class <> 'canary'`;

/**
 * Somebody has it; or, for the team: has it, was told of it, is on the care team of the patient, or is on duty in one of
 * its rotas at this moment. What everybody on the list was told of and nobody has taken is for whoever looks.
 */
function ownedBy(owner: Owners, staffId: string | null, now: Instant): RawBuilder<unknown> {
  if (owner === 'all') return sql`true`;
  const mine = sql`e.acknowledged_by = ${staffId}::uuid`;
  if (owner === 'mine') return sql`coalesce(${mine}, false)`;
  const at = new Date(now);
  return sql`(coalesce(${mine}, false) or (e.exhausted_at is not null and e.acknowledged_by is null)
    or exists (select from escalation_step t where t.escalation_id = e.id and t.staff_id = ${staffId}::uuid)
    or exists (select from enrolment o where o.patient_id = e.patient_id and o.status <> 'ended'
      and (o.care_team ->> 'coordinator' = ${staffId}::text or o.care_team ->> 'clinician' = ${staffId}::text))
    or exists (select from duty_shift d where d.clinic_id = e.clinic_id and d.staff_id = ${staffId}::uuid
      and d.starts_at <= ${at} and d.ends_at > ${at} and jsonb_path_query_array(e.policy, '$.**.rota') ? d.rota
      and not exists (select from absence w where w.staff_id = d.staff_id and w.away @> ${at}::timestamptz)))`;
}

const rank = urgencyOf(sql`e.tier`);

/**
 * Tier now first, then what has waited longest: by when it was raised. Nothing that happens to an item while it is open
 * moves it, so that whoever reads page after page meets every one. Of resolved ones the newest first.
 */
export async function list(tx: Tx, clinicId: string, wanted: Wanted, page: Page): Promise<EscalationView[]> {
  const { status, tier, owner = 'all', staffId } = wanted;
  const { settings, now } = await readClinic(tx, clinicId);
  const resolved = status === 'resolved';
  const after = resolved
    ? following(page, { newestFirst: true, at: sql`e.resolved_at`, id: sql`e.id` })
    : following(page, { rank, at: sql`e.raised_at`, id: sql`e.id` });
  const { rows } = await sql<Row>`${columns}
    where ${ofPeople(clinicId)} and ${conditions[status]} and ${ownedBy(owner, staffId, now)}
      ${tier === undefined ? sql`` : sql`and e.tier = ${tier}`} ${after}
    order by ${resolved ? sql`e.resolved_at desc, e.id desc` : sql`${rank}, e.raised_at, e.id`}
    limit ${page.limit}`.execute(tx);
  return withAround(tx, clinicId, rows, { settings, now });
}

export type Counts = Record<Tier | Owners | 'closedToday', number>;

/** Of what is not resolved: by tier for the owners that are asked for, and by owners. `today`: since when a day counts. */
export async function countsOf(
  tx: Tx,
  clinicId: string,
  { owner = 'all', staffId }: Pick<Wanted, 'owner' | 'staffId'>,
  { now, today }: { now: Instant; today: Instant },
): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (count(*) filter (where chosen and tier = 'now'))::int as now, (count(*) filter (where chosen and tier = 'today'))::int as today,
      (count(*) filter (where chosen and tier = 'digest'))::int as digest, (count(*) filter (where mine))::int as mine,
      (count(*) filter (where team))::int as team, count(*)::int as all,
      (select count(*)::int from escalation e where ${ofPeople(clinicId)} and e.status = 'resolved'
        and e.resolved_at >= ${new Date(today)}) as "closedToday"
    from (select e.tier, ${ownedBy(owner, staffId, now)} as chosen, ${ownedBy('mine', staffId, now)} as mine,
        ${ownedBy('team', staffId, now)} as team
      from escalation e where ${ofPeople(clinicId)} and e.status <> 'resolved') open`.execute(tx);
  return rows[0] ?? { now: 0, today: 0, digest: 0, mine: 0, team: 0, all: 0, closedToday: 0 };
}

export async function one(tx: Tx, clinicId: string, id: string): Promise<EscalationView> {
  const { rows } = await sql<Row>`${columns} where e.clinic_id = ${clinicId} and e.id = ${id}`.execute(tx);
  const [view] = await withAround(tx, clinicId, rows, await readClinic(tx, clinicId));
  if (!view) throw new DomainError('not-found', 'There is no such escalation in this clinic.');
  return view;
}

const columns = sql`
  select e.id, ${rank} as rank, e.revision, e.tier, e.class, e.patient_id as "patientId", ${person} as person,
    p.emergency_contact as "emergencyContact", p.gp, e.status, e.round, e.rung, e.repeats, e.policy, e.raised_at as "raisedAt",
    e.received_unstaffed as "receivedUnstaffed", e.next_due_at as "nextDueAt", e.rung_until as "rungUntil",
    e.exhausted_at as "exhaustedAt", e.acknowledged_until as "acknowledgedUntil", s.id as "ownerId", s.name as "ownerName",
    e.resolved_at as "resolvedAt", e.note,
    (select jsonb_build_object('id', b.id, 'name', b.name) from staff_member b where b.id::text = e.resolved_by) as "resolvedBy",
    (select coalesce(min(t.at) filter (where t.what in ('told', 'exhausted', 'passed-empty')), min(t.at))
      from escalation_step t where t.escalation_id = e.id and t.round = e.round) as "roundSince",
    case when e.status = 'acknowledged' then (
      select jsonb_build_object('what', h.what, 'at', (extract(epoch from h.at) * 1000)::bigint, 'by', b.name, 'reason', x.text)
      from escalation_step h left join staff_member b on b.id = h.staff_id
        left join patient_text x on x.id = (h.detail ->> 'reason')::uuid
      where h.escalation_id = e.id and h.what in ('acknowledged', 'handed-over', 'snoozed') order by h.id desc limit 1) end as holding,
    ${reportsWhere(sql`r.id in (select g.problem_report_id from escalation_signal g where g.escalation_id = e.id)`)} as reports
  from escalation e join patient p on p.id = e.patient_id left join staff_member s on s.id = e.acknowledged_by`;

type Clinic = Awaited<ReturnType<typeof readClinic>>;

async function withAround(tx: Tx, clinicId: string, rows: Row[], clinic: Clinic): Promise<EscalationView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const patients = rows.map(({ patientId }) => patientId);
  const signals = await signalsOf(tx, ids);
  const seen = await seenBy(tx, ids);
  const others = await openOf(tx, patients);
  const told = await toldOf(tx, ids);
  const held = await heldOf(tx, patients, clinic.now);
  const reaching = await reachingOf(tx, ids);
  const next = await nextTold(tx, clinicId, rows, clinic);
  return rows.map((row) => ({
    ...withOwner(row),
    now: clinic.now,
    snoozeUntil: snoozeUntil(clinic, row),
    signals: signals.get(row.id) ?? [],
    patientSaw: seen.get(row.id) ?? [],
    alsoOpen: (others.get(row.patientId) ?? []).filter(({ id }) => id !== row.id),
    told: told.get(row.id) ?? [],
    next: next.get(row.id) ?? null,
    // It is the open tier-now escalation that holds the messages, and no other.
    held: row.tier === 'now' && row.status !== 'resolved' ? (held.get(row.patientId)?.[0] ?? nothingHeld) : null,
    tries: reaching.get(row.id)?.tries ?? [],
    noContact: noContactOf(clinic.settings, row, reaching.get(row.id)?.done ?? null),
  }));
}

function snoozeUntil({ settings, now }: Clinic, { tier, status }: Row): Instant | null {
  const longest = status === 'resolved' ? null : longestSnooze(settings, tier);
  return longest === null ? null : now + longest;
}

function noContactOf(
  settings: ClinicSettings,
  { emergencyContact: contact, gp }: Row,
  done: Reaching['done'],
): EscalationView['noContact'] {
  if (done === null) return null;
  return noContactSteps(settings, { contact, gp }).map((step) => {
    const ticked = done.find((each) => each.step === step.step);
    return { ...step, doneAt: ticked?.at ?? null, by: ticked?.by ?? null };
  });
}

const nothingHeld = { messages: 0, planned: 0, nextAt: null };

type Around =
  'now' | 'snoozeUntil' | 'signals' | 'patientSaw' | 'alsoOpen' | 'told' | 'next' | 'held' | 'tries' | 'noContact';

function withOwner(row: Row): Omit<EscalationView, Around> {
  const { policy, ownerId, ownerName, roundSince, nextDueAt, rungUntil, exhaustedAt, status, rung } = row;
  const { id, rank: place, revision, tier, class: of, patientId, person: whom, emergencyContact, reports } = row;
  const { round, raisedAt, receivedUnstaffed, holding, resolvedAt, resolvedBy, note } = row;
  const endsAt = exhaustedAt ?? (rung > 0 ? rungUntil : null) ?? nextDueAt;
  return {
    ...{ id, rank: place, revision, tier, class: of, patientId, person: whom, emergencyContact, reports },
    ...{ status, round, rung, raisedAt, receivedUnstaffed, holding, resolvedAt, resolvedBy, note },
    exhausted: status !== 'resolved' && isExhausted(policy, rung),
    dueAt: nextDueAt,
    window: status !== 'open' || endsAt === null ? null : { startedAt: roundSince ?? raisedAt, endsAt },
    owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
    ownedUntil: status === 'acknowledged' ? row.acknowledgedUntil : null,
  };
}
