import type { Track } from '../../src/domain/pathway/types';
import type { Rules } from '../../src/domain/step/rules';
import { kindOf, seatsOf } from '../../src/domain/stages/registry';
import type { EnrolmentState } from '../../src/domain/words/state';
import { abstractKey, standingOf } from './abstract';
import { isHeldUp, possibleDeeds, possibleTurns, type Act } from './acts';
import { possibleAnswers } from './answer-regions';
import type { FactOf } from '../../src/domain/simulate/course';
import { faultsOfStep, isAtRest, isSomebodysTurn } from './faults';
import { Frontier, placesOf } from './frontier';
import { ladderFaults } from './ladder-walk';
import { loops, silences, traps } from './proofs';
import type { Node, Search } from './search';
import { terrainOf } from './terrain';
import { placeOf, traceOf } from './trace';
import { letPass, record, type Stride } from './walking';

export type Exploration = {
  /** States that differ in what may follow, and how many of them were looked beyond; of the others only the proofs hold. */
  states: number;
  expanded: number;
  /** States from which the walk itself or a willing clinic came to an end. */
  free: number;
  moves: number;
  /** How courses ended, by reason. */
  ends: Record<string, number>;
  /** Stages entered, and questions asked (`track/stage` and gate ids). */
  stages: string[];
  gates: string[];
  /** Sentences, each followed by the course that leads there. */
  violations: string[];
};

/** Steps of a stretch in which nothing changes: a year of check-ins. */
const LONGEST_STRETCH = 200;

/** `plays`: so many courses to an end are played for states that the walk itself did not lead there; all without it. */
export type Bounds = { moves: number; answersAtOnce: number; plays?: number };

/** The tracks that begin by a fact begin with the enrolment when they are walked alone. */
export function alone(rules: Rules, track: Track): Rules {
  return { ...rules, pathway: { ...rules.pathway, tracks: [{ ...track, beginsWith: undefined }] } };
}

/**
 * The model check: walks from decision point to decision point, by every region of every answer, every silence with and
 * without an accepted prompt, every decision and record, and whatever may befall anybody; states that go on alike are
 * folded. Where it is rarest it looks next, until so many moves are made. Then it proves of every state it has seen, also
 * of those it did not look beyond, that an end can be reached and that silence becomes somebody's task.
 */
export function explore(rules: Rules, start: FactOf<'enrolment.started'>, bounds: Bounds): Exploration {
  const search: Search = {
    rules,
    terrain: terrainOf(rules),
    nodes: new Map(),
    frontier: new Frontier(),
    faults: new Map(),
    raised: new Map(),
    moves: 0,
    free: 0,
  };
  const first = record(rules, null, [start]);
  if (first) arrive(search, null, 'is enrolled', first, false);
  for (let turn = 0; search.moves < bounds.moves; turn += 1) {
    const node = search.frontier.next(turn);
    if (!node) break;
    expand(search, node, bounds, turn);
  }
  const faults = new Map([...search.faults, ...loops(search), ...silences(search), ...traps(search, bounds.plays)]);
  return summary(search, [...ladders(search), ...[...faults].map(([fault, node]) => told(fault, node))]);
}

function expand(search: Search, node: Node, { answersAtOnce }: Bounds, turn: number): void {
  const { rules, terrain } = search;
  node.expanded = true;
  const isNew = search.frontier.isNewPlace(node);
  const turns = isNew || isHeldUp(node.state) ? possibleTurns(rules, node.state) : [];
  const acts = [
    ...possibleAnswers(rules, terrain, node.state, answersAtOnce, turn),
    ...possibleDeeds(rules, node.state),
    ...turns,
  ];
  for (const act of acts) follow(search, node, act);
  const due = letPass(rules, node.state, true);
  search.moves += 1;
  if (!due) {
    if (!node.atRest && !isSomebodysTurn(node.state))
      blame(search, 'nothing will ever happen, and nobody was asked', node);
    return;
  }
  const silent = arrive(search, node, 'time passes, and nobody says anything', due, true);
  node.silent = silent.key;
  const unprompted = node.state.checkIns.some(({ answered }) => !answered) && letPass(rules, node.state, false);
  if (unprompted) arrive(search, node, 'time passes, and no prompt could be sent', unprompted, true);
  if (isNew) for (const habit of habits) endure(search, node, habit);
}

/** What somebody does who does the same each time. */
const habits = ['silent', 'well', 'badly'] as const;

/** The same until somebody is asked or something else comes of it: so the long stretches between decisions are crossed. */
function endure(search: Search, first: Node, habit: (typeof habits)[number]): void {
  const here = first.places.join(' ');
  let node = first;
  for (let step = 0; step < LONGEST_STRETCH; step += 1) {
    if (node.atRest || node.places.join(' ') !== here || !isUnderWay(search.rules, node.state)) return;
    const answers = habit === 'silent' ? [] : possibleAnswers(search.rules, search.terrain, node.state, 2, 0);
    const act = habit === 'well' ? answers[0] : answers[1];
    const stride = act ? record(search.rules, node.state, act.facts) : letPass(search.rules, node.state, true);
    search.moves += 1;
    if (!stride) return;
    node = arrive(search, node, act?.says ?? 'time passes, and nobody says anything', stride, !act);
  }
}

/** Something is still to come by itself in a stage; where only a person can move on, nothing is endured. */
function isUnderWay(rules: Rules, state: EnrolmentState): boolean {
  return seatsOf(rules, state).some((seat) => seat.track.gate === null && kindOf(seat.stage.kind).due(seat) !== null);
}

function follow(search: Search, node: Node, act: Act): void {
  const stride = record(search.rules, node.state, act.facts);
  search.moves += 1;
  if (!stride) return;
  const reached = arrive(search, node, act.says, stride, false);
  for (const signal of act.raises) if (!search.raised.has(signal)) search.raised.set(signal, reached);
}

/** Folds the state into one that is known, or keeps it to be looked at. */
export function arrive(search: Search, from: Node | null, says: string, stride: Stride, byTime: boolean): Node {
  const { rules, terrain, nodes } = search;
  const { state } = stride;
  const key = abstractKey(terrain, state);
  from?.next.push(key);
  const standing = standingOf(state);
  const atRest = isAtRest(rules, state);
  const fresh: Node = {
    key,
    standing,
    places: placesOf(state),
    says,
    state,
    from,
    next: [],
    silent: null,
    expanded: false,
    atRest,
  };
  for (const fault of faultsOfStep(rules, from?.state ?? null, stride, byTime)) blame(search, fault, fresh);
  for (const effect of stride.effects)
    if (effect.type === 'raise-escalation' && !search.raised.has(effect.class)) search.raised.set(effect.class, fresh);
  const known = nodes.get(key);
  if (known) return known;
  nodes.set(key, fresh);
  if (!state.ended) search.frontier.add(fresh);
  return fresh;
}

function blame(search: Search, fault: string, node: Node): void {
  const sentence = `${placeOf(node.from?.state ?? node.state)}: ${fault}`;
  if (!search.faults.has(sentence)) search.faults.set(sentence, node);
}

function ladders({ rules, raised }: Search): string[] {
  return [...raised].flatMap(([signal, node]) =>
    ladderFaults(rules.clinic, [signal]).map((fault) => told(fault, node)),
  );
}

function told(fault: string, node: Node): string {
  return [fault, ...traceOf(node)].join('\n');
}

function summary({ nodes, moves, free }: Search, violations: string[]): Exploration {
  const states = [...nodes.values()].map(({ state }) => state);
  const ends: Record<string, number> = {};
  for (const { ended } of states) if (ended) ends[ended.reason] = (ends[ended.reason] ?? 0) + 1;
  return {
    states: nodes.size,
    expanded: [...nodes.values()].filter(({ expanded }) => expanded).length,
    free,
    moves,
    ends,
    stages: [...new Set(states.flatMap(stagesIn))].sort(),
    gates: [...new Set(states.flatMap(({ tracks }) => tracks.flatMap(({ gate }) => gate?.gate ?? [])))].sort(),
    violations,
  };
}

const stagesIn = ({ tracks }: EnrolmentState): string[] => tracks.map(({ track, stage }) => `${track}/${stage}`);
