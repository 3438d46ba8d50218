import { sql } from 'kysely';
import type { Score } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { sentAhead } from '../tx/planned-once';

export type NewAnswer = {
  checkInId: string;
  instrument: string;
  item: string;
  revision: number;
  /** null = skipped on purpose. */
  value: number | null;
  formVersion: string;
  /** The scorer this answer was asked for; a score may be computed again by a later one. */
  scorerVersion: string;
  /** In which wording it was read. */
  language: string;
  savedAt: Instant;
  savedBy: Buffer | null;
  late: boolean;
};

/** One statement for a whole page. Under the patient's lock: the revision was read in the same transaction. */
export async function appendAnswers(tx: Tx, answers: NewAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map((answer) => ({
    check_in_id: answer.checkInId,
    instrument: answer.instrument,
    item: answer.item,
    revision: answer.revision,
    value: answer.value,
    form_version: answer.formVersion,
    scorer_version: answer.scorerVersion,
    language: answer.language,
    saved_at: new Date(answer.savedAt),
    saved_by: answer.savedBy,
    late: answer.late,
  }));
  await tx.insertInto('answer').values(rows).modifyEnd(sentAhead).execute();
}

export type ScoresOfForm = {
  checkInId: string;
  enrolmentId: string;
  formVersion: string;
  scorerVersion: string;
  at: Instant;
  scores: Score[];
  /** Scores of this form whose answers are no longer complete: what they said is gone with the answer. */
  gone: string[];
  /**
   * Set for a late save while nobody has yet looked at what was there at the close: a score made in time stays until
   * then, so that the engine's lag decides nothing. The late answers themselves are kept either way.
   */
  keepFrom?: Instant;
};

/** Makes the score rows say what the answers say; an unchanged score keeps the instant it was first made. */
export async function putScores(tx: Tx, form: ScoresOfForm): Promise<void> {
  const kept = form.keepFrom === undefined ? sql`true` : sql`score.at > ${new Date(form.keepFrom)}`;
  if (form.gone.length > 0) {
    await sql`delete from score where check_in_id = ${form.checkInId} and score = any(${form.gone}) and ${kept} ${sentAhead}`.execute(
      tx,
    );
  }
  if (form.scores.length === 0) return;
  await sql`
    insert into score (enrolment_id, check_in_id, score, value, raw, scorer_version, form_version, at)
    select ${form.enrolmentId}, ${form.checkInId}, s.score, s.value, s.raw, ${form.scorerVersion}, ${form.formVersion}, ${new Date(form.at)}
    from jsonb_to_recordset(${JSON.stringify(form.scores)}) as s(score text, value double precision, raw integer)
    on conflict (check_in_id, score) do update
      set value = excluded.value, raw = excluded.raw, at = excluded.at,
        scorer_version = excluded.scorer_version, form_version = excluded.form_version
      where ${kept} and (score.value, score.raw, score.scorer_version, score.form_version)
        is distinct from (excluded.value, excluded.raw, excluded.scorer_version, excluded.form_version) ${sentAhead}`.execute(
    tx,
  );
}
