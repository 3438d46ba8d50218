import type { ApiDeps } from '../deps';
import type { Call, Reply } from '../routes/route';
import { isoOrNull } from '../contracts/fields';
import { showPerson } from '../views/person';
import type { Typed } from './contract';

/** Known patients who may be the one that is being typed. Nothing typed stands in an address: it comes as a body. */
export async function showAlike({ body, principal, deps }: Call<unknown, unknown, Typed>): Promise<Reply> {
  const { store, catalogue } = deps;
  const found = await store.likeness.findAlike(store.db, principal.clinicId, body);
  const items = found.map(({ person, matched, enrolment }) => ({
    person: showPerson(person),
    matched,
    enrolment: enrolment && {
      id: enrolment.id,
      title: titleOf(catalogue, enrolment.pathway),
      status: enrolment.status,
      endedAt: isoOrNull(enrolment.endedAt),
    },
  }));
  return { status: 200, body: { items }, shown: items.map(({ person }) => person.id) };
}

/** A version that no file holds any more goes by its id. */
const titleOf = ({ pathways }: ApiDeps['catalogue'], { id, version }: { id: string; version: number }): string =>
  pathways.find((each) => each.id === id && each.version === version)?.title ?? id;
