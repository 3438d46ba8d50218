import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { person, type PersonRow } from '../patient/person';
import { asInstant, following, listIn, type Page } from '../tx/fragments';

/** The classes that a version of a pathway watches over, and for how many days what was asked about them counts. */
export type WatchedVersion = { pathway: string; version: number; classes: string[]; days: number };

/** `at`: when somebody last asked the patient about it or went through the list; else since when it is known to be taken. */
export type UncheckedRow = {
  id: string;
  at: Instant;
  person: PersonRow;
  pathway: { id: string; version: number };
  classes: string[];
};

/** Who takes something that is watched over and was not asked about it lately, the longest first. One statement. */
export async function readUnchecked(
  tx: Tx,
  clinicId: string,
  watched: readonly WatchedVersion[],
  page: Page,
): Promise<UncheckedRow[]> {
  const { rows } = await sql<UncheckedRow>`
    select list.id, list.at, list.classes, list.pathway, ${person} as person from (select * from (
      select e.id, e.patient_id, last.at::timestamptz(3) as at, last.classes,
        jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway
      from enrolment e
      join patient p on p.id = e.patient_id and not p.hidden
      join jsonb_to_recordset(${JSON.stringify(watched)}::jsonb) as w (pathway text, version integer, classes jsonb, days integer)
        on w.pathway = e.pathway_id and w.version = e.pathway_version
      cross join lateral (
        select min(at) as at, jsonb_agg(class order by class) as classes
        from (
          select t ->> 'class' as class, greatest(
            ${asInstant(sql`t -> 'since'`)},
            ${asInstant(sql`e.snapshot #> '{history,medicines,checkedAt}'`)},
            ${asInstant(sql`e.snapshot #> '{history,medicinesConfirmedAt}'`)}) as at
          from ${listIn('{history,medicines,taken}')} t where jsonb_exists(w.classes, t ->> 'class')
        ) each_of
        where at < clinic_now(e.clinic_id) - w.days * interval '1 day') last
      where e.clinic_id = ${clinicId} and e.status <> 'ended' and last.at is not null
    ) list
    where true ${following(page, { at: sql`at`, id: sql`id` })}
    order by at, id limit ${page.limit}) list join patient p on p.id = list.patient_id order by at, id`.execute(tx);
  return rows;
}
