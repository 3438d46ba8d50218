import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** What holds for the messages to a patient at this moment, also while the step that takes it in is still to come. */
export type MessageChoice = {
  stopped: boolean;
  /** The latest end of a pause; null without one. */
  pausedUntil: Instant | null;
  /** The patient asked for it, by link: so the patient may end it, by link. */
  byPatient: boolean;
  /** There is a course of care, so somebody rings about it. */
  rings: boolean;
};

/** Reads only: what a page shows when it is looked at again. */
export async function choiceOf(tx: Tx, patientId: string, now: Instant): Promise<MessageChoice> {
  const { rows } = await sql<{ given: boolean | null; by: string | null; pauses: Pause[]; open: boolean }>`
    select consent.given, consent.recorded_by as by,
      coalesce((select jsonb_agg(coalesce(news.pause, e.snapshot -> 'pause'))
        from enrolment e left join lateral (
          select case when v.type = 'enrolment.paused' then v.data else 'null'::jsonb end as pause
          from event v where v.enrolment_id = e.id and v.seq > e.digested_seq
            and v.type in ('enrolment.paused', 'enrolment.resumed') order by v.seq desc limit 1) news on true
        where e.patient_id = p.id and e.status <> 'ended'), '[]') as pauses,
      exists (select from enrolment e where e.patient_id = p.id and e.status <> 'ended') as open
    from patient p left join lateral (
      select given, recorded_by from consent where patient_id = p.id and channel = 'email'
      order by recorded_at desc, id desc limit 1) consent on true
    where p.id = ${patientId}`.execute(tx);
  const [row] = rows;
  const pauses = (row?.pauses ?? []).filter((pause): pause is { until: Instant; by?: string } => {
    return pause !== null && pause.until > now;
  });
  const stopped = row?.given === false;
  return {
    stopped,
    pausedUntil: pauses.length === 0 ? null : Math.max(...pauses.map(({ until }) => until)),
    byPatient: stopped ? row.by === 'patient' : pauses.every(({ by }) => by === 'patient'),
    rings: row?.open ?? false,
  };
}

type Pause = { until: Instant; by?: string } | null;
