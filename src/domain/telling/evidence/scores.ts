import { scoreTotal, totalFault } from '../../instrument/total';
import { bandOf, rawPerPoint } from '../../instrument/range';
import type { ScorePoint, ScoreRule } from '../../instrument/types';
import { amountOf, isTooLow, TOO_LOW } from '../../rules/change';
import type { Leaf } from '../../rules/leaves/index';
import { evaluate, leavesOf } from '../../rules/predicates';
import { better, boundText, shown } from '../../rules/thresholds';
import { factsOf as whatRulesKnow } from '../../stages/evidence';
import { DAY } from '../../words/time';
import { scoreLabel } from '../english';
import {
  absent,
  dayIn,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Line,
  line,
  responseSource,
  type Source,
  unanswered,
} from './record';

export type Point = ScorePoint & { source: Source };

/** Every value of a score, answered or entered, oldest first. */
export function pointsOf(record: EvidenceRecord, score: string): Point[] {
  const answered = record.scores
    .filter((each) => each.score === score)
    .map((each): Point => ({ value: each.value, raw: each.raw, at: each.at, source: responseSource(each) }));
  const entered = factsOf(record, 'score.entered').flatMap((fact): Point[] => {
    const { instrument: id, ...entry } = fact.data;
    const instrument = record.rules.instruments[id];
    if (!instrument || totalFault(instrument, entry) !== null) return [];
    const found = scoreTotal(instrument, entry);
    return found.score === score
      ? [{ value: found.value, raw: found.raw, at: fact.occurredAt, source: eventSource(fact) }]
      : [];
  });
  return [...answered, ...entered].sort((a, b) => a.at - b.at);
}

/** Told elsewhere: with mood, with sessions and medicines, with opioids. */
const elsewhere = ['home-programme', 'medicine-adherence', 'mme', 'ort-oud'];

/** Each score of pain and function: the first, the best and the newest, and what the pathway's rule of success says of it. */
export function instruments(record: EvidenceRecord): Line[] {
  const { rules } = record;
  const asked = rules.pathway.checkIns.flatMap(({ ask }) => ask);
  const known = new Set([...record.scores.map(({ score }) => score), ...entered(record)]);
  const all = Object.values(rules.instruments).filter(
    ({ id, proxy, scores }) =>
      proxy !== 'refused' && (asked.includes(id) || scores.some(({ score }) => known.has(score))),
  );
  const place = (id: string): number => (asked.includes(id) ? asked.indexOf(id) : asked.length);
  const ordered = all.sort((a, b) => place(a.id) - place(b.id));
  const scores = ordered.flatMap((form) => form.scores.map((rule) => ({ rule, form: form.id })));
  const unique = new Map(scores.map((each) => [each.rule.score, each]));
  const lines = [...unique.values()]
    .filter(({ rule }) => !elsewhere.includes(rule.score))
    .map(({ rule, form }) => scoreLine(record, rule, form));
  return [...(lines.length > 0 ? lines : [absent(record, 'No form is asked on this pathway.')]), ...byOthers(record)];
}

/** Answers that somebody else gave for the patient: they are weighed otherwise. */
function byOthers(record: EvidenceRecord): Line[] {
  const facts = factsOf(record, 'check-in.answered').filter(({ data }) => data.taken?.from === 'proxy');
  if (facts.length === 0) return [];
  const days = facts.map(({ occurredAt }) => dayIn(record, occurredAt)).join(', ');
  return [line(`Answered by somebody else for the patient: ${days}`, facts.map(eventSource), { times: facts.length })];
}

const entered = (record: EvidenceRecord): string[] =>
  factsOf(record, 'score.entered').flatMap(
    ({ data }) => record.rules.instruments[data.instrument]?.scores.map(({ score }) => score) ?? [],
  );

/** `PEG not met (30 %): 8.0 (21 Nov 2026), best 7.0 (…), now 7.7 (…), better by 0.3 (4 %)`. */
export function scoreLine(record: EvidenceRecord, rule: ScoreRule, form: string, withBand = false): Line {
  const { score } = rule;
  const label = scoreLabel(score);
  const points = pointsOf(record, score);
  const [first] = points;
  const now = points.at(-1);
  if (!first || !now) {
    const text = `${label}: ${unanswered(record, form)}`;
    return absent(record, text, [text], { score, verdict: 'cannot tell' });
  }
  const gain = (point: Point): number => (point.raw - first.raw) * better(rule);
  const best = points.reduce((found, point) => (gain(point) > gain(found) ? point : found), first);
  const verdict = verdictOf(record, rule, points);
  const band = (point: Point): string => (withBand ? ` ${bandOf(rule, point.value) ?? ''}` : '');
  const at = (point: Point): string => `${shown(point.raw, rule)}${band(point)} (${dayIn(record, point.at)})`;
  const peak = gain(best) > 0 ? `best ${at(best)}` : 'never better';
  const values =
    points.length === 1
      ? `${at(first)}, answered once`
      : `${at(first)}, ${peak}, now ${at(now)}, ${changeText(first, now, rule)}`;
  // What it means stands first: the end of a line may be cut where room is short.
  const text = `${label}${verdict ? ` ${verdict.text}` : ''}: ${values}`;
  const data = {
    score,
    baseline: bare(first),
    best: bare(best),
    now: bare(now),
    answers: points.length,
    change: points.length === 1 ? null : gain(now) / rawPerPoint(rule),
    percent: percentOf(first, now, rule),
    verdict: verdict?.says ?? null,
    criterion: verdict?.asks ?? null,
  };
  const missing = (verdict?.missing ?? []).map((what) => `${label}: ${what}`);
  const sources = [first.source, best.source, now.source];
  return line(text, sources, data, missing);
}

const bare = ({ value, at }: Point): object => ({ value, at });

/** How much better, as a share of the first value; null where that is nothing. */
export function percentOf(first: ScorePoint, now: ScorePoint, rule: ScoreRule): number | null {
  if (first.raw === 0) return null;
  return Math.round(((now.raw - first.raw) * better(rule) * 100) / first.raw);
}

function changeText(first: Point, now: Point, rule: ScoreRule): string {
  const gain = (now.raw - first.raw) * better(rule);
  if (gain === 0) return 'no change';
  const percent = percentOf(first, now, rule);
  const share = percent === null ? '' : ` (${String(Math.abs(percent))} %)`;
  return `${gain > 0 ? 'better' : 'worse'} by ${shown(Math.abs(gain), rule)}${share}`;
}

type Verdict = { says: 'met' | 'not met' | 'cannot tell'; missing: string[]; asks: string; text: string };

/** What the first rule of success that asks for this score says of it; null where none does. */
function verdictOf(record: EvidenceRecord, rule: ScoreRule, points: Point[]): Verdict | null {
  const { score } = rule;
  const { rules, state, now } = record;
  const leaves = criterionOf(record, score);
  const [track] = state.tracks;
  const [first] = points;
  if (leaves.length === 0 || !track || !first) return null;
  const asks = leaves.map(askText).join(' or ');
  const cannot = (...missing: string[]): Verdict => ({
    ...{ says: 'cannot tell', missing, asks },
    text: `cannot tell, ${missing.join(', ')} (${asks})`,
  });
  const changes = leaves.some(({ kind }) => kind === 'improved');
  if (changes && isTooLow(first, rule)) return cannot(TOO_LOW);
  if (changes && points.length === 1) return cannot('a second answer is missing');
  const days = Math.max(...leaves.map(({ withinDays }) => withinDays));
  if ((points.at(-1)?.at ?? 0) < now - days * DAY) return cannot(`no answer of the last ${String(days)} days`);
  const known = whatRulesKnow({ rules, state, track }, { baseline: { [score]: first } }, now);
  const { truth, missing } = evaluate({ kind: 'any', of: leaves }, { ...known, scores: { [score]: points } });
  if (truth === 'unknown') return cannot(...missing.map((each) => `missing ${each}`));
  const says = truth ? 'met' : 'not met';
  return { says, missing: [], asks, text: `${says} (${asks})` };
}

type Asking = Extract<Leaf, { kind: 'improved' | 'score' }>;

function criterionOf({ rules }: EvidenceRecord, score: string): Asking[] {
  for (const stage of rules.pathway.tracks.flatMap(({ stages }) => stages)) {
    if (!('success' in stage)) continue;
    const leaves = leavesOf(stage.success.when).filter(
      (leaf): leaf is Asking => (leaf.kind === 'improved' || leaf.kind === 'score') && leaf.score === score,
    );
    if (leaves.length > 0) return leaves;
  }
  return [];
}

const askText = (leaf: Asking): string => (leaf.kind === 'improved' ? amountOf(leaf) : boundText(leaf));

/** Milligram equivalents as a clinician entered them: nothing is worked out here. */
export function opioids(record: EvidenceRecord): Line[] {
  const figures = factsOf(record, 'score.entered')
    .filter(({ data }) => data.instrument === 'mme')
    .toReversed();
  const taken = record.state.history.medicines?.taken.some((each) => each.class === 'opioid') === true;
  const lines = figures.map((fact) => {
    const { total, version } = fact.data;
    const table = version === undefined ? '' : `, by ${version}`;
    const text = `${String(total)} MME a day, entered on ${dayIn(record, fact.occurredAt)} by ${fact.by}${table}`;
    return line(text, [eventSource(fact)], { mme: total, at: fact.occurredAt, version: version ?? null });
  });
  const none = `MME not entered${taken ? ', although an opioid is recorded as taken' : ''}`;
  const risk = pointsOf(record, 'ort-oud').at(-1);
  return [
    ...(lines.length > 0 ? lines : [absent(record, none, taken ? [none] : [])]),
    ...(risk
      ? [line(`ORT-OUD ${String(risk.value)} (${dayIn(record, risk.at)})`, [risk.source], { ortOud: bare(risk) })]
      : []),
  ];
}
