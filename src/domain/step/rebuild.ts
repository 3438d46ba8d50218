import { corrected, isCorrection } from '../corrections/corrections';
import { digest, type Digest, type Until } from './digest';
import type { CorrectionEvent, DomainEvent } from '../words/event';
import { type Rules, underVersion } from './rules';
import type { EnrolmentState } from '../words/state';
import type { JournalEntry } from '../words/effect';

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

/** What the facts before made, and those facts themselves: they are read only where a correction is among the new ones. */
export type Stored = { state: EnrolmentState | null; history: readonly DomainEvent[] };

/**
 * `digest`, also where a correction is among the facts: then the state is made anew from all facts but the wrong one, by
 * the same walk through time, and what follows is the difference. The same as a later rebuild from all facts.
 */
export function digestStored(rules: Rules, stored: Stored, events: readonly DomainEvent[], until: Until): Digest {
  const place = events.findIndex(isCorrection);
  const correction = events[place];
  if (!correction || !isCorrection(correction)) return digest(rules, stored.state, events, until);
  const before = events.slice(0, place);
  const history = [...stored.history, ...before];
  const { recordedAt, observed } = correction;
  const head = digest(rules, stored.state, before, { now: recordedAt - 1, observed });
  const { was, is } = walksBefore(rules, history, correction);
  const here = digest(is.rules, is.state, [correction], { now: recordedAt, observed });
  const after = { state: here.state, history: [...history, correction] };
  const tail = digestStored(here.rules, after, events.slice(place + 1), until);
  return {
    ...tail,
    entries: [...head.entries, ...notSaidYet(was.entries, is.entries), ...here.entries, ...tail.entries],
    effects: [...head.effects, ...here.effects, ...tail.effects],
  };
}

/** The walk to directly before a correction as the house went it, and as if the wrong fact had never been. */
export function walksBefore(
  rules: Rules,
  history: readonly DomainEvent[],
  correction: CorrectionEvent,
): { was: Digest; is: Digest } {
  const until = { now: correction.recordedAt - 1, observed: correction.observed };
  // It changes what lies before it; it comes last, so that without it the walk ends where it begins.
  const facts = corrected([...history, correction]).slice(0, -1);
  return { was: walk(rules, corrected(history), until), is: walk(rules, facts, until) };
}

function notSaidYet(was: readonly JournalEntry[], is: readonly JournalEntry[]): JournalEntry[] {
  const known = new Set(was.map((entry) => JSON.stringify(entry)));
  return is.filter((entry) => !known.has(JSON.stringify(entry))).map((entry) => ({ ...entry, rebuilt: true }));
}
