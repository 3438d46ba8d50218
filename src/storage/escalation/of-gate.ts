import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { GateOutcome } from '../../domain/escalation/outcome';
import type { ClosedAs } from '../../domain/words/choices';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { withholdForEscalation } from '../message/messages';
import { appendStep } from './step';

// An escalation about a question that nobody answered ends with the question, and with nothing else.

/** What the keys of all escalations about one question begin with (src/domain/promises/gates.ts). */
export const keysOfGate = (enrolmentId: string | null, gate: string): string =>
  `${enrolmentId ?? ''}/${gate}/unanswered`;

export type GateEnd = {
  enrolmentId: string;
  /** Key of the question. */
  gate: string;
  as: ClosedAs;
  /** Who decided; null where nobody did. */
  staffId: string | null;
  at: Instant;
};

/** The question is decided or withdrawn: nobody is asked for it any more. Returns the ladders to be nudged. */
export async function endWithGate(tx: Tx, { enrolmentId, gate, as, staffId, at }: GateEnd): Promise<string[]> {
  const { rows } = await sql<{ id: string; round: number; rung: number }>`
    update escalation set status = 'resolved', revision = revision + 1, next_due_at = null,
      resolved_by = ${staffId ?? 'system'}, resolved_at = ${new Date(at)}
    where class = 'decision' and status <> 'resolved' and starts_with(key, ${keysOfGate(enrolmentId, gate)})
      and patient_id = (select patient_id from enrolment where id = ${enrolmentId})
    returning id, round, rung`.execute(tx);
  const outcome: GateOutcome = as === 'withdrawn' ? 'question-withdrawn' : 'decided';
  for (const { id, round, rung } of rows) {
    await sql`update escalation_signal set outcome = ${outcome}
      where escalation_id = ${id} and outcome is null`.execute(tx);
    await withholdForEscalation(tx, id, 'resolved');
    await appendStep(tx, { escalationId: id, round, rung, what: 'resolved', at, staffId, detail: { question: as } });
  }
  return rows.map(({ id }) => id);
}

/** Refused while the question is open: a resolution would end the asking, and not the waiting. */
export async function refuseUndecided(tx: Tx, escalationId: string): Promise<void> {
  const { rows } = await sql<{ gate: string; question: string; enrolmentId: string }>`
    select g.gate, g.question, g.enrolment_id as "enrolmentId"
    from escalation e join escalation_signal s on s.escalation_id = e.id
      join gate g on g.enrolment_id = s.enrolment_id and g.status = 'open'
        and starts_with(s.key, g.enrolment_id || '/' || g.key || '/unanswered')
    where e.id = ${escalationId} and e.class = 'decision' limit 1`.execute(tx);
  const open = rows[0];
  if (!open) return;
  const { gate, question, enrolmentId } = open;
  throw new DomainError(
    'not-possible-now',
    `This escalation ends with the decision. Answer “${question}” with decision.made at /enrolments/${enrolmentId}/events (gate "${gate}").`,
    { reason: 'decision-open', gate, enrolmentId },
  );
}
