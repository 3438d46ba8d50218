import { answerRange } from '../../domain/instrument/range';
import type { Instrument, Item } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';
import { exampleFaults } from './example-check';
import { safetyFaults } from './safety-check';
import { scoreFaults } from './score-check';

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
