import { randomUUID } from 'node:crypto';
import { type CareTeamChange, type CareTeamPlace, careTeamPlaces } from '../../src/domain/words/care-team';
import { DomainError } from '../../src/domain/words/error';
import type { Tx } from '../../src/storage/tx/connection';
import type { ApiDeps } from '../deps';
import { nameInRecords, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { showPerson } from '../views/person';

/** So many in one act: whoever is left is handed over by doing it again. */
const AT_ONCE = 200;

type Given = { [P in CareTeamPlace]?: string | null | undefined };
type Handover = Call<{ id: string }, unknown, Given>;

/**
 * All patients whose care team names somebody go to others, each in a transaction of their own: what cannot be done for
 * one is said of that one, and the rest goes on. A place that is not mentioned stays.
 */
export async function handOverPatients({
  params,
  body,
  principal,
  deps,
  earlierReply,
  commit,
}: Handover): Promise<Reply> {
  const earlier = await earlierReply();
  if (earlier) return earlier;
  const { store, engine } = deps;
  const { clinicId } = principal;
  if (!(await store.staff.isStaffMember(store.db, clinicId, params.id))) {
    throw new DomainError('not-found', 'There is no such member of staff in this clinic.');
  }
  refuseSame(params.id, body);
  const wanted = { clinicId, staffId: params.id, places: careTeamPlaces.filter((place) => body[place] !== undefined) };
  const loud: string[] = [];
  const items: object[] = [];
  for (const { person } of await store.careTeams.patientsOf(store.db, wanted, AT_ONCE)) {
    const told = await store
      .transact(store.db, (tx) => handOver(tx, deps, principal, { ...params, to: body, patientId: person.id }, loud))
      .catch((error: unknown) => {
        if (error instanceof DomainError) return { ok: false, words: error.message };
        throw error;
      });
    items.push({ person: showPerson(person), ...told });
  }
  return commit(async (tx) => ({
    status: 200,
    body: { items, left: await store.careTeams.countOf(tx, wanted) },
    afterCommit: () => {
      for (const id of loud) engine.nudgeEnrolment(id, 'care-team.changed');
    },
  }));
}

function refuseSame(from: string, to: Given): void {
  const fields = careTeamPlaces.filter((place) => to[place] === from);
  if (fields.length === 0) return;
  const message = 'This is whose patients are handed over: choose somebody else.';
  throw new DomainError('invalid', `Nothing was changed. Please correct: ${fields.join(', ')}.`, {
    errors: fields.map((field) => ({ field, message })),
  });
}

type One = { id: string; to: Given; patientId: string };

async function handOver(
  tx: Tx,
  { store, rules }: ApiDeps,
  principal: Principal,
  { id: from, to, patientId }: One,
  loud: string[],
): Promise<{ ok: boolean; words: string }> {
  const recordedBy = nameInRecords(principal);
  const sharedFact = randomUUID();
  const changed = new Set<string>();
  for (const locked of await store.facts.lockPatientEnrolments(tx, rules, patientId)) {
    if (locked.status === 'ended') continue;
    const team = await store.careTeams.careTeamOf(tx, locked.enrolmentId, locked.now);
    const places = careTeamPlaces.filter((place) => to[place] !== undefined && team[place]?.staffId === from);
    if (places.length === 0) continue;
    const data: CareTeamChange = Object.fromEntries(places.map((place) => [place, to[place]]));
    const { quiet } = await store.facts.recordFact(
      tx,
      locked,
      { type: 'care-team.changed', data, recordedBy },
      { sharedFact },
    );
    if (!quiet) loud.push(locked.enrolmentId);
    for (const place of places) changed.add(place);
  }
  if (changed.size === 0) throw new DomainError('not-possible-now', 'Left out: somebody else is named by now.');
  const entry = { action: 'POST /staff/:id/handover', subject: patientId, status: 200 };
  await store.audit.writeAudit(tx, { ...entry, clinicId: principal.clinicId, principal: recordedBy });
  return { ok: true, words: `Handed over as ${[...changed].join(' and ')}.` };
}
