import { DomainError } from '../error';
import type { Answers, Instrument, Score, ScoreRule } from './types';
import { answerFault } from './validate-answer';

/**
 * Adds up what was answered by the instrument's published rules. A rule with a skipped or unreached item gives no score.
 * A value outside the form is refused, never clamped: it was checked when it was saved, so here it is a defect.
 */
export function scoreAnswers(
  instrument: Instrument,
  answers: Answers,
): { scores: Score[]; missing: string[]; complete: boolean } {
  refuseStrangeAnswers(instrument, answers);
  const values = answeredValues(instrument, answers);
  const missing = instrument.items.filter((item) => !values.has(item.id)).map((item) => item.id);
  return {
    scores: instrument.scores.flatMap((rule) => computed(rule, values)),
    missing,
    complete: missing.length === 0,
  };
}

/** On a list page an untouched box means "no", once the page was saved: that is, once any of its lines has a value. */
function answeredValues(instrument: Instrument, answers: Answers): Map<string, number> {
  const saved = instrument.items.some((item) => typeof answers[item.id] === 'number');
  const untouched = instrument.presentation === 'list' && saved ? 0 : null;
  const values = new Map<string, number>();
  for (const { id } of instrument.items) {
    const answer = answers[id];
    const value = answer === undefined ? untouched : answer;
    if (value !== null) values.set(id, value);
  }
  return values;
}

function computed(rule: ScoreRule, values: Map<string, number>): Score[] {
  const answered = rule.items.flatMap((id) => values.get(id) ?? []);
  if (answered.length < rule.items.length) return [];
  const raw = answered.reduce((sum, value) => sum + value, 0);
  return [{ score: rule.score, raw, value: rule.method === 'mean' ? toOneDecimal(raw, answered.length) : raw }];
}

/** Rounded as whole tenths first, so that the division is the only inexact step. */
function toOneDecimal(sum: number, count: number): number {
  return Math.round((sum * 10) / count) / 10;
}

function refuseStrangeAnswers(instrument: Instrument, answers: Answers): void {
  for (const [id, value] of Object.entries(answers)) {
    const item = instrument.items.find((candidate) => candidate.id === id);
    const fault = item === undefined ? 'there is no such item in this version of the form' : answerFault(item, value);
    if (fault === null) continue;
    throw new DomainError('invalid', `Answer to item ${id} of ${instrument.id} cannot be scored: ${fault}.`, {
      instrument: instrument.id,
      item: id,
    });
  }
}
