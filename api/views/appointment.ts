import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { theEnrolment } from './course/standing';

/** What was booked, with what the patient made ready and wants to ask. */
export async function showAppointments(deps: ApiDeps, clinicId: string, id: string) {
  const { pathway } = await theEnrolment(deps, clinicId, id);
  const words = deps.catalogue.prepare(pathway.id, 'en');
  const rows = await deps.store.appointments.appointmentsOf(deps.store.db, id);
  return {
    items: rows.map(({ at, prepare, ready, text, declinedAt, ...row }) => ({
      ...row,
      at: iso(at),
      prepare: prepare.map((item) => ({ item, text: words[item] ?? item, done: ready.includes(item) })),
      preparation: text,
      declinedAt: isoOrNull(declinedAt),
    })),
  };
}
