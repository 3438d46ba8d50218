import { corrected } from '../corrections/corrections';
import { digest, type Digest, type Until } from './digest';
import type { DomainEvent } from '../words/event';
import { underVersion, type Rules } from './rules';
import type { EnrolmentState } from '../words/state';

/** The state from nothing but the facts, without the retracted ones: must equal the snapshot. */
export function rebuild(rules: Rules, events: readonly DomainEvent[], until: Until): EnrolmentState {
  return walk(rules, corrected(events), until).state;
}

/** From the first fact on, by the version of the pathway that the enrolment began with. */
export function walk(rules: Rules, events: readonly DomainEvent[], until: Until): Digest {
  return digest(rulesAtStart(rules, events), null, events, until);
}

/** As they were at the first fact: a migration among the facts says which version that was. */
export function rulesAtStart(rules: Rules, events: readonly DomainEvent[]): Rules {
  const migration = events.find((event) => event.type === 'pathway.migrated');
  return (migration && underVersion(rules, migration.data.fromVersion)) ?? rules;
}
