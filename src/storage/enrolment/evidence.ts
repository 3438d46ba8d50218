import { sql } from 'kysely';
import { corrected } from '../../domain/corrections/corrections';
import type { Decided, EvidenceRecord, Given, Put, Told, Written } from '../../domain/telling/evidence/record';
import type { Tx } from '../tx/connection';
import { withTextsOf } from '../patient/texts';
import type { EnrolmentRow } from './enrolments';
import { isQuarantined, toEvent } from './fact-log';
import { decisionsOf } from './timeline';

type Rows = Pick<EvidenceRecord, 'patient' | 'facts' | 'answers' | 'scores' | 'put' | 'decisions' | 'written'>;
type Whose = Pick<EnrolmentRow, 'id' | 'patientId'>;

/** All rows that the evidence about one patient is made from. */
export async function evidenceRows(tx: Tx, whose: Whose): Promise<Rows> {
  const [patient, facts, answers, scores, put, decisions, written] = await Promise.all([
    patientOf(tx, whose),
    countingFacts(tx, whose),
    answersOf(tx, whose),
    scoresOf(tx, whose),
    putBefore(tx, whose),
    decided(tx, whose),
    writtenBy(tx, whose),
  ]);
  return { patient, facts, answers, scores, put, decisions, written };
}

async function patientOf(tx: Tx, { patientId }: Whose): Promise<Rows['patient']> {
  const row = await tx
    .selectFrom('patient')
    .select(['id', 'reference', 'family_name', 'given_name', 'born_on'])
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  const { id, reference, family_name: familyName, given_name: givenName, born_on: bornOn } = row;
  return { id, reference, familyName, givenName, bornOn };
}

/** As they count now, with their texts. What could not be taken in does not count. */
async function countingFacts(tx: Tx, { id, patientId }: Whose): Promise<Told[]> {
  const rows = await tx
    .selectFrom('event')
    .leftJoin('staff_member', (join) => join.on(sql<boolean>`staff_member.id::text = event.recorded_by`))
    .selectAll('event')
    .select(['staff_member.name', isQuarantined])
    .where('enrolment_id', '=', id)
    .orderBy('seq')
    .execute();
  const names = new Map(rows.map((row) => [row.id, row.name ?? row.recorded_by]));
  const counting = corrected(rows.filter(({ quarantined }) => !quarantined).map(toEvent));
  const read = await withTextsOf(
    tx,
    patientId,
    counting.filter(({ type }) => type !== 'time.passed'),
  );
  return read.map((fact): Told => ({ ...fact, by: names.get(fact.id) ?? '' }));
}

/** The answer that holds to each item. */
async function answersOf(tx: Tx, { id }: Whose): Promise<Given[]> {
  const { rows } = await sql<Given>`
    select * from (
      select distinct on (a.check_in_id, a.instrument, a.item) a.check_in_id as response, a.instrument, a.item, a.value,
        a.saved_at as at
      from answer a join check_in c on c.id = a.check_in_id where c.enrolment_id = ${id}
      order by a.check_in_id, a.instrument, a.item, a.revision desc
    ) newest order by at, response, instrument, length(item), item`.execute(tx);
  return rows;
}

async function scoresOf(tx: Tx, { id }: Whose): Promise<Rows['scores']> {
  const { rows } = await sql<Rows['scores'][number]>`
    select check_in_id as response, score, value, raw, at from score where enrolment_id = ${id}
    order by at, id`.execute(tx);
  return rows;
}

/** Forms that a patient has met: a mail that asked was taken, or something of them was answered. */
async function putBefore(tx: Tx, { id }: Whose): Promise<Put[]> {
  const { rows } = await sql<Put>`
    select c.id as response, c.opens_at as at,
      (select coalesce(jsonb_agg(form), '[]'::jsonb) from (
        select jsonb_array_elements_text(c.ask) as form except select jsonb_array_elements_text(c.deferred)
        union select a.instrument from answer a where a.check_in_id = c.id) met) as forms
    from check_in c
    where c.enrolment_id = ${id} and (
      exists (select from answer a where a.check_in_id = c.id)
      or exists (select from message m where m.check_in_id = c.id and m.accepted_at < c.closes_at))
    order by c.opens_at, c.id`.execute(tx);
  return rows;
}

/** What the patient wrote by a link, oldest first. */
async function writtenBy(tx: Tx, { id }: Whose): Promise<Written[]> {
  const { rows } = await sql<Written>`
    select t.id, t.text, t.created_at as at, exists (select from appointment a where a.questions_id = t.id) as asks
    from patient_text t where t.enrolment_id = ${id} and t.created_by = 'patient' order by t.created_at, t.id`.execute(
    tx,
  );
  return rows;
}

/** More decisions than anybody makes about one patient. */
const ALL = { limit: 1000, after: null };

async function decided(tx: Tx, { id }: Whose): Promise<Decided[]> {
  const rows = await decisionsOf(tx, id, ALL);
  return rows.map(({ asked, correction, id: event, at, by, gate, choice, reason }) => ({
    ...{ id: event, at, by, gate, choice, reason },
    question: asked?.question ?? null,
    takenBack: correction?.reason ?? null,
  }));
}
