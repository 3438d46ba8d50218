import { sql, type RawBuilder } from 'kysely';
import { DomainError } from '../../domain/error';
import { isExhausted, type EscalationStatus } from '../../domain/escalation/ladder';
import type { GateOutcome, Outcome } from '../../domain/escalation/outcome';
import { reasonFor } from '../../domain/escalation/reason';
import type { EscalationPolicy } from '../../domain/clinic';
import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/time';
import type { Tx } from '../connection';

export type SignalView = {
  id: string;
  rule: string;
  class: SignalClass;
  enrolmentId: string | null;
  checkInId: string | null;
  at: Instant;
  sinceAcknowledged: boolean;
  outcome: Outcome | GateOutcome | null;
};

/** What staff see of an escalation: the signals and who has it, nothing that names the patient. */
/** A static text the patient was shown: which one, in which wording, by which settings of the clinic. */
type SeenText = { text: string; version: string; language: string; settingsVersion: number; at: Instant };

export type EscalationView = {
  id: string;
  revision: number;
  tier: Tier;
  class: SignalClass;
  patientId: string;
  signals: SignalView[];
  patientSaw: SeenText[];
  reason: string;
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

type Row = Omit<EscalationView, 'signals' | 'patientSaw' | 'reason' | 'exhausted' | 'owner'> & {
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

const LIMIT = 500;

/** Tier now first, then what nobody holds, then by what is due first. Canaries are not for people. */
export async function list(tx: Tx, clinicId: string, status: EscalationStatus): Promise<EscalationView[]> {
  const { rows } =
    await sql<Row>`${columns} where e.clinic_id = ${clinicId} and e.class <> 'canary' and ${conditions[status]}
    order by array_position(array['now', 'today', 'digest'], e.tier), e.status = 'acknowledged',
      coalesce(e.resolved_at, e.next_due_at) ${status === 'resolved' ? sql`desc` : sql`asc`}, e.id
    limit ${LIMIT}`.execute(tx);
  return withSignals(tx, rows);
}

export async function one(tx: Tx, clinicId: string, id: string): Promise<EscalationView> {
  const { rows } = await sql<Row>`${columns} where e.clinic_id = ${clinicId} and e.id = ${id}`.execute(tx);
  const [view] = await withSignals(tx, rows);
  if (!view) throw new DomainError('not-found', 'There is no such escalation in this clinic.');
  return view;
}

const columns = sql`
  select e.id, e.revision, e.tier, e.class, e.patient_id as "patientId", e.status, e.round, e.rung, e.policy,
    e.raised_at as "raisedAt", e.received_unstaffed as "receivedUnstaffed", e.next_due_at as "dueAt",
    e.resolved_at as "resolvedAt", s.id as "ownerId", s.name as "ownerName"
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
  return rows.map(({ policy, ownerId, ownerName, ...row }) => {
    const own = byEscalation.get(row.id) ?? [];
    return {
      ...row,
      signals: own,
      patientSaw: seen.get(row.id) ?? [],
      reason: reasonFor(row.tier, own),
      exhausted: row.status !== 'resolved' && isExhausted(policy, row.rung),
      owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
    };
  });
}

/** From the pages of the check-ins that raised it, oldest first. */
async function seenBy(tx: Tx, ids: string[]): Promise<Map<string, SeenText[]>> {
  const { rows } = await sql<SeenText & { of: string }>`
    select raising.of, t.text, t.version, t.language, t.settings_version as "settingsVersion", t.shown_at as at
    from (select distinct escalation_id as of, check_in_id from escalation_signal where escalation_id = any(${ids})) raising
      join text_shown t on t.check_in_id = raising.check_in_id
    order by t.shown_at, t.id`.execute(tx);
  const found = new Map<string, SeenText[]>();
  for (const { of, ...text } of rows) found.set(of, [...(found.get(of) ?? []), text]);
  return found;
}

async function signalsOf(tx: Tx, ids: string[]): Promise<Map<string, SignalView[]>> {
  const { rows } = await sql<SignalView & { of: string }>`
    select id, escalation_id as of, rule, class, enrolment_id as "enrolmentId", check_in_id as "checkInId", at,
      since_acknowledged as "sinceAcknowledged", outcome
    from escalation_signal where escalation_id = any(${ids}) order by at, id`.execute(tx);
  const found = new Map<string, SignalView[]>();
  for (const { of, ...signal } of rows) found.set(of, [...(found.get(of) ?? []), signal]);
  return found;
}
