import { scoreAnswers } from '../../src/domain/instrument/score';
import type { Answers, Instrument } from '../../src/domain/instrument/types';
import type { Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { PatientDeps } from '../patient/patient-deps';

/**
 * Scores an instrument as soon as its items allow it, so that a form that is never sent still counts at its close.
 * Only scores that read one of the `changed` items are written: an ordinary save costs no statement here.
 */
export async function keepScores(
  deps: PatientDeps,
  tx: Tx,
  saved: {
    view: CheckInView;
    instrument: Instrument;
    answers: Answers;
    changed: string[];
    at: Instant;
    /** See ScoresOfForm. */
    keepFrom?: Instant;
  },
): Promise<void> {
  const { view, instrument } = saved;
  const touched = instrument.scores.filter((rule) => rule.items.some((item) => saved.changed.includes(item)));
  if (touched.length === 0) return;
  const names = new Set(touched.map((rule) => rule.score));
  const scores = scoreAnswers(instrument, saved.answers).scores.filter(({ score }) => names.has(score));
  const gone = [...names].filter((name) => view.scored.includes(name) && !scores.some(({ score }) => score === name));
  if (scores.length === 0 && gone.length === 0) return;
  await deps.store.answers.putScores(tx, {
    checkInId: view.id,
    enrolmentId: view.enrolmentId,
    formVersion: instrument.version,
    scorerVersion: instrument.scorer,
    at: saved.at,
    scores,
    gone,
    ...(saved.keepFrom === undefined ? {} : { keepFrom: saved.keepFrom }),
  });
}
