import { bandOf, rawPerPoint } from '../../instrument/range';
import type { Instrument, ScoreRule } from '../../instrument/types';
import { better, shown } from '../../rules/thresholds';
import { DAY } from '../../words/time';
import { counted, dayText } from '../english';
import { localDay } from '../evidence/record';
import { percentOf, type Point } from '../evidence/scores';
import type { Goal, Numbered } from './goal';
import type { SeriesRecord } from './record';

/** An answer is "now" as long as another one would have been asked for by now. */
const NOW_DAYS = 35;

/** What a course of answers comes to: `7.7 at the start, 7.3 now: 5 % better, goal not met. Best was 5.0 on 5 May 2026.` */
export function courseText(
  record: SeriesRecord,
  rule: ScoreRule,
  points: readonly Point[],
  { goal, mcid, gaps }: { goal: Goal | null; mcid: Numbered | null; gaps: number },
): string {
  const [first] = points;
  const now = points.at(-1);
  const day = (at: number): string => dayText(localDay(record, at));
  if (!first || !now)
    return gaps === 0 ? 'Not asked yet.' : `Asked ${counted(gaps, 'time')}, never answered: not known.`;
  const goalText = goal?.met == null ? '' : `, goal ${goal.met ? 'met' : 'not met'}`;
  const band = bandOf(rule, now.value);
  const meaning = band === undefined ? '' : ` (${band})`;
  if (points.length === 1) return `${shown(first.raw, rule)}${meaning} on ${day(first.at)}, answered once${goalText}.`;
  const isNow = now.at >= record.now - NOW_DAYS * DAY;
  const ends = `${shown(first.raw, rule)} at the start, ${shown(now.raw, rule)}${meaning} ${isNow ? 'now' : `on ${day(now.at)}, the last answer`}`;
  return `${ends}: ${changeText(first, now, rule, mcid)}${goalText}.${bestText(points, rule, day)}`;
}

function changeText(first: Point, now: Point, rule: ScoreRule, mcid: Numbered | null): string {
  const gain = (now.raw - first.raw) * better(rule);
  if (gain === 0) return 'no change';
  const percent = percentOf(first, now, rule);
  const amount = percent === null ? shown(Math.abs(gain), rule) : `${String(Math.abs(percent))} %`;
  const isSmall = mcid !== null && Math.abs(gain) < mcid.value * rawPerPoint(rule);
  return `${amount} ${gain > 0 ? 'better' : 'worse'}${isSmall ? ` (less than ${mcid.words}: no real change)` : ''}`;
}

function bestText(points: readonly Point[], rule: ScoreRule, day: (at: number) => string): string {
  const best = points.reduce((found, point) => ((point.raw - found.raw) * better(rule) > 0 ? point : found));
  if (best === points[0]) return ' Never better than at the start.';
  return best === points.at(-1) ? '' : ` Best was ${shown(best.raw, rule)} on ${day(best.at)}.`;
}

/** What was last answered to the safety questions of a form that is scored, such as item 9; null where it has none. */
export function safetyText(record: SeriesRecord, form: Instrument): string | null {
  const lines = form.items
    .filter(({ safety }) => safety !== undefined)
    .map(({ id }) => {
      const given = record.answers.filter(({ instrument, item }) => instrument === form.id && item === id);
      const last = given.reduce<(typeof given)[number] | null>(
        (found, each) => (found && found.at > each.at ? found : each),
        null,
      );
      if (!last) return `Item ${id}: not known.`;
      return `Item ${id}: ${last.value === null ? 'skipped, so not known' : String(last.value)}, on ${dayText(localDay(record, last.at))}.`;
    });
  return lines.length === 0 ? null : lines.join(' ');
}
