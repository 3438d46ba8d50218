import type { Instrument } from '../instrument/types';
import { medicineSentences } from './phrases';
import { counted, daysText } from './english';
import { ruleSentence } from './rules';
import { partsOf } from '../pathway/parts';
import type { Path } from '../stages/kind';
import { burdenText, checkInLines, gateText, sentencesOf, useText } from './protocol';
import { signatureOf } from '../pathway/signatures';
import type { Pathway } from '../pathway/types';
import type { Predicate } from '../rules/predicates';

/** One number that decides something, and all that is needed to follow it: place, value, sentence, source, mark, signature. */
export type Threshold = {
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

type Found = { path: Path; names: string[]; value: string; source: string };
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a file says of itself is no threshold. */
const NOT_THRESHOLDS = new Set(['version', 'signatures', 'tunable', 'recalled']);

/** Every number of a pathway, in the order of its file: none is left out, whatever the language grows to. */
export function thresholdsOf(pathway: Pathway, instruments: Record<string, Instrument>, written: Written): Threshold[] {
  return numbersIn(pathway as unknown as Json, [], [])
    .map(({ path, names, value, source }): Threshold => {
      const { line, note } = written(path);
      const place = names.join('/');
      const told = source === '' ? note : source;
      const marks = marksIn(`${source} ${note}`);
      const signature = signatureOf(pathway, place);
      return {
        place,
        value,
        sentence: sentenceFor(pathway, instruments, names, value, source),
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
export function marksIn(text: string): Threshold['marks'] {
  const told = [...text.matchAll(/\[([FTD])(?:\d*[a-z]?)?[^\]]*\]/g)].map(([, letter]) => letter as 'F' | 'T' | 'D');
  return [...new Set(told)].sort();
}

/** Rules as a whole, things with a source as a whole, and every other number by itself. */
export function numbersIn(value: Json, path: Path, names: string[]): Found[] {
  // The hour of a day decides as much as a number does.
  if (typeof value === 'string' && /^\d{2}:\d{2}$/.test(value)) return [{ path, names, value, source: '' }];
  if (typeof value === 'number') return [{ path, names, value: withUnit(names, value), source: '' }];
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((each) => typeof each === 'number'))
      return [{ path, names, value: value.map((each) => withUnit(names, each)).join(', '), source: '' }];
    return value.flatMap((each, index) => numbersIn(each, [...path, index], [...names, nameOf(each, index)]));
  }
  const { source, from, to, weekday } = value;
  if (typeof from === 'string' && typeof to === 'string' && from.includes(':')) {
    const day = typeof weekday === 'number' ? `weekday ${String(weekday)}, ` : '';
    return [{ path, names, value: `${day}${from} to ${to}`, source: '' }];
  }
  if (typeof source === 'string') return sourced(value, source.trim(), path, names);
  return Object.entries(value).flatMap(([key, each]) => {
    if (NOT_THRESHOLDS.has(key)) return [];
    const inFile = fileKeys(value, key);
    const found = numbersIn(each, [...path, ...inFile], [...names, ...(isList(key) ? [] : inFile.map(String))]);
    const own =
      value[
        `${key
          .replace(/^min(?=[A-Z])/, '')
          .replace(/Days$/, '')
          .toLowerCase()}Source`
      ];
    return typeof own === 'string' ? found.map((each) => ({ ...each, source: own })) : found;
  });
}

/** A rule, a limit, a notice: what has a source of its own is one threshold, unless it holds no number at all. */
function sourced(value: { [key: string]: Json }, source: string, path: Path, names: string[]): Found[] {
  const { when, text } = value;
  const numbers = Object.entries(value).filter(([, each]) => typeof each === 'number');
  if (numbers.length === 0) {
    const rule = when === undefined ? '' : ruleSentence(when as unknown as Predicate);
    const told = [rule, typeof text === 'string' ? text : ''].filter((each) => /\d/.test(each)).join('; ');
    return told === '' ? [] : [{ path, names, value: told, source }];
  }
  const kind = ['class', 'per', 'every'].flatMap((key) => (typeof value[key] === 'string' ? [value[key]] : []));
  const told = numbers.map(([key, each]) => `${inWords(key)} ${withUnit([key], each as number)}`);
  return [{ path, names, value: [...kind, ...told].join(', '), source }];
}

/** A destination is read into `to`, and written as `again`; the tree of the core is one step flatter than the file. */
function fileKeys(value: { [key: string]: Json }, key: string): Path {
  return value.to === 'again' && key !== 'to' ? ['again', key] : [key];
}

/** Tracks, stages and check-ins are named by their ids, as signatures name them. */
const isList = (key: string): boolean => key === 'tracks' || key === 'stages';

function nameOf(value: Json, index: number): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return String(index);
  const isNamed = typeof value.kind === 'string' || typeof value.first === 'string' || Array.isArray(value.ask);
  return isNamed && typeof value.id === 'string' ? value.id : String(index);
}

function withUnit(names: readonly (string | number)[], value: number): string {
  const name = String(names.findLast((each) => !/^\d+$/.test(String(each))) ?? '');
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

/** The sentence of the protocol that holds the source or the number; where none does, the number is told by its own name. */
function sentenceFor(
  pathway: Pathway,
  instruments: Record<string, Instrument>,
  names: string[],
  value: string,
  source: string,
): string {
  const all = sentencesAbout(pathway, instruments, names);
  const word = names.map((name) => telling[name]).find((each) => each !== undefined);
  const said = word === undefined ? all : all.filter((sentence) => sentence.includes(word));
  const bySource = source === '' ? undefined : said.find((sentence) => sentence.includes(source));
  const [, number = ''] = /(\d+) (?:day|days)\b/.exec(value) ?? [];
  const byDays = number === '' ? undefined : said.find((sentence) => holds(sentence, daysText(Number(number))));
  const byValue = said.find((sentence) => holds(sentence, value.replace(/ \w+$/, '')));
  return bySource ?? byDays ?? byValue ?? said[0] ?? `${inWords(names.slice(-2).join(' '))}: ${value}.`;
}

/** A word that only the sentence about this field holds. */
const telling: Record<string, string> = {
  graceDays: 'grace',
  baseline: 'baseline',
  missedInARow: 'somebody rings within',
  reminderAfterDays: 'eminder',
  safety: 'safety check-in',
  bookWithinDays: 'booked within',
  startWithinDays: 'start is recorded within',
  hardDays: 'day',
};

const holds = (sentence: string, words: string): boolean =>
  new RegExp(`(^|[^\\d])${words.replaceAll(/[%()+.*?]/g, '\\$&')}(?![\\d])`).test(sentence);

function sentencesAbout(pathway: Pathway, instruments: Record<string, Instrument>, names: string[]): string[] {
  const [first = '', second = '', field = '', place = ''] = names;
  if (first === 'burden') return pathway.burden ? [burdenText(pathway.burden)] : [];
  if (first === 'medicines') {
    const prompt = second === 'prompts' ? pathway.medicines?.prompts[Number(field)] : undefined;
    const all = medicineSentences(pathway);
    return prompt ? all.filter((sentence) => sentence.startsWith(`\`${prompt.id}\``)) : all;
  }
  if (first === 'checkIns') {
    const checkIn = pathway.checkIns.find(({ id }) => id === second);
    return checkIn ? checkInLines(checkIn, instruments).slice(1) : [];
  }
  const track = pathway.tracks.find(({ id }) => id === first);
  const stage = track?.stages.find(({ id }) => id === second);
  if (!track || !stage) return [];
  const use = field === 'checkIns' ? stage.checkIns[Number(place)] : undefined;
  if (use) return [useText(stage, use)];
  const own = names.slice(2).join('/');
  const gate = partsOf(stage).gates.find(({ path }) => own.startsWith(`${path.join('/')}/`));
  return gate ? [gateText(track, gate)] : sentencesOf(track, stage);
}
