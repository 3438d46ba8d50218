import { continuation } from './item';
import type { Answers, Instrument } from './types';

/** A form of a check-in, with the answers it need not ask again because a short form `from` which it goes on asked them. */
export type Form = { instrument: Instrument; carried: Answers; from: string | null };

/**
 * The forms a check-in really asks, in order: none whose every score another one gives anyway (the pain rating beside
 * PEG), and after a short form that flags the long one. A long form once begun stays, also after a change of mind.
 */
export function formsAsked(
  asked: readonly Instrument[],
  instruments: Record<string, Instrument>,
  answersOf: (instrument: string) => Answers,
): Form[] {
  const needed = asked.filter((instrument, index) => !isGivenBy(instrument, asked, index));
  return needed.flatMap((instrument): Form[] => {
    const own: Form = { instrument, carried: {}, from: null };
    const long = longFormOf(instrument, instruments);
    if (long === undefined || needed.includes(long)) return [own];
    const given = answersOf(instrument.id);
    const begun = Object.keys(answersOf(long.id)).length > 0;
    const carried = continuation(instrument, given)?.carried ?? (begun ? given : null);
    return carried === null ? [own] : [own, { instrument: long, carried, from: instrument.id }];
  });
}

/** Another form gives all its scores, and more; of two that give the same, the first is asked. */
function isGivenBy({ scores }: Instrument, asked: readonly Instrument[], index: number): boolean {
  if (scores.length === 0) return false;
  return asked.some((other, at) => {
    const names = other.scores.map(({ score }) => score);
    const covers = scores.every(({ score }) => names.includes(score));
    return at !== index && covers && (names.length > scores.length || at < index);
  });
}

function longFormOf({ continues }: Instrument, instruments: Record<string, Instrument>): Instrument | undefined {
  return continues && instruments[continues.into];
}
