import { isDeepStrictEqual } from 'node:util';
import { totalFault } from '../../domain/instrument/total';
import { answerFault } from '../../domain/instrument/item';
import type { Example, Instrument, Item } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';
import { answerRange, scoreRange } from '../../domain/instrument/range';
import { scoreFaults } from './score-check';

/** A worked example that no patient could give, or that expects what the form does not have. The tests work them out. */
export function exampleFaults(instrument: Instrument, example: Example, index: number): Fault[] {
  const path = ['examples', index];
  const scores = instrument.scores.map(({ score }) => score);
  const expected = [...Object.keys(example.scores), ...Object.keys(example.bands ?? {})]
    .filter((score) => !scores.includes(score))
    .map((score): Fault => ({
      path: [...path, 'scores'],
      message: `expect "${score}", which is no score of this form`,
    }));
  return [...answerFaults(instrument, example, path), ...expected];
}

function answerFaults(instrument: Instrument, { answers }: Example, path: Fault['path']): Fault[] {
  if (instrument.entry === 'total') {
    const fault = totalFault(instrument, { total: answers.total ?? NaN, of: answers.of ?? undefined });
    return fault === null ? [] : [{ path: [...path, 'answers'], message: `are no total of this form: ${fault}` }];
  }
  return Object.entries(answers).flatMap(([id, value]): Fault[] => {
    const item = instrument.items.find((candidate) => candidate.id === id);
    if (item === undefined)
      return [{ path: [...path, 'answers'], message: `answer item "${id}", which the form does not have` }];
    return answerFault(item, value) === null
      ? []
      : [{ path: [...path, 'answers', id], message: 'is no answer to this item' }];
  });
}

/** A safety rule that no answer meets, that shares its name, or that a clinician could set aside where nobody may. */
export function safetyFaults(instrument: Instrument, item: Item, index: number): Fault[] {
  const { safety } = item;
  if (safety === undefined) return [];
  const path = ['items', index, 'safety'];
  const faults: Fault[] = [];
  const { max } = answerRange(item.answering);
  // On a flag "as usual" is the highest value but no degree: a rule begins at "new or worse".
  const highest = item.answering.type === 'flag' ? 1 : max;
  if (safety.from > highest) {
    faults.push({
      path: [...path, 'from'],
      message: `can never be reached: the highest answer is ${highest}`,
    });
  }
  safety.higher?.forEach(({ from }, at) => {
    const before = safety.higher?.[at - 1]?.from ?? safety.from;
    if (from <= before)
      faults.push({ path: [...path, 'higher', at, 'from'], message: `must be more than the ${before} before it` });
    if (from > highest) {
      faults.push({
        path: [...path, 'higher', at, 'from'],
        message: `can never be reached: the highest answer is ${highest}`,
      });
    }
  });
  if (instrument.items.slice(0, index).some((earlier) => earlier.safety?.rule === safety.rule)) {
    faults.push({
      path: [...path, 'rule'],
      message: `"${safety.rule}" stands on an earlier item: give this one its own`,
    });
  }
  return [...faults, ...knownFaults(instrument, item, index)];
}

function knownFaults({ known }: Instrument, { answering, safety }: Item, index: number): Fault[] {
  if (safety?.canBeKnown !== true) return [];
  const path = ['items', index, 'safety', 'canBeKnown'];
  const faults: Fault[] = [];
  if (known === undefined) faults.push({ path, message: 'needs "known": for how long, and what the two answers mean' });
  if (answering.type !== 'flag') {
    faults.push({ path, message: 'needs "answering: { type: flag }": otherwise nobody can say "as usual"' });
  }
  return faults;
}

/** What a well-shaped instrument file can still have wrong: ids, items a score reads, safety rules that could never fire. */
export function instrumentFaults(instrument: Instrument): Fault[] {
  return [
    ...entryFaults(instrument),
    ...presentationFaults(instrument),
    ...instrument.items.flatMap((item, index) => [
      ...itemFaults(instrument, item, index),
      ...safetyFaults(instrument, item, index),
    ]),
    ...instrument.scores.flatMap((rule, index) => scoreFaults(instrument, rule, index)),
    ...instrument.examples.flatMap((example, index) => exampleFaults(instrument, example, index)),
  ];
}

function entryFaults({ entry, items, scores }: Instrument): Fault[] {
  if (entry === 'items') {
    return items.length > 0 ? [] : [{ path: ['items'], message: 'must not be empty' }];
  }
  const faults: Fault[] = [];
  if (items.length > 0) {
    const message = 'stand in a form whose total is entered: its text is licensed and may not be shipped, remove them';
    faults.push({ path: ['items'], message });
  }
  if (scores.length !== 1) {
    faults.push({ path: ['scores'], message: 'must be exactly one: the total that staff enter' });
  }
  return faults;
}

function presentationFaults({ presentation, noneOfThese }: Instrument): Fault[] {
  if ((presentation === 'list') === (noneOfThese !== undefined)) return [];
  return presentation === 'list'
    ? [{ path: ['noneOfThese'], message: 'is missing: a list needs the words that make "none" an answer' }]
    : [{ path: ['noneOfThese'], message: 'belongs to a list only: remove it, or present this as a list' }];
}

function itemFaults(instrument: Instrument, item: Item, index: number): Fault[] {
  const path = ['items', index];
  const faults: Fault[] = [];
  const { answering } = item;
  if (item.id !== String(index + 1)) {
    faults.push({ path: [...path, 'id'], message: `must be "${index + 1}", the position in the form` });
  }
  if (instrument.presentation === 'list' && answering.type !== 'tick' && answering.type !== 'flag') {
    faults.push({ path: [...path, 'answering'], message: 'must be a tick: every line of a list is ticked or not' });
  }
  if (answering.type === 'flag' && item.safety === undefined) {
    faults.push({ path: [...path, 'answering'], message: 'is a flag, which needs the safety rule it stands for' });
  }
  if (answering.type === 'scale' && answering.min >= answering.max) {
    faults.push({ path: [...path, 'answering', 'max'], message: 'must be more than min' });
  }
  if (
    answering.type === 'choice' &&
    new Set(answering.options.map(({ value }) => value)).size < answering.options.length
  ) {
    faults.push({
      path: [...path, 'answering', 'options'],
      message: 'give the same value twice: each answer needs its own',
    });
  }
  return [...faults, ...askIfFaults(instrument, item, index)];
}

/** What is hidden by an earlier answer may not be something a score or a safety rule waits for. */
function askIfFaults(instrument: Instrument, { askIf, unscored, safety }: Item, index: number): Fault[] {
  if (askIf === undefined) return [];
  const path = ['items', index, 'askIf'];
  const earlier = instrument.items.slice(0, index);
  const faults: Fault[] = askIf.anyOf
    .filter((id) => !earlier.some((item) => item.id === id))
    .map((id) => ({ path: [...path, 'anyOf'], message: `names item "${id}", which is not asked before this one` }));
  if (unscored !== true || safety !== undefined) {
    faults.push({ path, message: 'may hide an unscored item only: scores and safety rules need every answer' });
  }
  if (!earlier.some(({ id, answering }) => askIf.anyOf.includes(id) && answerRange(answering).max >= askIf.atLeast)) {
    faults.push({ path: [...path, 'atLeast'], message: 'can never be reached: the item would never be shown' });
  }
  return faults;
}

/**
 * What only all instruments together show: rules name scores, not forms, so two forms may give one score only when it
 * means the same (the pain rating, alone and as PEG item 1); and a long form must begin with the short one's items.
 */
export function familyFaults(instrument: Instrument, all: Record<string, Instrument>): Fault[] {
  const others = Object.values(all).filter(({ id }) => id !== instrument.id);
  const shared = instrument.scores.flatMap(({ score }, index): Fault[] => {
    const own = meaningOf(instrument, score);
    const other = others.find((each) => each.scores.some((rule) => rule.score === score));
    if (other === undefined || isDeepStrictEqual(own, meaningOf(other, score))) return [];
    const message = `"${score}" is a score of ${other.id} with another range, direction or bands: choose another name`;
    return [{ path: ['scores', index, 'score'], message }];
  });
  return [...shared, ...continuationFaults(instrument, all)];
}

function meaningOf(instrument: Instrument, score: string): unknown {
  const rule = instrument.scores.find((each) => each.score === score);
  return rule && [scoreRange(instrument, rule), rule.direction, rule.bands, rule.method, rule.items.length, rule.total];
}

function continuationFaults({ continues, items }: Instrument, all: Record<string, Instrument>): Fault[] {
  if (continues === undefined) return [];
  const long = all[continues.into];
  if (long === undefined) {
    return [{ path: ['continues', 'into'], message: `names "${continues.into}", which is no file in instruments/` }];
  }
  return items.flatMap(({ id, text, answering }, index): Fault[] => {
    const same = long.items.find((item) => item.id === id);
    if (same?.text === text && isDeepStrictEqual(same.answering, answering)) return [];
    const message = `differs from item ${id} of ${long.id}: its answer is carried over, so the words must be the same`;
    return [{ path: ['items', index], message }];
  });
}
