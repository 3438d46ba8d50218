import { localDateAt, plusDays, startOfDay } from '../../../src/domain/calendar/calendar';
import { isUndo } from '../../../src/domain/corrections/corrections';
import { outcomesPossible } from '../../../src/domain/facts/sessions';
import { purposeText } from '../../../src/domain/telling/entry-words';
import { capital, factTitle } from '../../../src/domain/telling/fact-titles';
import { MINUTE } from '../../../src/domain/words/time';
import { iso } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import { namedPerson, nameInRecords, type Principal } from '../../middleware/principal';
import { showPerson } from '../person';
import { namedStage } from '../worklist';
import { retraction } from './timeline';
import { withTexts } from '../texts';

/** Everybody's appointments of a day, with what became of each and what may be said of it now. */
export async function showAttendances({ store, catalogue }: ApiDeps, reader: Principal, asked?: string) {
  const { settings, now } = await store.clinics.readClinic(store.db, reader.clinicId);
  const { timeZone, undoMinutes } = settings;
  const on = asked ?? localDateAt(timeZone, now);
  const between = { from: startOfDay(timeZone, on), to: startOfDay(timeZone, plusDays(on, 1)) };
  const rows = await store.appointments.sessionsBetween(store.db, reader.clinicId, between);
  const me = nameInRecords(reader);
  const items = rows.map(({ recorded, tracks, pathway, ...row }) => {
    const outcome = recorded?.outcome ?? null;
    const fact = recorded && { recordedBy: recorded.recordedBy, recordedAt: recorded.at };
    const undone = fact !== null && isUndo(fact, { by: me, at: now }, undoMinutes);
    return {
      enrolmentId: row.enrolmentId,
      session: row.session,
      purpose: row.purpose,
      words: capital(purposeText(row.purpose)),
      at: iso(row.at),
      person: showPerson(row.person),
      stage: namedStage(catalogue, { pathway, tracks }),
      possible: outcomesPossible({ id: row.session, at: row.at, outcome }, now),
      outcome,
      recorded: recorded && {
        eventId: recorded.eventId,
        at: iso(recorded.at),
        by: recorded.by,
        undoUntil: undone ? iso(recorded.at + undoMinutes * MINUTE) : null,
      },
    };
  });
  return { now: iso(now), on, items };
}

/** What whoever asks has recorded today, with the way back of each where there is one. */
export async function showOwnFacts({ store }: ApiDeps, reader: Principal) {
  const { settings, now } = await store.clinics.readClinic(store.db, reader.clinicId);
  const since = startOfDay(settings.timeZone, localDateAt(settings.timeZone, now));
  const rows = await store.lines.factsBy(store.db, reader.clinicId, namedPerson(reader), since);
  const items = rows.map(({ eventId, enrolmentId, person, ...data }) => ({
    eventId,
    enrolmentId,
    person: showPerson(person),
    at: iso(data.at),
    type: data.type,
    title: factTitle(data.type),
    correction: withTexts(data.correction),
    ...retraction({ at: data.at, data }, reader, { now, undoMinutes: settings.undoMinutes }),
  }));
  return { now: iso(now), items };
}
