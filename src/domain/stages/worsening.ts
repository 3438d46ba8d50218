import { gateFor, type Questions, ruleName } from '../pathway/lookup';
import type { Facts } from '../rules/evidence';
import { evaluate, isMet } from '../rules/predicates';
import type { GateVerdict } from '../words/state';
import { DAY, type Instant } from '../words/time';
import type { JudgedSeat } from './judge';
import type { Seat } from './kind';

// That somebody gets worse is seen in every stage, whatever else is asked or waited for there.

/** After a decision to go on, an early look is not asked for again at the very next answer. */
const LOOK_AGAIN_AFTER = 14 * DAY;

/** The question of a stage for those who get worse, where it has one and no other is open. */
export function worseningOf(seat: JudgedSeat, at: Instant, factsAt: FactsAt): GateVerdict | null {
  const { stage, track } = seat;
  return track.gate || !gateFor(stage, 'getting-worse') ? null : worseOf(seat, at, factsAt);
}

/** What the rule for those who get worse says, whatever is asked now; null where it is not met. */
export function worseOf(
  { stage, rules, track, state }: Pick<Seat, 'rules' | 'state' | 'track' | 'stage'>,
  at: Instant,
  factsAt: FactsAt,
): GateVerdict | null {
  const { stop } = stage;
  if (!stop) return null;
  const questions: Questions = stage;
  const put = gateFor(questions, 'getting-worse')?.id;
  if (state.history.decisions.some((made) => made.gate === put && at - made.at < LOOK_AGAIN_AFTER)) return null;
  const facts = factsAt(at);
  // What was not known when the treatment began is compared with the first answer there is.
  const known = { ...facts, baseline: { ...state.history.first, ...facts.baseline } };
  if (!isMet(stop.when, known)) return null;
  const rule = ruleName(rules, track.track, stage.id, stop.id);
  return { kind: 'getting-worse', rule, inputs: evaluate(stop.when, known).inputs, missing: [] };
}

type FactsAt = (at: Instant) => Facts;
