import { isDeepStrictEqual } from 'node:util';
import { totalFault } from '../../domain/instrument/total';
import { answerFault } from '../../domain/instrument/item';
import type { Example, Instrument, Item } from '../../domain/instrument/types';
import { type Fault, faultIf } from '../../domain/shapes/fault';
import { answerRange, scoreRange } from '../../domain/instrument/range';
import { scoreFaults } from './score-check';

/** A worked example that no patient could give, or that expects what the form does not have. The tests work them out. */
export function exampleFaults(instrument: Instrument, example: Example, index: number): Fault[] {
  const path = ['examples', index];
  const scores = instrument.scores.map(({ score }) => score);
  const expected = [...Object.keys(example.scores), ...Object.keys(example.bands ?? {})].flatMap((score) =>
    faultIf(!scores.includes(score), [...path, 'scores'], `expect "${score}", which is no score of this form`),
  );
  return [...answerFaults(instrument, example, path), ...expected];
}

function answerFaults(instrument: Instrument, { answers }: Example, path: Fault['path']): Fault[] {
  if (instrument.entry === 'total') {
    const fault = totalFault(instrument, { total: answers.total ?? NaN, of: answers.of ?? undefined });
    return faultIf(fault !== null, [...path, 'answers'], `are no total of this form: ${String(fault)}`);
  }
  return Object.entries(answers).flatMap(([id, value]) => {
    const item = instrument.items.find((candidate) => candidate.id === id);
    return item === undefined
      ? faultIf(true, [...path, 'answers'], `answer item "${id}", which the form does not have`)
      : faultIf(answerFault(item, value) !== null, [...path, 'answers', id], 'is no answer to this item');
  });
}

/** A safety rule that no answer meets, that shares its name, or that a clinician could set aside where nobody may. */
export function safetyFaults(instrument: Instrument, item: Item, index: number): Fault[] {
  const { safety } = item;
  if (safety === undefined) return [];
  const path = ['items', index, 'safety'];
  const { max } = answerRange(item.answering);
  // On a flag "as usual" is the highest value but no degree: a rule begins at "new or worse".
  const highest = item.answering.type === 'flag' ? 1 : max;
  const tooHigh = `can never be reached: the highest answer is ${highest}`;
  const isTwice = instrument.items.slice(0, index).some((earlier) => earlier.safety?.rule === safety.rule);
  return [
    ...faultIf(safety.from > highest, [...path, 'from'], tooHigh),
    ...(safety.higher ?? []).flatMap(({ from }, at) => {
      const before = safety.higher?.[at - 1]?.from ?? safety.from;
      const place = [...path, 'higher', at, 'from'];
      return [
        ...faultIf(from <= before, place, `must be more than the ${before} before it`),
        ...faultIf(from > highest, place, tooHigh),
      ];
    }),
    ...faultIf(isTwice, [...path, 'rule'], `"${safety.rule}" stands on an earlier item: give this one its own`),
    ...knownFaults(instrument, item, index),
  ];
}

function knownFaults({ known }: Instrument, { answering, safety }: Item, index: number): Fault[] {
  if (safety?.canBeKnown === undefined) return [];
  const path = ['items', index, 'safety', 'canBeKnown'];
  return [
    ...faultIf(known === undefined, path, 'needs "known": for how long, and what the two answers mean'),
    ...faultIf(
      answering.type !== 'flag',
      path,
      'needs "answering: { type: flag }": otherwise nobody can say "as usual"',
    ),
  ];
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
  if (entry === 'items') return faultIf(items.length === 0, ['items'], 'must not be empty');
  return [
    ...faultIf(
      items.length > 0,
      ['items'],
      'stand in a form whose total is entered: its text is licensed and may not be shipped, remove them',
    ),
    ...faultIf(scores.length !== 1, ['scores'], 'must be exactly one: the total that staff enter'),
  ];
}

function presentationFaults({ presentation, noneOfThese }: Instrument): Fault[] {
  const isList = presentation === 'list';
  const message = isList
    ? 'is missing: a list needs the words that make "none" an answer'
    : 'belongs to a list only: remove it, or present this as a list';
  return faultIf(isList !== (noneOfThese !== undefined), ['noneOfThese'], message);
}

function itemFaults(instrument: Instrument, item: Item, index: number): Fault[] {
  const { id, answering, safety } = item;
  const path = ['items', index];
  const at = [...path, 'answering'];
  const { type } = answering;
  const isTicked = type === 'tick' || type === 'flag';
  const isDouble =
    type === 'choice' && new Set(answering.options.map(({ value }) => value)).size < answering.options.length;
  const isListed = instrument.presentation === 'list';
  const isEmpty = type === 'scale' && answering.min >= answering.max;
  return [
    ...faultIf(id !== String(index + 1), [...path, 'id'], `must be "${index + 1}", the position in the form`),
    ...faultIf(isListed && !isTicked, at, 'must be a tick: every line of a list is ticked or not'),
    ...faultIf(type === 'flag' && safety === undefined, at, 'is a flag, which needs the safety rule it stands for'),
    ...faultIf(isEmpty, [...at, 'max'], 'must be more than min'),
    ...faultIf(isDouble, [...at, 'options'], 'give the same value twice: each answer needs its own'),
    ...askIfFaults(instrument, item, index),
  ];
}

/** What is hidden by an earlier answer may not be something a score or a safety rule waits for. */
function askIfFaults(instrument: Instrument, { askIf, unscored, safety }: Item, index: number): Fault[] {
  if (askIf === undefined) return [];
  const path = ['items', index, 'askIf'];
  const earlier = instrument.items.slice(0, index);
  const mayHide = unscored === true && safety === undefined;
  const isShown = earlier.some(
    ({ id, answering }) => askIf.anyOf.includes(id) && answerRange(answering).max >= askIf.atLeast,
  );
  return [
    ...askIf.anyOf.flatMap((id) => {
      const isAsked = earlier.some((item) => item.id === id);
      return faultIf(!isAsked, [...path, 'anyOf'], `names item "${id}", which is not asked before this one`);
    }),
    ...faultIf(!mayHide, path, 'may hide an unscored item only: scores and safety rules need every answer'),
    ...faultIf(!isShown, [...path, 'atLeast'], 'can never be reached: the item would never be shown'),
  ];
}

/**
 * What only all instruments together show: rules name scores, not forms, so two forms may give one score only when it
 * means the same (the pain rating, alone and as PEG item 1); and a long form must begin with the short one's items.
 */
export function familyFaults(instrument: Instrument, all: Record<string, Instrument>): Fault[] {
  const others = Object.values(all).filter(({ id }) => id !== instrument.id);
  const shared = instrument.scores.flatMap(({ score }, index) => {
    const own = meaningOf(instrument, score);
    const other = others.find((each) => each.scores.some((rule) => rule.score === score));
    return faultIf(
      other !== undefined && !isDeepStrictEqual(own, meaningOf(other, score)),
      ['scores', index, 'score'],
      `"${score}" is a score of ${other?.id ?? ''} with another range, direction or bands: choose another name`,
    );
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
  if (long === undefined)
    return faultIf(true, ['continues', 'into'], `names "${continues.into}", which is no file in instruments/`);
  return items.flatMap(({ id, text, answering }, index) => {
    const same = long.items.find((item) => item.id === id);
    const isSame = same?.text === text && isDeepStrictEqual(same.answering, answering);
    const message = `differs from item ${id} of ${long.id}: its answer is carried over, so the words must be the same`;
    return faultIf(!isSame, ['items', index], message);
  });
}
