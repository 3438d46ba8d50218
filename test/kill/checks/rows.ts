import { sql } from 'kysely';
import type { JournalEntry } from '../../../src/domain/words/effect';
import type { Instant } from '../../../src/domain/words/time';
import { connect } from '../../../src/storage/tx/connection';

// What the checker reads: the rows as they are. Instants are the clinic's unless they are called wall clock.

export type Rows = {
  now: Instant;
  enrolments: {
    id: string;
    who: string;
    status: string;
    eventSeq: number;
    digestedSeq: number;
    journalN: number;
    wakeAt: Instant | null;
  }[];
  events: { id: string; enrolmentId: string; seq: number; type: string; data: object; quarantined: boolean }[];
  journal: { enrolmentId: string; n: number; entry: JournalEntry }[];
  checkIns: { id: string; enrolmentId: string; key: string; status: string }[];
  links: { hash: string; checkInId: string }[];
  answers: { checkInId: string; instrument: string; item: string; revision: number; value: number | null }[];
  tasks: { id: string; kind: string; status: string }[];
  /** `changedAt` is wall clock; `heldBack` = its enrolment is not active, so the message waits for a person. */
  messages: {
    id: string;
    key: string;
    state: string;
    changedAt: Instant;
    dueAt: Instant;
    enrolmentId: string | null;
    escalationId: string | null;
    /** Why it was withheld. */
    reason: string | null;
    heldBack: boolean;
  }[];
  /** `startedAt` is wall clock. */
  attempts: { id: string; messageId: string; startedAt: Instant; outcome: string | null }[];
  /** Message ids of caught mails, as often as they were caught. */
  caught: string[];
  escalations: {
    id: string;
    who: string;
    class: string;
    tier: string;
    status: string;
    nextDueAt: Instant | null;
    acknowledgedUntil: Instant | null;
  }[];
  signals: { id: string; escalationId: string; checkInId: string | null; rule: string; outcome: string | null }[];
  steps: { escalationId: string; what: string }[];
  /** Wall clock. */
  watchRounds: { at: Instant; findings: { check: string; id: string }[] }[];
};

const queries = {
  enrolments: `select e.id, p.reference as who, e.status, e.event_seq as "eventSeq", e.digested_seq as "digestedSeq",
    e.journal_n as "journalN", e.wake_at as "wakeAt" from enrolment e join patient p on p.id = e.patient_id order by e.id`,
  events: `select id, enrolment_id as "enrolmentId", seq, type, data,
    exists (select from quarantine q where q.event_id = event.id and q.lifted_at is null) as quarantined from event order by enrolment_id, seq`,
  journal: `select enrolment_id as "enrolmentId", n, entry from journal order by enrolment_id, n`,
  checkIns: `select id, enrolment_id as "enrolmentId", key, status from check_in order by id`,
  links: `select encode(code_hash, 'hex') as hash, check_in_id as "checkInId" from link`,
  answers: `select check_in_id as "checkInId", instrument, item, revision, value from answer`,
  tasks: `select id, kind, status from task order by id`,
  messages: `select m.id, m.key, m.state, m.changed_at as "changedAt", m.due_at as "dueAt", m.enrolment_id as "enrolmentId",
    m.escalation_id as "escalationId", m.reason, coalesce(e.status <> 'active', false) as "heldBack"
    from message m left join enrolment e on e.id = m.enrolment_id order by m.id`,
  attempts: `select id, message_id as "messageId", started_at as "startedAt", outcome from message_attempt order by id`,
  caught: `select substring(message_id from '<?([^@>]+)@') as id from caught_mail`,
  escalations: `select x.id, p.reference as who, x.class, x.tier, x.status, x.next_due_at as "nextDueAt",
    x.acknowledged_until as "acknowledgedUntil" from escalation x join patient p on p.id = x.patient_id order by x.id`,
  signals: `select id, escalation_id as "escalationId", check_in_id as "checkInId", rule, outcome from escalation_signal
    order by id`,
  steps: `select escalation_id as "escalationId", what from escalation_step order by id`,
  watchRounds: `select at, findings from watch_round order by at`,
} satisfies Record<Exclude<keyof Rows, 'now'>, string>;

/** One consistent picture: a single snapshot for all of it. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  const db = connect(databaseUrl, { max: 1, statementTimeoutMs: 60_000 });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const read = async (query: string): Promise<unknown[]> => (await sql.raw(query).execute(tx)).rows;
        const rows: Record<string, unknown> = {};
        for (const [name, query] of Object.entries(queries)) rows[name] = await read(query);
        const [clinic] = (await read('select clinic_now(id) as now from clinic')) as { now: Instant }[];
        rows.now = clinic?.now;
        rows.caught = (rows.caught as { id: string }[]).map(({ id }) => id);
        return rows as Rows;
      });
  } finally {
    await db.destroy();
  }
}
