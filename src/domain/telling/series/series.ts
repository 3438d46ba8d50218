import { bandOf, scoreRange } from '../../instrument/range';
import type { Instrument, ScoreRule } from '../../instrument/types';
import { shown } from '../../rules/thresholds';
import type { Instant } from '../../words/time';
import { scoreLabel } from '../english';
import { factsOf } from '../evidence/record';
import { type Point, pointsOf } from '../evidence/scores';
import { capital, lowered } from '../fact-titles';
import { type Flag, flagsOf } from './flags';
import { type Goal, goalOf, mcidOf, type Numbered, startOf } from './goal';
import type { AskedCheckIn, SeriesRecord } from './record';
import { courseText, safetyText } from './sentence';

export type SeriesPoint = {
  at: Instant;
  value: number;
  /** The value as it is shown: a mean with its decimal. */
  words: string;
  /** The published name of the value, where there is one. */
  band: string | null;
  mode: 'link' | 'phone' | 'paper';
  /** Somebody else answered for the patient. */
  proxy: boolean;
  late: boolean;
  /** Null for a total that was entered from paper. */
  checkInId: string | null;
};

export type Gap = { at: Instant; words: string };

export type Series = {
  instrument: string;
  title: string;
  what: string;
  min: number;
  max: number;
  direction: 'lower' | 'higher';
  directionWords: string;
  goal: Goal | null;
  mcid: Numbered | null;
  baseline: { value: number; at: Instant; words: string } | null;
  sentence: string;
  safety: string | null;
  points: SeriesPoint[];
  gaps: Gap[];
};

/** The course of every score that was asked for or entered, the main one of the pathway first, on one line of events. */
export function seriesOf(record: SeriesRecord): { items: Series[]; flags: Flag[] } {
  const items = scoresOf(record).map(({ form, rule }) => oneSeries(record, form, rule));
  return { items, flags: flagsOf(record) };
}

type Scored = { form: Instrument; rule: ScoreRule };

/** In the order in which the pathway asks; a number that is only part of another one that is shown is left out. */
function scoresOf(record: SeriesRecord): Scored[] {
  const { rules, checkIns, answers } = record;
  const order = rules.pathway.checkIns.flatMap(({ ask }) => ask);
  const met = new Set([
    ...checkIns.flatMap(({ ask }) => ask),
    ...answers.map(({ instrument }) => instrument),
    ...factsOf(record, 'score.entered').map(({ data }) => data.instrument),
  ]);
  const place = ({ id }: Instrument): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const all = Object.values(rules.instruments)
    .sort((a, b) => place(a) - place(b))
    .flatMap((form) => form.scores.map((rule) => ({ form, rule })))
    .filter(({ form }) => met.has(form.id));
  const own = all.filter(({ rule }) => !isPartOf(all, rule));
  return own.filter(({ rule }, index) => own.findIndex((each) => each.rule.score === rule.score) === index);
}

/** Pain is item 1 of PEG: where PEG is shown it is not shown again, unless a form of its own asks for it. */
function isPartOf(all: readonly Scored[], rule: ScoreRule): boolean {
  const givers = all.filter((each) => each.rule.score === rule.score).map((each) => each.form);
  return givers.every(({ scores }) => scores[0]?.score !== rule.score);
}

function oneSeries(record: SeriesRecord, form: Instrument, rule: ScoreRule): Series {
  const { rules, state } = record;
  const points = pointsOf(record, rule.score);
  const start = startOf(rules, state, rule.score, points[0]);
  const goal = goalOf(record, rule, start, points.at(-1));
  const mcid = mcidOf(rules, rule);
  const gaps = gapsOf(record, rule);
  const lower = rule.direction === 'lower-is-better';
  return {
    instrument: rule.score,
    title: titleOf(form, rule),
    what: form.about ?? lowered(form.title),
    ...scoreRange(form, rule),
    direction: lower ? 'lower' : 'higher',
    directionWords: lower ? 'lower is better' : 'higher is better',
    goal,
    mcid,
    baseline: start && { value: start.point.value, at: start.point.at, words: start.words },
    sentence: courseText(record, rule, points, { goal, mcid, gaps: gaps.length }),
    safety: safetyText(record, form),
    points: points.map((point) => pointOf(record, rule, point)),
    gaps,
  };
}

/** `PEG`; a score that is no acronym by its words, and a licensed form by its name. */
function titleOf(form: Instrument, { score }: ScoreRule): string {
  if (score.split('-').every((part) => part.length <= LONGEST_ACRONYM)) return scoreLabel(score);
  return form.entry === 'total' ? form.title.replace(/ \(.*\)$/, '') : capital(score.replaceAll('-', ' '));
}

const LONGEST_ACRONYM = 5;

function pointOf(record: SeriesRecord, rule: ScoreRule, { value, raw, at, source }: Point): SeriesPoint {
  const shownAs = { at, value, words: shown(raw, rule), band: bandOf(rule, value) ?? null };
  if (source.of !== 'response') return { ...shownAs, mode: 'paper', proxy: false, late: false, checkInId: null };
  const key = record.checkIns.find(({ id }) => id === source.id)?.key;
  const data = factsOf(record, 'check-in.answered').findLast((fact) => fact.data.checkIn === key)?.data;
  const mode = data?.taken === undefined ? 'link' : data.taken.by === 'paper' ? 'paper' : 'phone';
  return { ...shownAs, mode, proxy: data?.taken?.from === 'proxy', late: data?.late ?? false, checkInId: source.id };
}

/** Asked and not answered: silence says nothing about how somebody is. */
function gapsOf({ checkIns, scores, rules, now }: SeriesRecord, rule: ScoreRule): Gap[] {
  const forms = Object.values(rules.instruments).filter((form) =>
    form.scores.some(({ score }) => score === rule.score),
  );
  const isAsked = ({ ask, deferred }: AskedCheckIn): boolean =>
    forms.some(({ id }) => ask.includes(id) && !deferred.includes(id));
  const isAnswered = ({ id }: AskedCheckIn): boolean =>
    scores.some(({ response, score }) => response === id && score === rule.score);
  return checkIns
    .filter((each) => isAsked(each) && !isAnswered(each) && each.status in gapWords)
    .filter(({ status, closesAt }) => status === 'answered' || closesAt <= now)
    .map(({ opensAt, status }) => ({ at: opensAt, words: gapWords[status as keyof typeof gapWords] }));
}

const gapWords = {
  missed: 'asked, and not answered',
  'not-asked': 'not asked: no message had reached the patient',
  answered: 'asked, and left out',
  'partly-answered': 'asked, and not answered to the end',
} as const;
