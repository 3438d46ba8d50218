import type { Instant, LocalDate } from '../words/time';
import { plusDays } from '../calendar/calendar';
import { openGate } from '../promises/gates';
import { remember } from '../check-ins/history';
import { checkInOf, gateFor, ruleName } from '../pathway/lookup';
import { smallestChange } from '../rules/counterfactual';
import type { Facts } from '../rules/evidence';
import { evaluate } from '../rules/predicates';
import { predicateText } from '../telling/rules';
import type { Stage } from './types';
import type { Input } from '../words/history';
import type { GateWhen, GateDefinition, Rule } from '../pathway/language';
import type { EnrolmentState, GateVerdict } from '../words/state';
import { atPreferredTime, note, type Work } from '../step/work';
import type { Judgement, Seat } from './kind';

// What stages share whose result a rule judges for a clinician.

type JudgedStage = Stage & { success: Rule; partial?: Rule; gate?: GateDefinition; gateWhen?: GateWhen };
export type JudgedSeat = Pick<Seat, 'rules' | 'state' | 'track'> & { stage: JudgedStage };

/** Why the stage says nothing yet about its result, and what was read to see that. */
export type Adequacy = { missing: string[]; inputs: Input[] };
export const alwaysAdequate: Adequacy = { missing: [], inputs: [] };

/** Criteria met, not met, cannot tell, or not yet adequate: below adequacy nothing is ever called a failure. */
export function verdictOf({ rules, track, stage }: JudgedSeat, facts: Facts, adequacy: Adequacy): GateVerdict {
  const { truth, inputs, missing } = evaluate(stage.success.when, facts);
  const verdict = {
    rule: ruleName(rules, track.track, stage.id, stage.success.id),
    inputs: [...inputs, ...adequacy.inputs],
  };
  if (truth === true) return { ...verdict, kind: 'success', missing: [] };
  if (truth === 'unknown') return { ...verdict, kind: 'cannot-tell', missing: [...missing, ...adequacy.missing] };
  if (adequacy.missing.length > 0) return { ...verdict, kind: 'not-yet-adequate', missing: adequacy.missing };
  return partialOf({ rules, track, stage }, facts) ?? { ...verdict, kind: 'not-enough', missing: [] };
}

/** Less than success and more than nothing, where the stage knows such a thing; what cannot be told is not partial. */
export function partialOf(
  { rules, track, stage }: Pick<JudgedSeat, 'rules' | 'track' | 'stage'>,
  facts: Facts,
): GateVerdict | null {
  if (!stage.partial) return null;
  const { truth, inputs } = evaluate(stage.partial.when, facts);
  if (truth !== true) return null;
  return { kind: 'partial', rule: ruleName(rules, track.track, stage.id, stage.partial.id), inputs, missing: [] };
}

/** Whether a finding replaces that of the open question: what was known is not unknown because its scores grew old meanwhile. */
export function isNews(before: GateVerdict | undefined, { kind, missing }: GateVerdict): boolean {
  if (!before) return true;
  const wasKnown = before.kind !== 'cannot-tell' && before.kind !== 'getting-worse';
  if (kind === 'cannot-tell' && wasKnown) return false;
  return before.kind !== kind || before.missing.join() !== missing.join();
}

/** Puts the question that belongs to what was found, or renews an open one. False when nothing is new. */
export function putVerdict(work: Work, seat: JudgedSeat, verdict: GateVerdict, at: Instant, about?: string): boolean {
  const { track, stage } = seat;
  if (!isNews(track.gate?.verdict, verdict)) return false;
  const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
  note(work, { at, what: 'stage.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  rememberCompleted(work.state, seat, verdict, about ?? null, at);
  const gate = gateFor(stage, verdict.kind);
  if (gate) openGate(work, track, gate, verdict, at);
  return true;
}

export function rememberCompleted(
  state: EnrolmentState,
  { stage }: Pick<JudgedSeat, 'stage'>,
  { kind }: GateVerdict,
  about: string | null,
  at: Instant,
): void {
  const adequate = kind === 'success' || kind === 'partial' || kind === 'not-enough';
  remember(state, 'completed', { stage: stage.id, kind: stage.kind, class: about, adequate, verdict: kind, at });
}

/**
 * When the questions of the end are over: while they are open, their close; otherwise so many days after they were due.
 */
export function endDue(
  { state, rules, stage }: Pick<Seat, 'state' | 'rules' | 'stage'>,
  on: LocalDate,
  graceDays?: number,
): Instant {
  const asked = state.checkIns.find(({ answered, key }) => !answered && key.endsWith(on));
  if (asked) return asked.closesAt;
  const windowDays = (): number =>
    Math.max(0, ...stage.checkIns.map((use) => checkInOf(rules, use.checkIn).windowDays));
  return atPreferredTime(state, plusDays(on, graceDays ?? windowDays()));
}

/** What an open question was based on goes on holding, although its scores grow old while it waits. */
export function judgementOf(
  { stage, track }: JudgedSeat,
  verdict: GateVerdict,
  factsAt: (at: Instant) => Facts,
  at: Instant,
): Judgement {
  const { gate } = track;
  const asOf = gate ? Math.max(gate.openedAt, ...gate.verdict.inputs.map((input) => input.at ?? 0)) : at;
  const { when, source } = stage.success;
  const change = smallestChange(when, factsAt(asOf));
  return { verdict: gate?.verdict ?? verdict, needs: predicateText(when), source, change };
}

/** Of several things to come, the first; at an equal instant the one named first. */
export function firstOf<T extends { at: Instant }>(dues: readonly T[]): T | null {
  return dues.reduce<T | null>((first, each) => (first && first.at <= each.at ? first : each), null);
}
