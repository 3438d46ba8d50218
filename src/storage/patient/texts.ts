import { rowOf } from '../../domain/facts/table';
import type { EventType } from '../../domain/words/event';
import type { Instant } from '../../domain/words/time';
import type { Locked } from '../enrolment/lock';
import type { Tx } from '../tx/connection';

type Said = { type: EventType; data: object; recordedBy: string };
type Data = Record<string, unknown>;

/**
 * Puts what people wrote into rows of its own, and gives the data with the ids in their places: facts are kept for ever, and
 * a text is not. In the transaction of the fact, and once it is known to be possible.
 */
export async function keepTexts(tx: Tx, locked: Locked, fact: Said, at: Instant): Promise<object> {
  if (fact.type !== 'event.retracted') return apart(tx, locked, fact, at);
  const { of, replacement } = fact.data as { of: EventType; replacement?: Data };
  if (replacement === undefined) return fact.data;
  const kept = await apart(tx, locked, { ...fact, type: of, data: replacement }, at);
  return { ...fact.data, replacement: kept };
}

async function apart(tx: Tx, locked: Locked, { type, data, recordedBy }: Said, at: Instant): Promise<object> {
  const ids: Data = {};
  for (const [field, text] of textsIn(type, data)) {
    const { clinicId, patientId, enrolmentId } = locked;
    ids[field] = await keepText(tx, { clinicId, patientId, enrolmentId, text, at, by: recordedBy });
  }
  return { ...data, ...ids };
}

export type NewText = {
  clinicId: string;
  patientId: string;
  enrolmentId?: string;
  text: string;
  at: Instant;
  by: string;
};

/** What somebody wrote about a patient, in a row of its own: it can be erased, and what refers to it stays. Gives its id. */
export async function keepText(tx: Tx, { clinicId, patientId, enrolmentId, text, at, by }: NewText): Promise<string> {
  const { id } = await tx
    .insertInto('patient_text')
    .values({
      clinic_id: clinicId,
      patient_id: patientId,
      enrolment_id: enrolmentId ?? null,
      text,
      created_at: new Date(at),
      created_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The fields of a fact whose text stands apart, with what they hold: the text when it is recorded, later its id. */
function textsIn(type: EventType, data: object): [string, string][] {
  const fields = rowOf(type).texts ?? [];
  return Object.entries(data).filter(
    (entry): entry is [string, string] => fields.includes(entry[0]) && typeof entry[1] === 'string',
  );
}

/** The data of facts with their texts in place again; null where one has been erased. */
export async function withTextsOf<T extends { type: EventType; data: object }>(
  tx: Tx,
  patientId: string,
  facts: readonly T[],
): Promise<T[]> {
  const ids = facts.flatMap(({ type, data }) => textsIn(type, data).map(([, id]) => id));
  if (ids.length === 0) return [...facts];
  const rows = await tx
    .selectFrom('patient_text')
    .select(['id', 'text'])
    .where('patient_id', '=', patientId)
    .where('id', 'in', ids)
    .execute();
  const texts = new Map(rows.map(({ id, text }) => [id, text]));
  return facts.map((fact) => {
    const read: Data = {};
    for (const [field, id] of textsIn(fact.type, fact.data)) read[field] = texts.get(id) ?? null;
    return { ...fact, data: { ...fact.data, ...read } };
  });
}
