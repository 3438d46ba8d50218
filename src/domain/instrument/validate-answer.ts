import type { Item } from './types';
import { AS_USUAL } from './range';

/** Why a value cannot be an answer to this item, in words for the patient; null when it can. A null value is a skip. */
export function answerFault(item: Item, value: number | null): string | null {
  if (value === null) return null;
  const { answering } = item;
  switch (answering.type) {
    case 'scale': {
      const fits = Number.isInteger(value) && value >= answering.min && value <= answering.max;
      return fits ? null : `Choose a number from ${answering.min} to ${answering.max}, or skip`;
    }
    case 'choice':
      return answering.options.some((option) => option.value === value) ? null : 'Choose one of the answers, or skip';
    case 'tick':
      return value === 0 || value === 1 ? null : 'Tick the statement, or leave it empty';
    case 'flag':
      return value === 0 || value === 1 || value === AS_USUAL ? null : 'Tick the line, or leave it empty';
  }
}
