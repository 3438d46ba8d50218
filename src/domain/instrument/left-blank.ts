import { safetyUnknowns } from '../safety';
import { formsAsked } from './forms';
import type { Answers, Instrument } from './types';

/** What was asked and saved of one check-in. `deferred`: forms that were not shown here, because nobody was there. */
export type Asked = {
  ask: readonly string[];
  deferred: readonly string[];
  answersOf: (instrument: string) => Answers;
};

/**
 * The safety rules of a check-in whose question was left blank in a form that was begun; a long form that a short one led
 * into counts as begun. What was put off is asked elsewhere, unless the patient saw the question and skipped it.
 */
export function leftBlank({ ask, deferred, answersOf }: Asked, instruments: Record<string, Instrument>): string[] {
  const asked = ask.flatMap((id) => instruments[id] ?? []);
  const rules = formsAsked(asked, instruments, answersOf).flatMap(({ instrument, carried }) => {
    const own = answersOf(instrument.id);
    return safetyUnknowns(instrument, { ...carried, ...own })
      .filter(({ item }) => !deferred.includes(instrument.id) || Object.hasOwn(own, item))
      .map(({ rule }) => rule);
  });
  return [...new Set(rules)];
}
