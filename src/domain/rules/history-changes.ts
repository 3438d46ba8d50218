import type { History } from '../words/state';
import { countedProcedures } from './history-leaves';
import type { Facts, Leaf } from './predicates';
import { scoreLabel } from './leaf';

/** One thing that could be otherwise: how far away it is (as a share of what it is now), and the facts if it were so. */
export type Otherwise = { text: string; distance: number; facts: Facts };

/** What is not known at all is further away than any number that is. */
export const UNKNOWN_DISTANCE = 1000;

type Backward = Extract<
  Leaf,
  { kind: 'answered' | 'attended' | 'adherence' | 'count' | 'flag' | 'decision' | 'tried' | 'takes' | 'weighed' }
>;

/** What could be otherwise about what happened: towards the leaf's threshold from either side. */
export function changeOfHistory(leaf: Backward, facts: Facts): Otherwise[] {
  const { history, at } = facts;
  const change = (text: string, over: Partial<Facts>): Otherwise => ({
    text,
    distance: UNKNOWN_DISTANCE,
    facts: { ...facts, ...over },
  });
  const past = (over: Partial<History>): Partial<Facts> => ({ history: { ...history, ...over } });
  switch (leaf.kind) {
    case 'answered': {
      const have = history.answered[leaf.checkIn] ?? [];
      const more = Array.from({ length: leaf.atLeast }, () => at);
      return [
        change(
          `${String(leaf.atLeast)} answers to the ${leaf.checkIn} check-in`,
          past({ answered: { ...history.answered, [leaf.checkIn]: [...have, ...more] } }),
        ),
      ];
    }
    case 'attended': {
      if (!facts.attendance) return [];
      const { planned } = facts.attendance;
      const needed = Math.ceil((leaf.percent * planned) / 100);
      const attendance = { planned, attended: needed, open: 0 };
      return [change(`${String(needed)} of ${String(planned)} sessions attended`, { attendance })];
    }
    case 'adherence': {
      const raw = Math.ceil((leaf.percent * leaf.outOf) / 100);
      const scores = { ...facts.scores, [leaf.score]: [{ value: raw, raw, at }] };
      return [change(`mean ${scoreLabel(leaf.score)} ${String(raw)} or more`, { scores })];
    }
    case 'count': {
      const counted = countedProcedures(leaf, facts);
      const limit = leaf.atMost ?? (leaf.atLeast ?? 1) - 1;
      const tooMany = counted.slice(0, Math.max(0, counted.length - limit));
      const procedures = history.procedures.filter((each) => !tooMany.includes(each));
      return [
        change(`${String(limit)} or fewer procedures in the ${String(leaf.withinDays)} days`, past({ procedures })),
      ];
    }
    case 'flag':
      return [
        change(
          `${leaf.flag} not reported`,
          past({
            signals: history.signals.filter(({ rule }) => rule !== leaf.flag),
            safetyAnswered: { ...history.safetyAnswered, [leaf.flag]: at },
          }),
        ),
        change(`${leaf.flag} reported`, past({ signals: [...history.signals, { rule: leaf.flag, at }] })),
      ];
    case 'decision': {
      const decision = { gate: leaf.gate, choice: leaf.choice, at };
      return [change(`“${leaf.gate}” decided: ${leaf.choice}`, past({ decisions: [...history.decisions, decision] }))];
    }
    case 'takes': {
      const medicines = history.medicines ?? { taken: [], listedAt: null, weighedAt: {}, snoozed: [] };
      const others = medicines.taken.filter((each) => !leaf.anyOf.includes(each.class));
      const [first = ''] = leaf.anyOf;
      return [
        change(
          `a list without ${leaf.anyOf.join(' and ')}`,
          past({ medicines: { ...medicines, taken: others, listedAt: at } }),
        ),
        change(
          `${first} taken`,
          past({ medicines: { ...medicines, taken: [...others, { class: first, since: at }] } }),
        ),
      ];
    }
    case 'weighed': {
      const medicines = history.medicines ?? { taken: [], listedAt: null, weighedAt: {}, snoozed: [] };
      const weighedAt = { ...medicines.weighedAt, [leaf.class]: at };
      return [change(`benefits and risks of ${leaf.class} weighed`, past({ medicines: { ...medicines, weighedAt } }))];
    }
    case 'tried': {
      const done = {
        stage: leaf.stage,
        kind: leaf.stage,
        class: leaf.class ?? null,
        adequate: true,
        verdict: 'not-enough' as const,
        at,
      };
      return [change(`an adequate ${leaf.stage}`, past({ completed: [...history.completed, done] }))];
    }
  }
}
