import { sql } from 'kysely';
import { patientEventTypes } from '../../../../src/domain/words/event';
import type { Move } from '../../../../src/domain/stories/story-types';
import type { House } from '../../servers/house';
import type { Told } from './story-teller';

// What staff do in a story, as they do it: over HTTP, each with a key of their own.

/** A number as large as this is an instant: the API takes it as text. */
const FIRST_INSTANT = 1e11;

/** Records a fact; one that the story says is refused must be refused with those words, and one that no stage waits for is said to be so. */
export async function recordFact(house: House, told: Told, move: Extract<Move, { fact: object }>): Promise<void> {
  const { fact, refused, apart } = move;
  const ofPerson = (patientEventTypes as readonly string[]).includes(fact.type);
  const path = ofPerson ? `/patients/${told.patientId}/events` : `/enrolments/${told.enrolmentId}/events`;
  const body = { type: fact.type, data: posted(fact.data) };
  const answered = await house.people.clinician.post<{ detail?: string; note?: string }>(path, body);
  const said = answered.status === 202 ? null : (answered.body.detail ?? '');
  if (said === refused && (answered.body.note !== undefined) === apart) return;
  const what = JSON.stringify(answered.body);
  throw new Error(`“${told.telling.story.story}”: ${fact.type} answered ${String(answered.status)} ${what}`);
}

/** A change of reach is posted as what changed of it. */
function posted(data: object): Record<string, unknown> {
  const { reach, ...others } = data as { reach?: { timeZone: string; preferredTime: string; language: string } };
  const changed = reach && { timeZone: reach.timeZone, preferredTime: reach.preferredTime, language: reach.language };
  return Object.fromEntries(
    Object.entries({ ...others, ...changed }).map(([name, value]) => [
      name,
      typeof value === 'number' && value > FIRST_INSTANT ? new Date(value).toISOString() : value,
    ]),
  );
}

/** A clinician takes the newest fact of a type back, as the timeline names it. */
export async function retractFact(house: House, told: Told, move: Extract<Move, { retracts: string }>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select e.id from event e
    where e.enrolment_id = ${told.enrolmentId} and e.type = ${move.retracts} and not exists (select from event c
      where c.enrolment_id = e.enrolment_id and c.type = 'event.retracted' and c.data ->> 'event' = e.id::text)
    order by e.seq desc limit 1`.execute(house.store.db);
  const data = {
    eventId: rows[0]?.id,
    reason: 'recorded by mistake',
    ...(move.replacement && { replacement: posted(move.replacement) }),
  };
  const path = `/enrolments/${told.enrolmentId}/events`;
  const answered = await house.people.clinician.post<{ detail?: string }>(path, { type: 'event.retracted', data });
  const said = answered.status === 202 ? null : (answered.body.detail ?? '');
  if (said === move.refused) return;
  const what = JSON.stringify(answered.body);
  throw new Error(
    `“${told.telling.story.story}”: taking back ${move.retracts} answered ${String(answered.status)} ${what}`,
  );
}

type Escalation = { id: string; tier: string; revision: number; patientId: string; signals: { id: string }[] };

/** A clinician takes on what holds the patient's messages, and says what became of every signal. */
export async function resolveHolds(house: House, told: Told, move: Extract<Move, { resolves: string }>): Promise<void> {
  const { clinician } = house.people;
  const open = await clinician.list<Escalation>('/escalations?status=open');
  const own = open.filter(({ tier, patientId }) => tier === 'now' && patientId === told.patientId);
  if (own.length === 0) throw new Error(`“${told.telling.story.story}”: no escalation holds messages.`);
  const { messages } = move;
  for (const { id, revision, signals } of own) {
    await clinician.post(`/escalations/${id}/acknowledgement`, { revision });
    const contactAt = new Date(move.at).toISOString();
    const outcome = { outcome: move.resolves, contactAt, spokeWith: 'the patient' };
    const resolved = await clinician.post(`/escalations/${id}/resolution`, {
      revision,
      signals: signals.map((signal) => ({ id: signal.id, ...outcome })),
      messages: typeof messages === 'string' ? messages : { until: new Date(messages.until).toISOString() },
    });
    if (resolved.status !== 200) {
      throw new Error(`“${told.telling.story.story}”: resolving answered ${JSON.stringify(resolved.body)}`);
    }
  }
}
