import { scoreRange } from '../../domain/instrument/range';
import type { Instrument, ScoreRule } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';

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
  if (rule.method === 'total') {
    return rule.items.length === 0 ? [] : [{ path: [...path, 'items'], message: 'belong to no total: remove them' }];
  }
  const faults: Fault[] = rule.items.flatMap((id): Fault[] => {
    const item = instrument.items.find((candidate) => candidate.id === id);
    if (item === undefined) {
      return [{ path: [...path, 'items'], message: `name item "${id}", which the form does not have` }];
    }
    return item.unscored === true
      ? [{ path: [...path, 'items'], message: `count item "${id}", which is marked unscored: correct one of the two` }]
      : [];
  });
  if (rule.items.length === 0) faults.push({ path: [...path, 'items'], message: 'is missing: add it (array)' });
  if (new Set(rule.items).size < rule.items.length) {
    faults.push({ path: [...path, 'items'], message: 'count an item twice: name each once' });
  }
  if (rule.method === 'value' && rule.items.length !== 1) {
    faults.push({ path: [...path, 'method'], message: 'is "value", which reads exactly one item' });
  }
  if (rule.missing !== 'none-allowed' && rule.missing.prorate.atMost * 2 >= rule.items.length) {
    const message = 'must be fewer than half of the items: a mean of the rest may not stand in for most of the form';
    faults.push({ path: [...path, 'missing', 'prorate', 'atMost'], message });
  }
  return faults;
}

function totalFaults({ entry }: Instrument, { method, total }: ScoreRule, path: Fault['path']): Fault[] {
  if ((method === 'total') !== (entry === 'total')) {
    return [{ path: [...path, 'method'], message: 'is "total" exactly when the form says "entry: total"' }];
  }
  if ((method === 'total') !== (total !== undefined)) {
    return [{ path: [...path, 'total'], message: 'gives the range of a score of method "total", and of no other' }];
  }
  if (total === undefined) return [];
  const faults: Fault[] = [];
  if (total.min >= total.max) faults.push({ path: [...path, 'total', 'max'], message: 'must be more than min' });
  if (total.outOf && total.outOf.max % total.outOf.step !== 0) {
    faults.push({ path: [...path, 'total', 'outOf', 'max'], message: 'must be a whole number of steps' });
  }
  return faults;
}

/** Bands are lower ends in order, so no value has two; from the lowest value on, so none has no band. */
function bandFaults(instrument: Instrument, rule: ScoreRule, path: Fault['path']): Fault[] {
  const { bands } = rule;
  const range = scoreRange(instrument, rule);
  const [first] = bands;
  if (first === undefined) return [];
  const faults: Fault[] = [];
  if (first.from !== range.min) {
    faults.push({
      path: [...path, 'bands', 0, 'from'],
      message: `must be ${range.min}, the lowest value of the score`,
    });
  }
  bands.forEach(({ from, name }, at) => {
    const before = bands[at - 1];
    if (before !== undefined && from <= before.from) {
      faults.push({
        path: [...path, 'bands', at, 'from'],
        message: `must be more than ${before.from}, the band before`,
      });
    }
    if (from > range.max) {
      const message = `can never be reached: the highest value is ${range.max}`;
      faults.push({ path: [...path, 'bands', at, 'from'], message });
    }
    if (bands.slice(0, at).some((earlier) => earlier.name === name)) {
      faults.push({
        path: [...path, 'bands', at, 'name'],
        message: `"${name}" names an earlier band: give it its own`,
      });
    }
  });
  return faults;
}
