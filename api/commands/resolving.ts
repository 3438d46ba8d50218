import type { z } from 'zod';
import type { Resolution } from '../contracts/escalation';
import { toldEnd } from './holding';
import { nameInRecords, namedPerson } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { showEscalation } from '../views/escalation';

/** Ends the escalation and tells every enrolment of the patient, in one transaction: nobody stays held by a resolved one. */
export function resolveEscalation(call: Call<{ id: string }, unknown, z.infer<typeof Resolution>>): Promise<Reply> {
  const { params, body, principal, deps, commit } = call;
  const { store, rules, engine } = deps;
  const staff = { ...principal, staffId: namedPerson(principal) };
  return commit(async (tx) => {
    const { escalation, facts } = await store.escalations.resolve(tx, {
      id: params.id,
      staff,
      revision: body.revision,
      signals: body.signals.map((signal) => ({ ...signal })),
      messages: body.messages,
      note: body.note ?? null,
    });
    const wanted = new Map(facts.map((fact) => [fact.enrolmentId, fact.data]));
    const told: string[] = [];
    const enrolments =
      facts.length === 0 ? [] : await store.facts.lockPatientEnrolments(tx, rules, escalation.patientId);
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
        ...showEscalation(deps, escalation, principal),
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
