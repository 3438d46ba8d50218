import type { Answers, Instrument } from '../../src/domain/instrument/types';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import { answersTo, formsOf, withAnswers } from './form-pages';
import { keepScores } from './record-answered';
import type { PatientDeps } from '../patient/serving';

/** By item: the revision that holds now, and whether it is a new one. */
export type Revisions = Map<string, { revision: number; changed: boolean }>;

export type GivenAnswers = {
  view: CheckInView;
  instrument: Instrument;
  values: Answers;
  /** The session that typed them; null = staff, and the fact says who. */
  savedBy: Buffer | null;
  late: boolean;
};

/** Writes answers to one form and the scores they complete. `after` is the check-in with them. */
export async function saveAnswers(
  deps: PatientDeps,
  tx: Tx,
  given: GivenAnswers,
): Promise<{ after: CheckInView; revisions: Revisions }> {
  const { view, instrument, values, late } = given;
  const revisions = await append(deps, tx, given);
  const changed = [...revisions].filter(([, item]) => item.changed).map(([id]) => id);
  const after = withAnswers(view, instrument.id, values);
  // Late, and nobody has looked yet at what was there at the close: scores made in time stay until then.
  const keep = late && view.status === 'planned' ? { keepFrom: view.closesAt } : {};
  for (const form of formsOf(after, deps.rules(view.pathway, view.settings).instruments)) {
    const { instrument: other, from } = form;
    const isLongOf = from === instrument.id && after.answers.some((answer) => answer.instrument === other.id);
    if (other.id !== instrument.id && !isLongOf) continue;
    const answers = answersTo(form, after);
    await keepScores(deps, tx, { view, instrument: other, answers, changed, at: view.now, ...keep });
  }
  return { after, revisions };
}

/** A changed answer is a new revision; the same answer again is no row, so that posting twice is posting once. */
async function append(
  deps: PatientDeps,
  tx: Tx,
  { view, instrument, values, savedBy, late }: GivenAnswers,
): Promise<Revisions> {
  const own = view.answers.filter((answer) => answer.instrument === instrument.id);
  const revisions: Revisions = new Map(
    Object.entries(values).map(([item, value]) => {
      const saved = own.find((answer) => answer.item === item);
      const changed = saved === undefined || saved.value !== value;
      return [item, { revision: (saved?.revision ?? 0) + (changed ? 1 : 0), changed }];
    }),
  );
  await deps.store.answers.appendAnswers(
    tx,
    [...revisions]
      .filter(([, { changed }]) => changed)
      .map(([item, { revision }]) => ({
        checkInId: view.id,
        instrument: instrument.id,
        item,
        revision,
        value: values[item] ?? null,
        formVersion: instrument.version,
        scorerVersion: instrument.scorer,
        language: instrument.language,
        savedAt: view.now,
        savedBy,
        late,
      })),
  );
  return revisions;
}
