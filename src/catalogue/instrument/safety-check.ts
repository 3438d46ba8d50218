import { answerRange } from '../../domain/instrument/range';
import type { Instrument, Item } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';

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
