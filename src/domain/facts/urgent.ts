import type { Effect } from '../words/effect';
import type { EventData, EventType } from '../words/event';
import type { SignalClass, Tier } from '../instrument/types';
import type { Work } from '../step/work';

/** Somebody must see it: which rule says so, whose it is, and how soon. */
type Urgent = { rule: string; class: SignalClass; tier: Tier };

/** Facts of staff that cannot wait for anybody to read them. One line a fact. */
const urgent: { [T in EventType]?: (data: EventData[T]) => Urgent | null } = {
  'examination.recorded': ({ deficit }) =>
    deficit === 'progressive' ? { rule: 'examination.progressive-deficit', class: 'spine', tier: 'now' } : null,
};

/** What a fact of this type with these data wakes somebody for; null for all that may wait. */
function urgencyOf(type: EventType, data: unknown): Urgent | null {
  const look = urgent[type] as ((data: unknown) => Urgent | null) | undefined;
  return data === undefined ? null : (look?.(data) ?? null);
}

/** Raises what the fact calls for. `seq`: of the fact, or of the correction that put it in another one's place. */
export function raiseUrgent(work: Work, fact: { type: EventType; data: unknown; seq: number }): void {
  work.effects.push(...urgentEffects(fact));
}

/** The same of a fact alone: it holds also where nobody can read the state. */
export function urgentEffects(fact: { type: EventType; data: unknown; seq: number }): Effect[] {
  const found = urgencyOf(fact.type, fact.data);
  return found ? [{ type: 'raise-escalation', key: `fact/${String(fact.seq)}/${found.rule}`, ...found }] : [];
}
