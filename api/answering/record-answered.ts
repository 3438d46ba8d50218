import { scoreAnswers } from '../../src/domain/instrument/score';
import type { Answers, Instrument, Score } from '../../src/domain/instrument/types';
import type { Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { PatientDeps } from '../patient/serving';
import type { TakenBy } from '../../src/domain/words/choices';
import { leftBlank } from '../../src/domain/instrument/left-blank';
import type { Locked } from '../../src/storage/enrolment/facts';
import { answersTo, formsOf, savedAnswers } from './form-pages';
import { defined } from '../../src/domain/words/defined';

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
    keepFrom: saved.keepFrom,
  });
}

export type Answered = {
  view: CheckInView;
  locked: Locked;
  late: boolean;
  /** Forms that were put off and not answered here after all. */
  deferred: string[];
  recordedBy: string;
  occurredAt?: Instant;
  taken?: TakenBy;
};

/** The check-in is answered: the fact, the scores, the closed check-in and the withheld reminders, under the caller's locks. */
export async function recordAnswered(
  deps: PatientDeps,
  tx: Tx,
  { view, locked, late, deferred, recordedBy, occurredAt, taken }: Answered,
): Promise<{ eventId: string; seq: number; quiet: boolean }> {
  const { store } = deps;
  const { instruments } = locked.rules;
  const answered = formsOf(view, instruments).map((form) => {
    return { instrument: form.instrument, answers: answersTo(form, view) };
  });
  const scores = scoresOf(answered);
  const unknown = leftBlank({ ask: view.ask, deferred, answersOf: (id) => savedAnswers(id, view) }, instruments);
  // The fact first: with it goes what was there at the close, which late scores would otherwise cover.
  const recorded = await store.facts.recordFact(tx, locked, {
    type: 'check-in.answered',
    data: {
      checkIn: view.key,
      scores,
      late,
      forms: answered.map(({ instrument }) => instrument.id).filter((id) => !deferred.includes(id)),
      ...(unknown.length === 0 ? {} : { unknown }),
      ...(deferred.length === 0 ? {} : { deferred }),
      ...defined({ taken }),
    },
    recordedBy,
    occurredAt,
  });
  await store.checkIns.markSent(tx, view.id, { at: locked.now, late });
  if (late) {
    for (const { instrument, answers } of answered) {
      const changed = instrument.items.map((item) => item.id);
      await keepScores(deps, tx, { view, instrument, answers, changed, at: locked.now });
    }
  }
  await store.messages.withholdForCheckIn(tx, view.id, 'answered');
  return recorded;
}

/** Each score once: a long form gives those of the short one it goes on. Only what the core compares goes into the fact. */
function scoresOf(answered: { instrument: Instrument; answers: Answers }[]): Score[] {
  const results = answered.flatMap(({ instrument, answers }) => scoreAnswers(instrument, answers).scores);
  const byName = new Map(results.map(({ score, value, raw }): [string, Score] => [score, { score, value, raw }]));
  return [...byName.values()];
}
