import type { GateVerdictKind } from '../words/choices';
import type { Instant, LocalDate } from '../words/time';
import type { Evaluation } from './base';
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

/**
 * Whether so much was done that the result says something, and what was read to see that. `unsure`: what would have to be
 * known, where it cannot be told. `span` where it is measured; `mayHelpSooner`: short of it, but so long that what the
 * patient answers may count as help; `mayBeEnough`: short of it only as far as anybody recorded.
 */
export type Adequacy = {
  missing: string[];
  unsure?: string[];
  inputs: Input[];
  span?: { since: LocalDate; to: LocalDate };
  mayHelpSooner?: boolean;
  mayBeEnough?: boolean;
};
export const alwaysAdequate: Adequacy = { missing: [], inputs: [] };

/**
 * Criteria met, not met, cannot tell, or not yet adequate. What was done comes first: below adequacy nothing is ever called
 * a failure, and a treatment that hardly took place is not called a success, whatever the scores.
 */
export function verdictOf({ rules, track, stage }: JudgedSeat, facts: Facts, adequacy: Adequacy): GateVerdict {
  const { truth, inputs, missing } = evaluate(stage.success.when, facts);
  const verdict = {
    rule: ruleName(rules, track.track, stage.id, stage.success.id),
    inputs: [...inputs, ...adequacy.inputs],
  };
  const isAdequate = adequacy.missing.length === 0;
  const tooLittle = { ...verdict, kind: 'not-yet-adequate' as const, missing: adequacy.missing };
  if (!isAdequate && adequacy.mayHelpSooner !== true) return tooLittle;
  if (truth === true) return { ...verdict, kind: 'success', missing: [] };
  if (truth === 'unknown') return { ...verdict, kind: 'cannot-tell', missing };
  if (!isAdequate) return tooLittle;
  // Whoever is better is better; what did not help says nothing while nobody knows whether it was taken.
  const { unsure = [] } = adequacy;
  if (unsure.length > 0) return { ...verdict, kind: 'cannot-tell', missing: unsure };
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

/** What a finding is about, and what was done of it. */
export type Treated = { about?: string; adequacy?: Adequacy };

/** Puts the question that belongs to what was found, or renews an open one. False when nothing is new. */
export function putVerdict(
  work: Work,
  seat: JudgedSeat & { own: { evaluation: Pick<Evaluation, 'times'> } },
  verdict: GateVerdict,
  at: Instant,
  treated: Treated = {},
): boolean {
  const { track, stage, own } = seat;
  if (!isNews(track.gate?.verdict, verdict)) return false;
  const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
  note(work, { at, what: 'stage.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  rememberCompleted(work.state, seat, verdict.kind, treated, at);
  const gate = questionFor(stage, verdict.kind, own.evaluation.times + (track.gate ? 0 : 1));
  if (gate) openGate(work, track, gate, verdict, at);
  return true;
}

/**
 * The question that belongs to a finding, put for the so-manieth time. One whose "yes" is to go on gives way to the stage's
 * own when it has been gone on with often enough: that "yes" would lead elsewhere.
 */
export function questionFor(
  stage: { gate?: GateDefinition; gateWhen?: GateWhen },
  kind: GateVerdictKind,
  times: number,
): GateDefinition | undefined {
  const gate = gateFor(stage, kind);
  return gate?.approve.to === 'again' && times > gate.approve.atMost ? stage.gate : gate;
}

/** Keeps what was found, and apart from it whether enough was done; of one treatment only the newest. */
export function rememberCompleted(
  { history }: Pick<EnrolmentState, 'history'>,
  { stage }: { stage: { id: string; kind: string } },
  verdict: GateVerdictKind,
  { about = null, adequacy }: { about?: string | null; adequacy?: Adequacy },
  at: Instant,
): void {
  const one = { stage: stage.id, kind: stage.kind, class: about, verdict, at };
  const { span, inputs = [], missing = [], unsure = [], mayBeEnough = false } = adequacy ?? {};
  if (!span) {
    remember({ history }, 'completed', { ...one, adequate: kindsOfEnough.includes(verdict) });
    return;
  }
  history.completed = history.completed.filter((each) => each.stage !== stage.id || each.done?.since !== span.since);
  const isShort = missing.length > 0 && !mayBeEnough;
  const adequate = isShort ? false : missing.length + unsure.length > 0 ? 'unknown' : true;
  remember({ history }, 'completed', { ...one, adequate, done: { ...span, inputs, missing: [...missing, ...unsure] } });
}

/** Where nothing measures what was done, a finding either way says that there was enough of it. */
const kindsOfEnough: readonly GateVerdictKind[] = ['success', 'partial', 'not-enough'];

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
