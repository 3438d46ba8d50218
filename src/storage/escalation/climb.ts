import { climb as decide, type Climb, type LadderEntry } from '../../domain/escalation/ladder';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { alert, reachOf } from './alert';
import { heldUntil } from './hand-over';
import { lockEscalation, type LockedEscalation } from './lock';
import { readClinic } from '../clinic/settings';
import { saidOfNext } from './next';
import { appendStep } from './step';

export type Climbed = {
  ended: boolean;
  dueInMs: number | null;
  waitingFor: string;
  /** Urgent messages written: the dispatcher is to be woken after the commit. */
  planned: number;
};

/** One step of the ladder, in one short transaction: who is to be told now, unless somebody holds it, and when to look again. */
export async function climb(tx: Tx, id: string): Promise<Climbed> {
  const found = await lockEscalation(tx, id);
  if (found.status === 'resolved')
    return { ended: true, dueInMs: null, waitingFor: 'nothing: it is resolved', planned: 0 };
  const { settings, now } = await readClinic(tx, found.clinicId);
  const reach = await reachOf(tx, found, now);
  const step = decide({ ...found, acknowledgedUntil: await heldUntil(tx, found) }, settings, reach, now);
  if (step.nextDueAt === null) throw new Error('The ladder of an open escalation gave no next deadline.');

  await write(tx, found, step);
  let planned = 0;
  const telling = step.entries.some((entry) => 'staff' in entry);
  const after = telling ? await saidOfNext(tx, found.clinicId, { ...found, ...step }, { settings, now }) : null;
  for (const entry of step.entries) {
    await note(tx, id, step.round, entry, now);
    if (!('staff' in entry) || after === null) continue;
    const answerBy = step.rungUntil ?? step.nextDueAt;
    planned += await alert(tx, found, reach, { ...entry, ...after, round: step.round, answerBy });
  }
  return {
    ended: false,
    dueInMs: Math.max(step.nextDueAt - now, 0),
    waitingFor: wording(found, step, step.nextDueAt),
    planned,
  };
}

async function write(tx: Tx, found: LockedEscalation, step: Climb): Promise<void> {
  if (step.entries.length === 0 && step.nextDueAt === found.nextDueAt) return;
  const expired = step.status !== found.status;
  await tx
    .updateTable('escalation')
    .set({
      status: step.status,
      round: step.round,
      rung: step.rung,
      repeats: step.repeats,
      next_due_at: step.nextDueAt === null ? null : new Date(step.nextDueAt),
      nudges: 0,
      rung_until: step.rungUntil === null ? null : new Date(step.rungUntil),
      exhausted_at: step.exhaustedAt === null ? null : new Date(step.exhaustedAt),
      ...(expired ? { acknowledged_by: null, acknowledged_at: null, acknowledged_until: null } : {}),
    })
    .where('id', '=', found.id)
    .execute();
}

async function note(tx: Tx, escalationId: string, round: number, entry: LadderEntry, at: Instant): Promise<void> {
  const step = { escalationId, round, rung: entry.rung, what: entry.what, at };
  if (!('rota' in entry)) return appendStep(tx, step);
  const detail = { rota: entry.rota };
  if (entry.what === 'passed-empty' || entry.staff.length === 0) return appendStep(tx, { ...step, detail });
  for (const staffId of entry.staff) await appendStep(tx, { ...step, staffId, detail });
}

function wording({ policy }: LockedEscalation, step: Climb, nextDueAt: Instant): string {
  const when = new Date(nextDueAt).toISOString();
  if (step.status === 'acknowledged') return `resolution; the acknowledgement expires at ${when}`;
  if (step.exhausted) return `somebody to acknowledge; every rung was told, again at ${when}`;
  if (step.rungUntil !== null && step.rungUntil > nextDueAt)
    return `somebody to acknowledge; rung ${step.rung} is told again at ${when}`;
  const next = step.rung < policy.rungs.length ? `rung ${step.rung + 1} of ${policy.rungs.length}` : 'the last rung';
  return `somebody to acknowledge; ${next} at ${when}`;
}
