import { z } from 'zod';
import { plusDays } from '../../calendar/calendar';
import type { Procedure } from '../../words/history';
import { boundNeeded, bounds, boundText, isBound } from '../thresholds';
import type { Facts } from '../evidence';
import { known, type LeafKind, otherPast, unknown } from '../leaf';

const data = z
  .strictObject({ per: z.enum(['region', 'region-and-side', 'patient']), ...bounds })
  .refine(isBound, boundNeeded);
type Count = z.output<typeof data>;

/** Procedures in a rolling window, at the place of the one in hand or anywhere. */
export const count: LeafKind<Count> = {
  data,
  answer: (leaf, facts) => {
    if (leaf.per !== 'patient' && !facts.site)
      return unknown(
        () => [],
        () => ['the region of the procedure'],
      );
    const found = countedProcedures(leaf, facts).length;
    const holds = (leaf.atMost === undefined || found <= leaf.atMost) && (leaf.atLeast ?? 0) <= found;
    return known(holds, () => [{ name: nameOf(leaf), value: found }]);
  },
  text: (leaf) => `${nameOf(leaf)}: ${boundText(leaf)}`,
  otherwise: (leaf, facts) => {
    const counted = countedProcedures(leaf, facts);
    const limit = leaf.atMost ?? (leaf.atLeast ?? 1) - 1;
    const tooMany = counted.slice(0, Math.max(0, counted.length - limit));
    const procedures = facts.history.procedures.filter((each) => !tooMany.includes(each));
    const text = `${String(limit)} or fewer procedures in the ${String(leaf.withinDays)} days`;
    return [otherPast(text, facts, { procedures })];
  },
  reads: () => [],
  can: ({ atMost, atLeast }) => (atLeast ?? 0) <= (atMost ?? Infinity),
  inSilence: ({ atLeast }) => (atLeast ?? 0) === 0,
};

/** The day that lies exactly the window back is out of it: 365 days after the first, the first no longer counts. */
export function countedProcedures(
  leaf: Pick<Count, 'per' | 'withinDays'>,
  { history, today, site }: Pick<Facts, 'history' | 'today' | 'site'>,
): Procedure[] {
  const after = plusDays(today, -leaf.withinDays);
  const regions = site?.regions ?? [site?.region];
  return history.procedures.filter(
    (each) =>
      each.performedOn > after &&
      (leaf.per === 'patient' || regions.includes(each.region)) &&
      (leaf.per !== 'region-and-side' || each.side === site?.side),
  );
}

function nameOf({ per, withinDays }: Count): string {
  const where = { region: 'in this region', 'region-and-side': 'in this region and side', patient: 'anywhere' }[per];
  return `procedures recorded ${where} in ${String(withinDays)} days`;
}
