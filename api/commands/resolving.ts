import type { z } from 'zod';
import { cutShort } from '../../src/domain/escalation/hold-ends';
import type { Tx } from '../../src/storage/tx/connection';
import { iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Resolution } from '../contracts/escalation';
import { namedPerson, nameInRecords } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { showEscalation } from '../views/escalation';

/**
 * While a tier-now escalation is open, routine messages of the patient wait, in whichever enrolment it began. Returns what
 * is to be woken after the commit.
 */
export async function holdMessages(
  tx: Tx,
  { store, rules }: ApiDeps,
  { patientId, escalations, recordedBy }: { patientId: string; escalations: readonly string[]; recordedBy: string },
): Promise<string[]> {
  if (escalations.length === 0) return [];
  const all = await store.facts.lockPatientEnrolments(tx, rules, patientId);
  const woken: string[] = [];
  for (const locked of all.filter(({ status }) => status !== 'ended')) {
    for (const escalation of escalations) {
      const { quiet } = await store.facts.recordFact(tx, locked, {
        type: 'escalation.raised',
        data: { escalation },
        recordedBy,
      });
      if (!quiet) woken.push(locked.enrolmentId);
    }
  }
  return woken;
}

/** What the answer says to whoever asked for a hold beyond its longest end; nothing where it ends as asked. */
export function toldEnd(...asked: Parameters<typeof cutShort>): { holdEnds?: { at: string; why: string } } {
  const cut = cutShort(...asked);
  return cut === null ? {} : { holdEnds: { at: iso(cut.until), why: cut.why } };
}

/** Ends the escalation and tells every enrolment of the patient, in one transaction: nobody stays held by a resolved one. */
export function resolveEscalation(call: Call<{ id: string }, unknown, z.infer<typeof Resolution>>): Promise<Reply> {
  const { params, body, principal, deps, commit } = call;
  const { store, rules, engine } = deps;
  const staff = { ...principal, staffId: namedPerson(principal) };
  return commit(async (tx) => {
    const { patientId, facts } = await store.escalations.resolve(tx, {
      id: params.id,
      staff,
      revision: body.revision,
      signals: body.signals.map((signal) => ({ ...signal })),
      messages: body.messages,
      note: body.note ?? null,
    });
    const wanted = new Map(facts.map((fact) => [fact.enrolmentId, fact.data]));
    const told: string[] = [];
    const enrolments = facts.length === 0 ? [] : await store.facts.lockPatientEnrolments(tx, rules, patientId);
    for (const locked of enrolments) {
      const data = wanted.get(locked.enrolmentId);
      if (data === undefined) continue;
      const { quiet } = await store.facts.recordFact(tx, locked, {
        type: 'escalation.resolved',
        data,
        recordedBy: nameInRecords(principal),
      });
      if (!quiet) told.push(locked.enrolmentId);
    }
    const now = enrolments[0]?.now;
    return {
      status: 200,
      body: {
        ...showEscalation(deps, await store.escalations.one(tx, principal.clinicId, params.id), principal),
        ...(now !== undefined && typeof body.messages === 'object'
          ? toldEnd('resolution', body.messages.until, now)
          : {}),
      },
      afterCommit: () => {
        engine.nudgeEscalation(params.id);
        for (const id of told) engine.nudgeEnrolment(id, 'escalation.resolved');
      },
    };
  });
}
