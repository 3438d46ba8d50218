import { type RawBuilder, sql } from 'kysely';
import type { WorklistSort, WorklistView } from '../../domain/words/worklist';
import { following, type Page } from '../tx/fragments';

export type Order = {
  clinicId: string;
  /** null: every view, one after the other. */
  view: WorklistView | null;
  /** null: the most urgent first; among the ended the newest. */
  sort: { by: WorklistSort; descending: boolean } | null;
  /** By pathway and stage (`id/stage`): in which place a stage stands where rows are sorted by it. */
  stagePlaces: Readonly<Record<string, number>>;
};

type Piece = RawBuilder<unknown>;
/** `place`, `at` and then the id order the rows; none of the three says who a patient is, and a cursor holds no more. */
type Keys = { place: Piece; at: Piece; name?: Piece; join?: Piece };

/** More than there are ranks in one view. */
const RANKS = sql.lit(20);
/** Where a stage stands that no file has any more: at the end, and within what a cursor holds. */
const NOWHERE = sql.lit(9999);

const epoch = sql`'epoch'::timestamptz`;

/** Of an enrolment: the last answer, call or visit, as a row `at, how, outcome`; no row where none is recorded. */
export const lastContactOf = (enrolmentId: Piece): Piece => sql`(
  select at, how, outcome from (
    (select sent_at as at, 'answer' as how, null as outcome from check_in
      where enrolment_id = ${enrolmentId} and sent_at is not null order by sent_at desc limit 1)
    union all (select v.occurred_at, case v.type when 'call.made' then 'call' when 'session.attended' then 'attended' else 'procedure' end,
        v.data ->> 'outcome' from event v
      where v.enrolment_id = ${enrolmentId} and v.type in ('call.made', 'session.attended', 'procedure.performed') and not exists (
        select from event r where r.enrolment_id = ${enrolmentId} and r.type = 'event.retracted' and r.data ->> 'event' = v.id::text)
      order by v.occurred_at desc limit 1)) each
  order by at desc limit 1) contact`;

/** As people look for a name: the family name first, in capital or small letters, with accents or without. */
const nameOf = (p: Piece): Piece => sql`regexp_replace(
  normalize(fold_key(${p}.family_name) || ' ' || fold_key(${p}.given_name), NFD), '[\\u0300-\\u036f]', '', 'g')`;

/** Rows without a day or a contact stand at the end, also of a list that is turned round. */
const last = (is: Piece, descending: boolean): Piece => sql`(${is} <> ${sql.lit(descending)})::int`;

function keysOf({ sort, stagePlaces }: Order): Keys {
  if (sort === null) return { place: sql`m.view * ${RANKS} + m.rank`, at: sql`m.at` };
  switch (sort.by) {
    case 'due':
      return { place: last(sql`(m.rank >= 10)`, sort.descending), at: sql`m.at` };
    case 'patient':
      return {
        place: sql`0`,
        at: epoch,
        name: nameOf(sql`p`),
        join: sql`join enrolment n on n.id = m.id join patient p on p.id = n.patient_id`,
      };
    case 'last-contact':
      return {
        place: last(sql`(contact.at is null)`, sort.descending),
        at: sql`coalesce(contact.at, ${epoch})`,
        join: sql`left join lateral ${lastContactOf(sql`m.id`)} on true`,
      };
    case 'stage':
      return {
        place: sql`coalesce((${JSON.stringify(stagePlaces)}::jsonb ->> (n.pathway_id || '/' || (n.tracks #>> '{0,stage}')))::int, ${NOWHERE})`,
        at: sql`m.at`,
        join: sql`join enrolment n on n.id = m.id`,
      };
  }
}

/**
 * How the rows `m` of a list follow each other, and where to read on. A name is in no cursor: where rows are sorted by it,
 * the row that was seen last is looked up again.
 */
export function orderOf(order: Order) {
  const { place, at, name, join = sql`` } = keysOf(order);
  const descending = order.sort === null ? order.view === 'ended' : order.sort.descending;
  const way = descending ? sql`desc` : sql`asc`;
  const keys = name === undefined ? [sql`m.place`, sql`m.sort_at`] : [sql`m.name`];
  return {
    join,
    columns: sql`${place} as place, ${at} as sort_at, ${name ?? sql`null::text`} as name`,
    by: sql.join([...keys, sql`m.id`].map((key) => sql`${key} ${way}`)),
    after(page: Page): Piece {
      if (name === undefined || page.after === null)
        return following(page, { rank: sql`m.place`, at: sql`m.sort_at`, id: sql`m.id`, newestFirst: descending });
      return sql`and (m.name, m.id) ${descending ? sql`<` : sql`>`} (
        select ${nameOf(sql`p`)}, s.id from enrolment s join patient p on p.id = s.patient_id where s.id = ${page.after.id} and s.clinic_id = ${order.clinicId})`;
    },
  };
}
