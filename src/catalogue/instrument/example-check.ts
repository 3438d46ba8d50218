import { totalFault } from '../../domain/instrument/total';
import { answerFault } from '../../domain/instrument/item';
import type { Example, Instrument } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';

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
