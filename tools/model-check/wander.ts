import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import { completions, isHeldUp, possibleDeeds, possibleTurns, type Act } from './acts';
import { possibleAnswers } from './answer-regions';
import type { FactOf } from '../../src/domain/simulate/course';
import { dice } from './dice';
import { faultsOfStep } from './faults';
import { type Terrain, terrainOf } from './terrain';
import { placeOf, type Steps, traceOf } from './trace';
import { letPass, record } from './walking';

export type Wandering = {
  courses: number;
  moves: number;
  ends: Record<string, number>;
  /** Courses that had not ended after the longest walk: years of care, and nothing wrong with them. */
  unfinished: number;
  gates: string[];
  violations: string[];
};

/** Steps of one course: some five years of weekly answers, for care that is not closed before a year of follow-up is over. */
const LONGEST_COURSE = 1500;
/** Of a hundred occasions: a patient's mood changes; a question, task or record is seen to; anything befalls somebody. */
const MOOD_CHANGES = 12;
const SEEN_TO = 45;
const BEFALLS = 1;
/** Of what befalls somebody, withdrawal and death would end nearly every course: they are tried everywhere by `explore`. */
const LONG = new Set(['enrolment.withdrawn', 'patient.died', 'enrolment.transferred', 'enrolment.accepted']);

type Mood = 'well' | 'badly' | 'any' | 'silent';
const moods: readonly Mood[] = ['well', 'badly', 'any', 'silent', 'well', 'badly'];

/**
 * Long walks through all tracks at once, from the enrolment to the end, each its own by the seed: patients who answer well
 * for a while, then badly, then not at all, and a clinic that sees to things sooner or later. Nothing is folded here.
 */
export function wander(rules: Rules, start: FactOf<'enrolment.started'>, courses: number, seed: number): Wandering {
  const terrain = terrainOf(rules);
  const found: Wandering = { courses, moves: 0, ends: {}, unfinished: 0, gates: [], violations: [] };
  const gates = new Set<string>();
  const faults = new Map<string, Steps>();
  for (let course = 0; course < courses; course += 1) {
    const first = record(rules, null, [start]);
    if (!first) break;
    const roll = dice(seed * 65_537 + course);
    let last: Steps = { says: 'is enrolled', state: first.state, from: null };
    let mood: Mood = 'badly';
    for (let step = 0; step < LONGEST_COURSE && !last.state.ended; step += 1) {
      if (roll() < MOOD_CHANGES) mood = pick(moods, roll) ?? mood;
      const act = next(rules, terrain, last.state, mood, step, roll);
      const stride = act && record(rules, last.state, act.facts);
      const moved = stride ?? letPass(rules, last.state, roll() > 5);
      found.moves += 1;
      if (!moved) break;
      const says = stride ? act.says : 'time passes, and nobody says anything';
      const reached: Steps = { says, state: moved.state, from: last };
      for (const fault of faultsOfStep(rules, last.state, moved, stride === null)) {
        const sentence = `${placeOf(last.state)}: ${fault}`;
        if (!faults.has(sentence)) faults.set(sentence, reached);
      }
      for (const { gate } of moved.state.tracks) if (gate) gates.add(gate.gate);
      last = reached;
    }
    const reason = last.state.ended?.reason;
    if (reason === undefined) found.unfinished += 1;
    else found.ends[reason] = (found.ends[reason] ?? 0) + 1;
  }
  found.gates = [...gates].sort();
  found.violations = [...faults].map(([fault, step]) => [fault, ...traceOf(step)].join('\n'));
  return found;
}

function next(
  rules: Rules,
  terrain: Terrain,
  state: EnrolmentState,
  mood: Mood,
  turn: number,
  roll: () => number,
): Act | null {
  if (isHeldUp(state) && roll() < SEEN_TO) return pick(possibleTurns(rules, state), roll) ?? null;
  if (roll() < BEFALLS) {
    const turns = possibleTurns(rules, state).filter(({ facts }) => facts.every(({ type }) => !LONG.has(type)));
    return pick(turns, roll) ?? null;
  }
  const answers = mood === 'silent' ? [] : possibleAnswers(rules, terrain, state, 6, turn);
  const last = answers.length - 1 - answers.filter(({ raises }) => raises.length > 0).length;
  if (mood === 'well' && answers.length > 0) return answers[0] ?? null;
  if (mood === 'badly' && answers.length > 0) return answers[Math.max(1, last)] ?? answers[0] ?? null;
  if (answers.length > 0) return pick(answers, roll) ?? null;
  return roll() < SEEN_TO ? (pick([...possibleDeeds(rules, state), ...completions(state)], roll) ?? null) : null;
}

function pick<T>(among: readonly T[], roll: () => number): T | undefined {
  return among[Math.floor((roll() * among.length) / 100)];
}
