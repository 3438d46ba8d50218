import { plusDays } from '../calendar/calendar';
import type { Input, Procedure } from '../words/state';
import { DAY } from '../words/time';
import type { Facts } from './facts';
import { type Leaf, scoreLabel, type Verdict } from './leaf';

// Leaves that look back at what happened, rather than at the last score.

type LeafOf<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>;

export function answerAnswered(leaf: LeafOf<'answered'>, { history, at }: Facts): Verdict {
  const since = at - leaf.withinDays * DAY;
  const count = (history.answered[leaf.checkIn] ?? []).filter((each) => each >= since && each <= at).length;
  return known(count >= leaf.atLeast, [{ name: `${leaf.checkIn} answered`, value: count }]);
}

/** A session nobody has recorded may have been attended: only when that could not matter is the answer known. */
export function answerAttended({ percent }: LeafOf<'attended'>, { attendance }: Facts): Verdict {
  if (!attendance) return { truth: 'unknown', inputs: [], missing: ['sessions planned for this stage'] };
  const { planned, attended, open } = attendance;
  const enough = (sessions: number): boolean => sessions * 100 >= percent * planned;
  const inputs: Input[] = [
    { name: 'sessions attended', value: attended },
    { name: 'sessions planned', value: planned },
  ];
  if (enough(attended) || !enough(attended + open)) return known(enough(attended), inputs);
  const missing = [`the outcome of ${String(open)} ${open === 1 ? 'session' : 'sessions'}`];
  return { truth: 'unknown', inputs: [...inputs, { name: 'sessions not recorded', value: open }], missing };
}

export function answerAdherence(leaf: LeafOf<'adherence'>, { scores, at }: Facts): Verdict {
  const since = at - leaf.withinDays * DAY;
  const points = (scores[leaf.score] ?? []).filter((point) => point.at >= since && point.at <= at);
  const name = `mean ${leaf.score}`;
  if (points.length === 0) {
    return { truth: 'unknown', inputs: [{ name, value: null }], missing: [scoreLabel(leaf.score)] };
  }
  const sum = points.reduce((total, point) => total + point.raw, 0);
  const mean = Math.round((sum * 10) / points.length) / 10;
  return known(sum * 100 >= leaf.percent * leaf.outOf * points.length, [
    { name, value: mean },
    { name: 'out of', value: leaf.outOf },
  ]);
}

export function answerCount(leaf: LeafOf<'count'>, facts: Facts): Verdict {
  if (leaf.per !== 'patient' && !facts.site) {
    return { truth: 'unknown', inputs: [], missing: ['the region of the procedure'] };
  }
  const count = countedProcedures(leaf, facts).length;
  const within = (leaf.atMost === undefined || count <= leaf.atMost) && (leaf.atLeast ?? 0) <= count;
  return known(within, [{ name: countName(leaf), value: count }]);
}

/** The day that lies exactly the window back is out of it: 365 days after the first, the first no longer counts. */
export function countedProcedures(
  leaf: Pick<LeafOf<'count'>, 'per' | 'withinDays'>,
  { history, today, site }: Pick<Facts, 'history' | 'today' | 'site'>,
): Procedure[] {
  const after = plusDays(today, -leaf.withinDays);
  return history.procedures.filter(
    (each) =>
      each.performedOn > after &&
      (leaf.per === 'patient' || each.region === site?.region) &&
      (leaf.per !== 'region-and-side' || each.side === site?.side),
  );
}

/** What was not ticked is only known to be absent when somebody answered that very question. */
export function answerFlag(leaf: LeafOf<'flag'>, { history, at }: Facts): Verdict {
  const since = at - leaf.withinDays * DAY;
  const seen = history.signals.findLast(({ rule, at: when }) => rule === leaf.flag && when >= since && when <= at);
  if (seen) return known(true, [{ name: leaf.flag, value: 'reported', at: seen.at }]);
  const answered = history.safetyAnswered?.[leaf.flag] ?? -Infinity;
  if (answered >= since && answered <= at) return known(false, [{ name: leaf.flag, value: 'not reported' }]);
  return {
    truth: 'unknown',
    inputs: [{ name: leaf.flag, value: null }],
    missing: [`an answer about ${leaf.flag} within ${String(leaf.withinDays)} days`],
  };
}

export function answerDecision(leaf: LeafOf<'decision'>, { history }: Facts): Verdict {
  const name = `decision at ${leaf.gate}`;
  const last = history.decisions.findLast(({ gate }) => gate === leaf.gate);
  if (last) return known(last.choice === leaf.choice, [{ name, value: last.choice, at: last.at }]);
  return { truth: 'unknown', inputs: [{ name, value: null }], missing: [`the decision at “${leaf.gate}”`] };
}

export function answerTried(leaf: LeafOf<'tried'>, { history }: Facts): Verdict {
  const found = history.completed.filter(
    (each) => each.kind === leaf.stage && (leaf.class === undefined || each.class === leaf.class),
  );
  const value = found.some(({ adequate }) => adequate) ? 'adequate' : found.length > 0 ? 'not adequate' : 'none';
  return known(value === 'adequate', [{ name: triedName(leaf), value }]);
}

export function triedName(leaf: LeafOf<'tried'>): string {
  return leaf.class === undefined ? leaf.stage : `${leaf.stage} (${leaf.class})`;
}

export function countName({ per, withinDays }: LeafOf<'count'>): string {
  const where = { region: 'in this region', 'region-and-side': 'in this region and side', patient: 'anywhere' }[per];
  return `procedures ${where} in ${String(withinDays)} days`;
}

function known(truth: boolean, inputs: Input[]): Verdict {
  return { truth, inputs, missing: [] };
}
