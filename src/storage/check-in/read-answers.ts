import { sql } from 'kysely';
import type { AnswerRow, ScoreRow } from '../../domain/telling/answers/types';
import type { TakenBy } from '../../domain/words/choices';
import type { Instant } from '../../domain/words/time';
import { spokenLanguage } from '../patient/speech';
import type { Tx } from '../tx/connection';

/** Answers that came from, went to, or are said to belong to another patient. Names are those of staff. */
export type AnswersMoved = {
  what: 'moved-here' | 'moved-away' | 'proposed';
  at: Instant;
  by: string;
  confirmedBy: string | null;
  reason: string;
};

/** One check-in with all that was answered, every revision of it. */
export type AnsweredCheckIn = {
  id: string;
  key: string;
  ask: string[];
  deferred: string[];
  status: string;
  enrolmentId: string;
  patientId: string;
  pathway: { id: string; version: number };
  language: string;
  opensAt: Instant;
  closesAt: Instant;
  sentAt: Instant | null;
  /** When a mail that asked was first taken; null: none was. */
  askedAt: Instant | null;
  rows: AnswerRow[];
  scores: ScoreRow[];
  /** The fact that it was answered, as it counts: who recorded it and how it was taken; null where none is recorded. */
  fact: { by: string; recordedBy: string; at: Instant; late: boolean; taken: TakenBy | null } | null;
  moves: AnswersMoved[];
};

const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;

/** One of this clinic; null for one of another clinic, as for one that never was. */
export async function answeredCheckIn(tx: Tx, clinicId: string, id: string): Promise<AnsweredCheckIn | null> {
  const { rows } = await sql<AnsweredCheckIn>`
    select c.id, c.key, c.ask, c.deferred, c.status, c.enrolment_id as "enrolmentId", c.patient_id as "patientId",
      jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway, ${spokenLanguage} as language,
      c.opens_at as "opensAt", c.closes_at as "closesAt", c.sent_at as "sentAt",
      (select min(m.accepted_at) from message m where m.check_in_id = c.id and m.void_since is null) as "askedAt",
      coalesce((select jsonb_agg(jsonb_build_object('instrument', a.instrument, 'item', a.item, 'revision', a.revision,
          'value', a.value, 'formVersion', a.form_version, 'language', a.language, 'at', ${ms('a.saved_at')}, 'late', a.late,
          'byLink', a.saved_by is not null) order by a.saved_at, a.instrument, length(a.item), a.item, a.revision)
        from answer a where a.check_in_id = c.id), '[]') as rows,
      coalesce((select jsonb_agg(jsonb_build_object('score', s.score, 'value', s.value, 'raw', s.raw) order by s.id)
        from score s where s.check_in_id = c.id), '[]') as scores,
      (select jsonb_build_object('by', coalesce(p.name, v.recorded_by), 'recordedBy', v.recorded_by, 'at', ${ms('v.occurred_at')},
          'late', v.data -> 'late', 'taken', v.data -> 'taken')
        from event v left join staff_member p on p.id::text = v.recorded_by
        where v.id = answered.id) as fact,
      coalesce((select jsonb_agg(jsonb_build_object('what', case when w.confirmed_at is null then 'proposed'
            when w.to_check_in_id = c.id then 'moved-here' else 'moved-away' end,
          'at', ${ms('w.proposed_at')}, 'by', one.name, 'confirmedBy', two.name, 'reason', w.reason) order by w.proposed_at)
        from response_move w join staff_member one on one.id = w.proposed_by left join staff_member two on two.id = w.confirmed_by
        where w.from_check_in_id = c.id or w.to_check_in_id = c.id and w.confirmed_at is not null), '[]') as moves
    from check_in c
      join enrolment e on e.id = c.enrolment_id
      join patient p on p.id = c.patient_id
      join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
      left join lateral (select x.id from event x where x.enrolment_id = c.enrolment_id and x.type = 'check-in.answered'
        and x.data ->> 'checkIn' = c.key and not exists (select from event w where w.enrolment_id = x.enrolment_id
          and w.type = 'response.moved' and w.data ->> 'event' = x.id::text) order by x.seq desc limit 1) answered on true
    where c.id = ${id} and c.clinic_id = ${clinicId} and not p.hidden`.execute(tx);
  return rows[0] ?? null;
}
