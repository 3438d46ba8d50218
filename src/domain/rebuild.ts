import { digest, type Until } from './digest';
import type { DomainEvent } from './event';
import type { Rules } from './rules';
import type { EnrolmentState } from './state';

/** The state from nothing but the facts: must equal the snapshot. */
export function rebuild(rules: Rules, events: readonly DomainEvent[], until: Until): EnrolmentState {
  return digest(rules, null, events, until).state;
}
