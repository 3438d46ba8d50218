import { scoreRange } from '../../domain/instrument/range';
import type { Instrument, ScoreRule } from '../../domain/instrument/types';
import { type Fault, faultIf } from '../../domain/shapes/fault';

/** A score over items that are not there, a gap rule that could make a score of nothing, bands that leave values unnamed. */
export function scoreFaults(instrument: Instrument, rule: ScoreRule, index: number): Fault[] {
  const path = ['scores', index];
  return [
    ...itemFaults(instrument, rule, path),
    ...totalFaults(instrument, rule, path),
    ...bandFaults(instrument, rule, path),
  ];
}

function itemFaults(instrument: Instrument, rule: ScoreRule, path: Fault['path']): Fault[] {
  const at = [...path, 'items'];
  if (rule.method === 'total') return faultIf(rule.items.length > 0, at, 'belong to no total: remove them');
  const isTwice = new Set(rule.items).size < rule.items.length;
  const isMostly = rule.missing !== 'none-allowed' && rule.missing.prorate.atMost * 2 >= rule.items.length;
  const isOther = rule.method === 'value' && rule.items.length !== 1;
  return [
    ...rule.items.flatMap((id) => {
      const item = instrument.items.find((candidate) => candidate.id === id);
      return [
        ...faultIf(item === undefined, at, `name item "${id}", which the form does not have`),
        ...faultIf(item?.unscored === true, at, `count item "${id}", which is marked unscored: correct one of the two`),
      ];
    }),
    ...faultIf(rule.items.length === 0, at, 'is missing: add it (array)'),
    ...faultIf(isTwice, at, 'count an item twice: name each once'),
    ...faultIf(isOther, [...path, 'method'], 'is "value", which reads exactly one item'),
    ...faultIf(
      isMostly,
      [...path, 'missing', 'prorate', 'atMost'],
      'must be fewer than half of the items: a mean of the rest may not stand in for most of the form',
    ),
  ];
}

function totalFaults({ entry }: Instrument, { method, total }: ScoreRule, path: Fault['path']): Fault[] {
  const isTotal = method === 'total';
  if (isTotal !== (entry === 'total'))
    return faultIf(true, [...path, 'method'], 'is "total" exactly when the form says "entry: total"');
  const at = [...path, 'total'];
  if (isTotal !== (total !== undefined))
    return faultIf(true, at, 'gives the range of a score of method "total", and of no other');
  if (total === undefined) return [];
  const { min, max, outOf } = total;
  const isBroken = outOf !== undefined && outOf.max % outOf.step !== 0;
  return [
    ...faultIf(min >= max, [...at, 'max'], 'must be more than min'),
    ...faultIf(isBroken, [...at, 'outOf', 'max'], 'must be a whole number of steps'),
  ];
}

/** Bands are lower ends in order, so no value has two; from the lowest value on, so none has no band. */
function bandFaults(instrument: Instrument, rule: ScoreRule, path: Fault['path']): Fault[] {
  const { bands } = rule;
  const range = scoreRange(instrument, rule);
  const [first] = bands;
  if (first === undefined) return [];
  const lowest = `must be ${range.min}, the lowest value of the score`;
  return [
    ...faultIf(first.from !== range.min, [...path, 'bands', 0, 'from'], lowest),
    ...bands.flatMap(({ from, name }, index) => {
      const at = [...path, 'bands', index];
      const before = bands[index - 1]?.from ?? -Infinity;
      const isTwice = bands.slice(0, index).some((earlier) => earlier.name === name);
      const tooHigh = `can never be reached: the highest value is ${range.max}`;
      return [
        ...faultIf(from <= before, [...at, 'from'], `must be more than ${before}, the band before`),
        ...faultIf(from > range.max, [...at, 'from'], tooHigh),
        ...faultIf(isTwice, [...at, 'name'], `"${name}" names an earlier band: give it its own`),
      ];
    }),
  ];
}
