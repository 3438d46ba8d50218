import { gateFor, type Questions, ruleName } from '../pathway/lookup';
import type { Facts } from '../rules/evidence';
import { answer, evaluate, isMet, leavesOf, type Predicate } from '../rules/predicates';
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
  return track.gate || !gateFor(stage, 'getting-worse') ? null : (worseOf(seat, at, factsAt)?.verdict ?? null);
}

/** `newest`: the newest of the answers that make it so, and which of them came then. */
export type Worse = { verdict: GateVerdict & { rule: string }; newest: { at: Instant; of: string[] } };

/** What the rule for those who get worse says, whatever is asked now; null where it is not met. */
export function worseOf(
  { stage, rules, track, state }: Pick<Seat, 'rules' | 'state' | 'track' | 'stage'>,
  at: Instant,
  factsAt: FactsAt,
): Worse | null {
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
  const { inputs } = evaluate(stop.when, known);
  return { verdict: { kind: 'getting-worse', rule, inputs, missing: [] }, newest: newestOf(stop.when, known) };
}

/** Of the parts that hold: an answer about something else is no news of it. */
function newestOf(when: Predicate, facts: Facts): Worse['newest'] {
  const held = leavesOf(when).flatMap((leaf) => {
    const { truth, told } = answer(leaf, facts);
    return truth === true ? told().inputs.flatMap(({ name, at = 0 }) => ({ name, at })) : [];
  });
  const at = Math.max(0, ...held.map((input) => input.at));
  return { at, of: held.filter((input) => input.at === at).map(({ name }) => name) };
}

type FactsAt = (at: Instant) => Facts;
