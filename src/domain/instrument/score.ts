import { DomainError } from '../words/error';
import { bandOf } from './range';
import type { Answers, Instrument, ScoreResult, ScoreRule } from './types';
import { answerFault } from './item';
import { defined } from '../words/defined';

/**
 * Adds up what was answered by the instrument's published rules; what they say of gaps is data (`missing`).
 * A value outside the form is refused, never clamped: it was checked when it was saved, so here it is a defect.
 */
export function scoreAnswers(
  instrument: Instrument,
  answers: Answers,
): { scores: ScoreResult[]; missing: string[]; complete: boolean } {
  refuseStrangeAnswers(instrument, answers);
  const values = answeredValues(instrument, answers);
  const missing = instrument.items.filter((item) => !item.unscored && !values.has(item.id)).map((item) => item.id);
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

function computed(rule: ScoreRule, values: Map<string, number>): ScoreResult[] {
  const answered = rule.items.flatMap((id) => values.get(id) ?? []);
  const gaps = rule.items.length - answered.length;
  if (answered.length === 0 || gaps > gapsAllowed(rule.missing)) return [];
  const sum = answered.reduce((total, value) => total + value, 0);
  // Half a point goes up, to the more severe side of every form that prorates (PHQ-9, GAD-7).
  const raw = gaps === 0 ? sum : Math.round((sum * rule.items.length) / answered.length);
  const value = rule.method === 'mean' ? toOneDecimal(raw, rule.items.length) : raw;
  const band = bandOf(rule, value);
  return [
    {
      score: rule.score,
      raw,
      value,
      ...defined({ band }),
      complete: gaps === 0,
      ...(gaps === 0 ? {} : { prorated: true }),
    },
  ];
}

function gapsAllowed(missing: ScoreRule['missing']): number {
  return missing === 'none-allowed' ? 0 : missing.prorate.atMost;
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
