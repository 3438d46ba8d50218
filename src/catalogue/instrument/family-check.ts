import { isDeepStrictEqual } from 'node:util';
import { scoreRange } from '../../domain/instrument/range';
import type { Instrument } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';

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
