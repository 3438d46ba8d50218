import { digest } from '../digest';
import { nextDue } from '../due';
import type { SignalClass } from '../instrument/types';
import { lastsAsLongAsTheEnrolment } from '../pathway/parts';
import type { Track } from '../pathway/types';
import { refusal } from '../refusal';
import type { Rules } from '../rules';
import { seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../state';
import { MINUTE } from '../time';
import { abstractKey } from './abstract';
import type { Fact, FactOf } from './course';
import { ladderFaults } from './ladder-walk';
import { possibleAnswers, possibleFacts } from './moves';

export type Exploration = {
  /** States that were seen, and of these how many lie at the bound and were not looked beyond. */
  states: number;
  beyondBound: number;
  moves: number;
  /** How courses ended, by reason. */
  ends: Record<string, number>;
  violations: string[];
};

type Node = {
  state: EnrolmentState;
  next: string[];
  silent: string | null;
  expanded: boolean;
  goal: boolean;
  calls: boolean;
};

/**
 * Walks every answer and every silence at the decision points of one track, folding states that go on alike. The tracks
 * of a pathway are walked one by one, each from its own beginning: they share what was answered and nothing that moves them.
 */
export function explore(
  rules: Rules,
  track: Track,
  start: FactOf<'enrolment.started'>,
  mostStates: number,
): Exploration {
  const own: Rules = { ...rules, pathway: { ...rules.pathway, tracks: [{ ...track, beginsWith: undefined }] } };
  const nodes = new Map<string, Node>();
  const violations = new Set<string>();
  const raised = new Set<SignalClass>();
  let moves = 0;

  const enter = (state: EnrolmentState): string => {
    const key = abstractKey(state);
    if (!nodes.has(key)) nodes.set(key, nodeOf(own, state));
    return key;
  };
  const step = (state: EnrolmentState | null, fact: Fact | null, now: number, prompted: boolean): string => {
    moves += 1;
    const before = state ?? undefined;
    const observed = (before?.checkIns ?? []).map(({ key, opensAt }) => {
      return { checkIn: key, promptAcceptedAt: prompted ? opensAt + MINUTE : null, scores: [], anyAnswer: false };
    });
    const result = digest(own, state, fact ? [eventOf(fact, (before?.lastSeq ?? 0) + 1)] : [], { now, observed });
    for (const effect of result.effects) if (effect.type === 'raise-escalation') raised.add(effect.class);
    if (!fact && result.state.ended)
      violations.add(`${placeOf(result.state)}: time alone ended it (${result.state.ended.reason})`);
    return enter(result.state);
  };

  step(null, start, start.at, true);
  // A map grows while it is walked, so each newly seen state is walked too, until the bound.
  for (const node of nodes.values()) {
    if (node.goal && node.state.ended) continue;
    if (nodes.size > mostStates) break;
    node.expanded = true;
    for (const fact of [...possibleFacts(own, node.state), ...possibleAnswers(own, node.state)]) {
      if (refusal(own, node.state, eventOf(fact, node.state.lastSeq + 1)) === null)
        node.next.push(step(node.state, fact, fact.at, true));
    }
    const due = nextDue({
      rules: own,
      state: node.state,
      entries: [],
      effects: [],
      observed: [],
      usedObservations: [],
    });
    if (!due) {
      if (!node.calls) violations.add(`${placeOf(node.state)}: nothing will ever happen, and nobody was asked`);
      continue;
    }
    node.silent = step(node.state, null, due.at, true);
    node.next.push(node.silent, step(node.state, null, due.at, false));
  }
  for (const fault of [...ladderFaults(own.clinic, [...raised]), ...traps(nodes), ...endlessSilences(nodes)])
    violations.add(fault);
  return summary(nodes, moves, [...violations]);
}

function nodeOf(rules: Rules, state: EnrolmentState): Node {
  const companion = seatsOf(rules, state).every(({ stage }) => lastsAsLongAsTheEnrolment(stage));
  const asked = state.tasks.length > 0 || state.tracks.some(({ gate }) => gate !== null);
  return { state, next: [], silent: null, expanded: false, goal: state.ended !== null || companion, calls: asked };
}

/** States from which no way leads to an end (nor to the bound of what was looked at). */
function traps(nodes: Map<string, Node>): string[] {
  const before = new Map<string, string[]>();
  for (const [key, { next }] of nodes) for (const to of next) before.set(to, [...(before.get(to) ?? []), key]);
  const free = new Set([...nodes].filter(([, node]) => node.goal || !node.expanded).map(([key]) => key));
  for (const key of free) for (const from of before.get(key) ?? []) free.add(from);
  return [...nodes]
    .filter(([key]) => !free.has(key))
    .map(([, { state }]) => `${placeOf(state)}: no way leads to an end`);
}

/** Whoever says nothing for ever must at some time be somebody's task or question. */
function endlessSilences(nodes: Map<string, Node>): string[] {
  const faults = new Set<string>();
  const answered = new Set<Node>();
  for (const first of nodes.values()) {
    const walked = new Set<Node>();
    let node: Node | undefined = first;
    while (node && !walked.has(node) && !answered.has(node) && !isAnswered(node)) {
      walked.add(node);
      node = node.silent === null ? undefined : nodes.get(node.silent);
    }
    if (node && walked.has(node)) faults.add(`${placeOf(node.state)}: silence goes on for ever, and nobody is asked`);
    else walked.forEach((each) => answered.add(each));
  }
  return [...faults];
}

const isAnswered = (node: Node): boolean => node.calls || node.goal || !node.expanded;

function placeOf({ tracks }: EnrolmentState): string {
  return tracks.map(({ track, stage, gate }) => `${track}/${stage}${gate ? ` at ${gate.gate}` : ''}`).join(', ');
}

function eventOf(fact: Fact, seq: number) {
  const { type, data, at } = fact;
  const event = { id: `event-${String(seq)}`, seq, type, data, occurredAt: at, recordedAt: at, observed: [] };
  // The pair of type and data is kept together by Fact; a spread of the union loses it.
  return event as unknown as Parameters<typeof refusal>[2];
}

function summary(nodes: Map<string, Node>, moves: number, violations: string[]): Exploration {
  const ends: Record<string, number> = {};
  let beyondBound = 0;
  for (const { state, expanded } of nodes.values()) {
    if (state.ended) ends[state.ended.reason] = (ends[state.ended.reason] ?? 0) + 1;
    else if (!expanded) beyondBound += 1;
  }
  return { states: nodes.size, beyondBound, moves, ends, violations };
}
