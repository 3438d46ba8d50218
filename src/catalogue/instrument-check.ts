import { answerFault } from '../domain/instrument/validate-answer';
import type { Answering, Instrument, Item } from '../domain/instrument/types';
import type { Fault } from './fault';

/** What a well-shaped instrument file can still have wrong: ids, items a score reads, safety rules that could never fire. */
export function instrumentFaults(instrument: Instrument): Fault[] {
  return [
    ...presentationFaults(instrument),
    ...instrument.items.flatMap((item, index) => itemFaults(instrument, item, index)),
    ...instrument.scores.flatMap((rule, index) => scoreFaults(instrument, rule, index)),
    ...instrument.examples.flatMap((example, index) => exampleFaults(instrument, example, index)),
  ];
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
  const { answering, safety } = item;
  if (item.id !== String(index + 1)) {
    faults.push({ path: [...path, 'id'], message: `must be "${index + 1}", the position in the form` });
  }
  if (instrument.presentation === 'list' && answering.type !== 'tick') {
    faults.push({ path: [...path, 'answering'], message: 'must be a tick: every line of a list is ticked or not' });
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
  if (safety !== undefined && safety.from > highest(answering)) {
    faults.push({
      path: [...path, 'safety', 'from'],
      message: `can never be reached: the highest answer is ${highest(answering)}`,
    });
  }
  if (
    safety !== undefined &&
    instrument.items.slice(0, index).some((earlier) => earlier.safety?.rule === safety.rule)
  ) {
    faults.push({
      path: [...path, 'safety', 'rule'],
      message: `"${safety.rule}" stands on an earlier item: give this one its own`,
    });
  }
  return faults;
}

function scoreFaults(instrument: Instrument, rule: Instrument['scores'][number], index: number): Fault[] {
  const path = ['scores', index];
  const unknown = rule.items.filter((id) => !instrument.items.some((item) => item.id === id));
  const faults: Fault[] = unknown.map((id) => ({
    path: [...path, 'items'],
    message: `name item "${id}", which the form does not have`,
  }));
  if (new Set(rule.items).size < rule.items.length) {
    faults.push({ path: [...path, 'items'], message: 'count an item twice: name each once' });
  }
  if (rule.method === 'value' && rule.items.length !== 1) {
    faults.push({ path: [...path, 'method'], message: 'is "value", which reads exactly one item' });
  }
  return faults;
}

function exampleFaults(instrument: Instrument, example: Instrument['examples'][number], index: number): Fault[] {
  const path = ['examples', index];
  const scores = instrument.scores.map(({ score }) => score);
  const answers = Object.entries(example.answers).flatMap(([id, value]): Fault[] => {
    const item = instrument.items.find((candidate) => candidate.id === id);
    if (item === undefined)
      return [{ path: [...path, 'answers'], message: `answer item "${id}", which the form does not have` }];
    return answerFault(item, value) === null
      ? []
      : [{ path: [...path, 'answers', id], message: 'is no answer to this item' }];
  });
  const expected = Object.keys(example.scores)
    .filter((score) => !scores.includes(score))
    .map((score): Fault => ({
      path: [...path, 'scores'],
      message: `expect "${score}", which is no score of this form`,
    }));
  return [...answers, ...expected];
}

function highest(answering: Answering): number {
  switch (answering.type) {
    case 'scale':
      return answering.max;
    case 'choice':
      return Math.max(...answering.options.map(({ value }) => value));
    case 'tick':
      return 1;
  }
}
