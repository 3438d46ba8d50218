import type { Instrument } from '../../instrument/types';
import { counted } from '../english';
import { protocolSentences } from './protocol';
import { ruleSentence } from '../rules';
import { sentenceFinder } from '../sentence';
import type { Path, Place } from '../../pathway/places';
import { isHours, isNumbers, signatureFinder, thresholdsIn } from '../../pathway/signatures';
import type { Pathway } from '../../pathway/types';
import type { Predicate } from '../../rules/predicates';

/** What decides something, and all that is needed to follow it: place, value, sentence, source, mark, signature. */
export type ThresholdRow = {
  /** In words, by the names of the file: `care/diagnosis/deadlineDays`. */
  place: string;
  value: string;
  /** What the protocol says of it. */
  sentence: string;
  source: string;
  /** F found in the source, T general knowledge, D default of the clinic; from the source, or from the note beside the number. */
  marks: ('F' | 'T' | 'D')[];
  signed: string;
  line: number;
};

/** Where a path stands in the text of a file, and the note written beside it. */
export type Written = (path: Path) => { line: number; note: string };

/** Every number of a pathway, and whatever else a release must have signed, in the order of its file. */
export function thresholdRows(
  pathway: Pathway,
  instruments: Record<string, Instrument>,
  written: Written,
): ThresholdRow[] {
  const sentenceAbout = sentenceFinder(protocolSentences(pathway, instruments));
  const signatureOf = signatureFinder(pathway);
  return thresholdsIn(pathway)
    .map((threshold): ThresholdRow => {
      const value = valueText(threshold);
      const { line, note } = written(threshold.path);
      const source = threshold.source?.text ?? '';
      const told = source === '' ? note : source;
      const marks = marksIn(`${source} ${note}`);
      const signature = signatureOf(threshold);
      return {
        place: threshold.name,
        value,
        sentence: sentenceAbout(threshold) ?? `${inWords(threshold.name)}: ${value}.`,
        // What no source states is a default, whether or not somebody wrote that beside it.
        source: told === '' ? noSource : told,
        marks: marks.length > 0 ? marks : ['D'],
        signed: signature ? `${signature.by}, ${signature.on}, to be reviewed ${signature.reviewOn}` : 'pending',
        line,
      };
    })
    .sort((one, other) => one.line - other.line);
}

export const noSource = 'No source states it: a default of the clinic';

/** `[F27b]` and `[D]` are told by their letter. */
export function marksIn(text: string): ThresholdRow['marks'] {
  const told = [...text.matchAll(/\[([FTD])(?:\d*[a-z]?)?[^\]]*\]/g)].map(([, letter]) => letter as 'F' | 'T' | 'D');
  return [...new Set(told)].sort();
}

/** A value with its unit, as a cell of a table shows it. */
export function valueText({ path, value }: Pick<Place, 'path' | 'value'>): string {
  if (typeof value === 'number') return withUnit(path, value);
  if (typeof value === 'string') return value;
  if (isNumbers(value)) return value.map((each) => withUnit(path, each)).join(', ');
  if (isHours(value)) {
    const day = value.weekday === undefined ? '' : `weekday ${String(value.weekday)}, `;
    return `${day}${value.from} to ${value.to}`;
  }
  return sourcedText(path, value as object);
}

/** A rule, a limit, a notice: what has a source of its own is told in one cell, by its numbers where it has any. */
function sourcedText(path: Path, thing: object): string {
  const fields = new Map<string, unknown>(Object.entries(thing));
  const [when, text] = [fields.get('when'), fields.get('text')];
  const numbers = [...fields].flatMap(([key, each]): [string, number[]][] =>
    typeof each === 'number' ? [[key, [each]]] : isNumbers(each) ? [[key, each]] : [],
  );
  if (numbers.length === 0) {
    const rule = when === undefined ? '' : ruleSentence(when as Predicate);
    const said = [rule, typeof text === 'string' ? text : ''].filter((each) => each !== '');
    const counting = said.filter((each) => /\d/.test(each));
    return (counting.length > 0 ? counting : said).join('; ') || inWords(String(path.at(-1)));
  }
  const kind = ['class', 'per', 'every', 'for']
    .map((key) => fields.get(key))
    .filter((each) => typeof each === 'string');
  return [
    ...kind,
    ...numbers.map(([key, each]) => `${inWords(key)} ${each.map((one) => withUnit([key], one)).join(', ')}`),
  ].join(', ');
}

function withUnit(path: Path, value: number): string {
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  if (/days$/i.test(name) || name === 'points') return counted(value, 'day');
  if (/weeks$/i.test(name)) return counted(value, 'week');
  if (/hours$/i.test(name)) return `${String(value)} h`;
  if (/minutes$/i.test(name)) return `${String(value)} min`;
  return /percent/i.test(name) ? `${String(value)} %` : String(value);
}

/** `deadlineDays` → `deadline`, `adequatePercent` → `adequate`: the unit stands with the value. */
function inWords(key: string): string {
  return key
    .replace(/(Days|Weeks|Percent|Hours|Minutes)$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
