import { sql } from 'kysely';
import { instantAt, localDateAt, plusDays, weekdayOf } from '../../../src/domain/calendar/calendar';
import { rebuild } from '../../../src/domain/step/rebuild';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { unreadable } from '../../../src/domain/step/up-cast';
import type { NewFact } from '../../../src/storage/enrolment/facts';
import { createApiFixture, type Enrolled } from '../api-fixture';
import { london } from './facts';

export type CorrectedClinic = Awaited<ReturnType<typeof openCorrectedClinic>>;
export type Who = 'coordinator' | 'clinician' | 'lead';
type Seen = { status: string; tracks: { stage: string }[] };

/** The API with a clock that goes on when it is told to, and with what tests of corrections ask again and again. */
export async function openCorrectedClinic() {
  const f = await createApiFixture();
  const now = () => f.store.clock.clinicNow(f.db, f.clinicId);
  await f.store.demoClock.moveClock(f.db, f.clinicId, aMonday(await now()));

  /** The body of an answer that must be this one; its detail says why it is not. */
  function taken(answer: { status: number; body: unknown }, status: number): unknown {
    const { detail } = answer.body as { detail?: string };
    expect([answer.status, detail]).toEqual([status, undefined]);
    return answer.body;
  }

  async function seen(id: string): Promise<Seen> {
    return taken(await f.as('coordinator').get(`/api/v1/enrolments/${id}`), 200) as Seen;
  }

  async function record(who: Who, id: string, type: string, data: object): Promise<string> {
    const answer = await f.as(who).post(`/api/v1/enrolments/${id}/events`, { type, data });
    return (taken(answer, 202) as { eventId: string }).eventId;
  }

  return {
    ...f,
    now,
    record,
    today: async () => localDateAt(london, await now()),

    /** The same person on a second pathway. */
    async alsoOn(pathway: string, patientId: string): Promise<Enrolled> {
      const row = f.db.selectFrom('patient').select(['reference', 'email', 'phone']).where('id', '=', patientId);
      return f.enrolled({ pathway, patient: await row.executeTakeFirstOrThrow() });
    },

    retract: (who: Who, id: string, eventId: string, more: object = {}) =>
      f.as(who).post(`/api/v1/enrolments/${id}/events`, {
        type: 'event.retracted',
        data: { eventId, reason: 'recorded for somebody else', ...more },
      }),

    /** A fact of the person; gives the event of each enrolment. */
    async recordOfPerson(patientId: string, type: string, data: object = {}): Promise<Record<string, string>> {
      const answer = await f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, { type, data });
      const { events } = taken(answer, 202) as { events: { enrolmentId: string; eventId: string }[] };
      return Object.fromEntries(events.map(({ enrolmentId, eventId }) => [enrolmentId, eventId]));
    },

    /** A fact that the door for staff does not take. */
    async recordDirectly(id: string, fact: NewFact): Promise<string> {
      await f.settle();
      return f.store.transact(f.db, async (tx) => {
        const locked = await f.store.facts.lockEnrolment(tx, f.deps.rules, id);
        return (await f.store.facts.recordFact(tx, locked, fact)).eventId;
      });
    },

    /** The clinic's clock goes on, and every enrolment that is due takes its step. */
    async wait(ms: number): Promise<void> {
      await f.settle();
      const until = (await now()) + ms;
      await f.store.demoClock.moveClock(f.db, f.clinicId, until);
      const due = f.db
        .selectFrom('enrolment')
        .select('id')
        .where(sql<boolean>`wake_at <= ${new Date(until)}`);
      for (const { id } of await due.execute()) await f.advance(id);
    },

    /** What a mail server would have taken by now, of an enrolment that may be written to. */
    async send(id: string): Promise<number> {
      const { numAffectedRows } = await sql`update message m set state = 'accepted', attempts = 1, accepted_at = due_at
        from enrolment e where e.id = m.enrolment_id and e.id = ${id} and e.status = 'active' and m.state = 'planned'
        and m.due_at <= ${new Date(await now())}`.execute(f.db);
      return Number(numAffectedRows);
    },

    /** When what is still to be sent is due. */
    async planned(id: string): Promise<number[]> {
      const rows = await f.db
        .selectFrom('message')
        .select('due_at')
        .where('enrolment_id', '=', id)
        .where('state', '=', 'planned')
        .orderBy('due_at')
        .execute();
      return rows.map((row) => row.due_at);
    },

    openTasks: (id: string) =>
      f.db
        .selectFrom('task')
        .select(['id', 'kind'])
        .where('enrolment_id', '=', id)
        .where('status', '=', 'open')
        .execute(),

    stageOf: async (id: string) => (await seen(id)).tracks[0]?.stage,
    statusOf: async (id: string) => (await seen(id)).status,

    /** The snapshot, which must be what all facts make from the first one on. */
    async rebuilt(id: string): Promise<EnrolmentState> {
      await f.settle();
      const events = await f.store.facts.factsBefore(f.db, id, 2 ** 31 - 1);
      const found = await f.store.enrolments.findEnrolment(f.db, f.clinicId, id);
      const { settings } = await f.store.clinics.readClinic(f.db, f.clinicId);
      if (!found?.state || found.state === unreadable) throw new Error('no snapshot');
      const rules = f.deps.rules(found.pathway, settings);
      expect(rebuild(rules, events, { now: found.state.now, observed: [] })).toEqual(found.state);
      return found.state;
    },
  };
}

/** A Monday to come, at ten: what is counted does not hang on the day these tests run. */
function aMonday(now: number): number {
  let date = plusDays(localDateAt(london, now), 1);
  while (weekdayOf(date) !== 1) date = plusDays(date, 1);
  return instantAt(london, date, '10:00');
}
