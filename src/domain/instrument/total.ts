import { DomainError } from '../words/error';
import { bandOf } from './range';
import type { Instrument, ScoreResult, ScoreRule } from './types';
import { defined } from '../words/defined';

type Range = NonNullable<ScoreRule['total']>;

/** What staff read off a licensed form: its total, or (where the form allows it) points of the sections answered. */
export type TotalEntry = { total: number; of?: number };

/** Why this cannot be the total of this form, in words for the one who typed it; null when it can. Never clamped. */
export function totalFault(instrument: Instrument, entry: TotalEntry): string | null {
  const range = rangeOf(instrument);
  if (range === null) return `${instrument.id} is answered item by item: give an answer to each item, not a total`;
  return entry.of === undefined
    ? rangeFault(range, entry.total)
    : pointsFault(instrument, range, { ...entry, of: entry.of });
}

/** The score of a total entered by staff. Throws `invalid` for what `totalFault` names. */
export function scoreTotal(instrument: Instrument, entry: TotalEntry): ScoreResult {
  const rule = instrument.scores[0];
  const fault = totalFault(instrument, entry);
  if (fault !== null || rule?.total === undefined) {
    const message = `The total of ${instrument.id} cannot be taken: ${fault ?? 'it takes none'}.`;
    throw new DomainError('invalid', message, { instrument: instrument.id });
  }
  const steps = rule.total.decimals === 1 ? 10 : 1;
  // Tenths as whole numbers first, so that the division is the only inexact step: 16 of 45 is 356 tenths of a per cent.
  const raw =
    entry.of === undefined ? Math.round(entry.total * steps) : Math.round((entry.total * 100 * steps) / entry.of);
  const value = raw / steps;
  const band = bandOf(rule, value);
  return { score: rule.score, raw, value, ...defined({ band }), complete: true };
}

function rangeOf({ entry, scores }: Instrument): Range | null {
  return entry === 'total' ? (scores[0]?.total ?? null) : null;
}

/**
 * Why a figure that was worked out with this table or form cannot be taken; null when it can. One from another table is
 * another figure: it is not compared with the marks of this one.
 */
export function versionFault({ id, version, scores }: Instrument, named: string | undefined): string | null {
  if (named === version) return null;
  if (named !== undefined) return `${id} is here in version "${version}", and the total in "${named}"`;
  return scores[0]?.total?.namesVersion === true
    ? `name the version it was worked out with: version "${version}"`
    : null;
}

function rangeFault({ min, max, decimals }: Range, total: number): string | null {
  const steps = decimals === 1 ? 10 : 1;
  // 35.6 * 10 is 356 exactly enough: one decimal survives a factor of ten within a millionth.
  const fits = Math.abs(total * steps - Math.round(total * steps)) < 1e-6 && total >= min && total <= max;
  const kind = decimals === 1 ? 'a number with at most one decimal' : 'a whole number';
  return fits ? null : `it must be ${kind} from ${min} to ${max}`;
}

function pointsFault(
  instrument: Instrument,
  range: Range,
  { total, of }: Pick<Required<TotalEntry>, 'total' | 'of'>,
): string | null {
  const { outOf } = range;
  if (outOf === undefined) return `${instrument.id} has one fixed range: enter the total alone`;
  if (!Number.isInteger(of) || of % outOf.step !== 0 || of < outOf.step || of > outOf.max) {
    return `the points possible must be ${outOf.step} for each section answered, ${outOf.max} at most`;
  }
  return Number.isInteger(total) && total >= 0 && total <= of ? null : `it must be a whole number from 0 to ${of}`;
}
