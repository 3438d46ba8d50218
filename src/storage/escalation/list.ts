import { type RawBuilder, sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import { type EscalationStatus, isExhausted } from '../../domain/escalation/ladder';
import type { GateOutcome, Outcome } from '../../domain/escalation/outcome';
import type { EscalationPolicy } from '../../domain/words/clinic';
import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { type ReportRow, reportsWhere } from '../patient/reports';
import { following, type Page, urgencyOf } from '../tx/fragments';

export type SignalView = {
  id: string;
  rule: string;
  class: SignalClass;
  enrolmentId: string | null;
  checkInId: string | null;
  at: Instant;
  sinceAcknowledged: boolean;
  /** The answer that met the rule; null where it was no answer. */
  answer: number | null;
  /** The clinician's question that nobody answered; null for all else. */
  question: string | null;
  outcome: Outcome | GateOutcome | null;
};

/** A static text the patient was shown: which one, in which wording, by which settings of the clinic. */
type SeenText = { text: string; version: string; language: string; settingsVersion: number; at: Instant };

/** What staff see of an escalation: the signals and who has it, nothing that names the patient. */
export type EscalationView = {
  id: string;
  /** Its place among those that are not resolved. */
  rank: number;
  revision: number;
  tier: Tier;
  class: SignalClass;
  patientId: string;
  signals: SignalView[];
  patientSaw: SeenText[];
  /** What the patient reported beside these signals, oldest first. */
  reports: ReportRow[];
  /** Other items of the patient that nobody has resolved. */
  alsoOpen: { id: string; tier: Tier; class: SignalClass }[];
  status: EscalationStatus;
  round: number;
  /** Last rung told in this round; 0 = nobody yet. */
  rung: number;
  exhausted: boolean;
  raisedAt: Instant;
  /** It came in while the clinic was closed, and the ladder began at opening. */
  receivedUnstaffed: boolean;
  /** When the next rung is told, or the acknowledgement expires; null once resolved. */
  dueAt: Instant | null;
  owner: { id: string; name: string } | null;
  resolvedAt: Instant | null;
};

type Row = Omit<EscalationView, 'signals' | 'patientSaw' | 'alsoOpen' | 'exhausted' | 'owner'> & {
  policy: EscalationPolicy;
  ownerId: string | null;
  ownerName: string | null;
};

/** `open` is everything that is not resolved, held or not: the clinician's list. */
const conditions = {
  open: sql`e.status <> 'resolved'`,
  acknowledged: sql`e.status = 'acknowledged'`,
  resolved: sql`e.status = 'resolved'`,
} satisfies Record<EscalationStatus, RawBuilder<unknown>>;

/** Tier now first, and in each tier what nobody holds before what somebody does. */
const rank = sql`(2 * ${urgencyOf(sql`e.tier`)} + (e.status = 'acknowledged')::int)`;

/**
 * Tier now first, then what nobody holds, then what has waited longest: by when it was raised, which no rung that is told
 * ever moves. Of resolved ones the newest first. Canaries are not for people.
 */
export async function list(tx: Tx, clinicId: string, status: EscalationStatus, page: Page): Promise<EscalationView[]> {
  const resolved = status === 'resolved';
  const after = resolved
    ? following(page, { newestFirst: true, at: sql`e.resolved_at`, id: sql`e.id` })
    : following(page, { rank, at: sql`e.raised_at`, id: sql`e.id` });
  const { rows } = await sql<Row>`${columns}
    where e.clinic_id = ${clinicId} and e.class <> 'canary' and ${conditions[status]} ${after}
    order by ${resolved ? sql`e.resolved_at desc, e.id desc` : sql`${rank}, e.raised_at, e.id`}
    limit ${page.limit}`.execute(tx);
  return withSignals(tx, rows);
}

export async function one(tx: Tx, clinicId: string, id: string): Promise<EscalationView> {
  const { rows } = await sql<Row>`${columns} where e.clinic_id = ${clinicId} and e.id = ${id}`.execute(tx);
  const [view] = await withSignals(tx, rows);
  if (!view) throw new DomainError('not-found', 'There is no such escalation in this clinic.');
  return view;
}

const columns = sql`
  select e.id, ${rank} as rank, e.revision, e.tier, e.class, e.patient_id as "patientId", e.status, e.round, e.rung, e.policy,
    e.raised_at as "raisedAt", e.received_unstaffed as "receivedUnstaffed", e.next_due_at as "dueAt",
    e.resolved_at as "resolvedAt", s.id as "ownerId", s.name as "ownerName",
    ${reportsWhere(sql`r.id in (select g.problem_report_id from escalation_signal g where g.escalation_id = e.id)`)} as reports
  from escalation e left join staff_member s on s.id = e.acknowledged_by`;

async function withSignals(tx: Tx, rows: Row[]): Promise<EscalationView[]> {
  const byEscalation = await signalsOf(
    tx,
    rows.map((row) => row.id),
  );
  const seen = await seenBy(
    tx,
    rows.map((row) => row.id),
  );
  const others = await openOf(
    tx,
    rows.map((row) => row.patientId),
  );
  return rows.map(({ policy, ownerId, ownerName, ...row }) => {
    const own = byEscalation.get(row.id) ?? [];
    return {
      ...row,
      signals: own,
      patientSaw: seen.get(row.id) ?? [],
      alsoOpen: others
        .filter(({ id, of }) => of === row.patientId && id !== row.id)
        .map(({ id, tier, class: of }) => ({ id, tier, class: of })),
      exhausted: row.status !== 'resolved' && isExhausted(policy, row.rung),
      owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
    };
  });
}

type OpenItem = { id: string; tier: Tier; class: SignalClass; of: string };

/** Everything of these patients that is not resolved, most urgent first. */
async function openOf(tx: Tx, patientIds: string[]): Promise<OpenItem[]> {
  const { rows } = await sql<OpenItem>`
    select id, tier, class, patient_id as of from escalation where patient_id = any(${patientIds}) and status <> 'resolved'
    order by ${urgencyOf(sql`tier`)}, raised_at, id`.execute(tx);
  return rows;
}

/** From the pages of the check-ins and reports that raised it, oldest first. */
async function seenBy(tx: Tx, ids: string[]): Promise<Map<string, SeenText[]>> {
  const { rows } = await sql<SeenText & { of: string }>`
    select raising.of, t.text, t.version, t.language, t.settings_version as "settingsVersion", t.shown_at as at
    from (select distinct escalation_id as of, check_in_id, problem_report_id from escalation_signal
        where escalation_id = any(${ids})) raising
      join text_shown t on t.check_in_id = raising.check_in_id or t.problem_report_id = raising.problem_report_id
    order by t.shown_at, t.id`.execute(tx);
  const found = new Map<string, SeenText[]>();
  for (const { of, ...text } of rows) found.set(of, [...(found.get(of) ?? []), text]);
  return found;
}

async function signalsOf(tx: Tx, ids: string[]): Promise<Map<string, SignalView[]>> {
  const { rows } = await sql<SignalView & { of: string }>`
    select s.id, s.escalation_id as of, s.rule, s.class, s.enrolment_id as "enrolmentId", s.check_in_id as "checkInId", s.at,
      s.since_acknowledged as "sinceAcknowledged", s.outcome, given.value as answer, asked.question
    from escalation_signal s
      left join lateral (select a.value from answer a where a.check_in_id = s.check_in_id
        -- check-in / instrument / item / revision / rule
        and s.key = a.check_in_id || '/' || a.instrument || '/' || a.item || '/' || a.revision || '/' || s.rule limit 1) given on true
      left join lateral (select g.question from gate g where s.class = 'decision' and g.enrolment_id = s.enrolment_id
        and starts_with(s.key, g.enrolment_id || '/' || g.key || '/unanswered') limit 1) asked on true
    where s.escalation_id = any(${ids}) order by s.at, s.id`.execute(tx);
  const found = new Map<string, SignalView[]>();
  for (const { of, ...signal } of rows) found.set(of, [...(found.get(of) ?? []), signal]);
  return found;
}
