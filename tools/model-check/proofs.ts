import { relapseGates } from '../../src/domain/pathway/checks/loops';
import type { EnrolmentState, TrackState } from '../../src/domain/words/state';
import { completions, possibleDeeds, resolutions, type Act } from './acts';
import { possibleAnswers } from './answer-regions';
import { abstractKey, standingOf } from './abstract';
import type { Node, Search } from './search';
import { isAtRest, isSomebodysTurn } from './faults';
import { FAR, waysOut } from './ways-out';
import { letPass, record } from './walking';
import { placeOf } from './trace';

type Faults = [string, Node][];

/** So many steps of a willing clinic are tried from a state before it is called a trap. */
const MOST_STEPS = 1000;
/** So many silent steps: two years of weekly check-ins. */
const MOST_SILENT = 250;

/**
 * Standings from which no human decision leads to an end. What leads to one that is free is free; from every other one a
 * clinic that wants to finish and a patient who answers are played, until they come to an end or to one known to be free.
 */
export function traps(search: Search, plays = Infinity): Faults {
  const { nodes } = search;
  const before = new Map<string, Set<string>>();
  for (const { standing, next } of nodes.values())
    for (const to of next) {
      const after = nodes.get(to)?.standing ?? '';
      before.set(after, (before.get(after) ?? new Set()).add(standing));
    }
  const free = new Set<string>();
  const release = (standings: Iterable<string>): void => {
    const fresh = [...standings].filter((each) => !free.has(each));
    for (const each of fresh) {
      free.add(each);
      for (const from of before.get(each) ?? []) if (!free.has(from)) fresh.push(from);
    }
  };
  release(
    [...nodes.values()].filter(({ atRest, state }) => atRest && !isCutShort(state)).map(({ standing }) => standing),
  );
  const faults = new Map<string, Node>();
  const towardsEnd = waysOut(search.rules.pathway);
  let played = 0;
  // What lies furthest ahead comes first: then what lies before it soon meets what is known to be free.
  for (const node of [...nodes.values()].sort((one, other) => other.state.now - one.state.now)) {
    if (isCutShort(node.state) || free.has(node.standing) || faults.has(placeOf(node.state))) continue;
    if ((played += 1) > plays) break;
    const passed = playedToTheEnd(search, node, free, towardsEnd);
    if (passed) release([node.standing, ...passed]);
    else faults.set(placeOf(node.state), node);
  }
  search.free = [...nodes.values()].filter(({ standing, state }) => isCutShort(state) || free.has(standing)).length;
  return [...faults].map(([place, node]) => [`${place}: no way leads to an end`, node]);
}

/** Withdrawal, death and a transfer end any course: they are no way that the pathway shows. */
function isCutShort({ ended }: EnrolmentState): boolean {
  return ended !== null && (ended.reason === 'withdrawn' || ended.reason === 'died' || ended.reason === 'transferred');
}

/** The standings passed on the way to an end, or null where none was found. */
function playedToTheEnd(
  search: Search,
  { state: from }: Node,
  free: ReadonlySet<string>,
  towardsEnd: (act: Act) => number,
): Set<string> | null {
  const { rules, terrain } = search;
  const passed = new Set<string>();
  const met = new Set([abstractKey(terrain, from)]);
  let state = from;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (isAtRest(rules, state) || free.has(standingOf(state))) return passed;
    passed.add(standingOf(state));
    const next = willingStep(search, state, met, towardsEnd) ?? letPass(rules, state, true)?.state;
    search.moves += 1;
    if (!next) return null;
    state = next;
    met.add(abstractKey(terrain, state));
  }
  return null;
}

/** What a willing clinic and patient do next, if anything is new: settle, answer, record, decide towards an end, do tasks. */
function willingStep(
  { rules, terrain }: Search,
  state: EnrolmentState,
  met: ReadonlySet<string>,
  towardsEnd: (act: Act) => number,
): EnrolmentState | null {
  const willing = [
    ...state.holds.flatMap((hold) => resolutions(hold, state.now + 1)).slice(0, 1),
    ...possibleAnswers(rules, terrain, state, 1, 0).slice(0, 1),
    ...possibleDeeds(rules, state)
      .filter((act) => towardsEnd(act) < FAR)
      .sort((one, other) => towardsEnd(one) - towardsEnd(other)),
    ...completions(state),
  ];
  for (const act of willing) {
    const stride = record(rules, state, act.facts);
    if (stride && !met.has(abstractKey(terrain, stride.state))) return stride.state;
  }
  return null;
}

/** Whoever says nothing for ever must at some time be somebody's task or question. */
export function silences({ rules, terrain, nodes }: Search): Faults {
  const heard = new Set<string>();
  const faults = new Map<string, Node>();
  for (const [key, node] of nodes) {
    const walked = [key];
    let state = node.state;
    let silent = node.silent;
    for (let step = 0; ; step += 1) {
      const here = walked.at(-1) ?? key;
      if (heard.has(here) || isSomebodysTurn(state) || isAtRest(rules, state)) {
        for (const each of walked) heard.add(each);
        break;
      }
      const known = silent === null ? undefined : nodes.get(silent);
      const next = known?.state ?? letPass(rules, state, true)?.state;
      if (!next || step > MOST_SILENT) {
        faults.set(`${placeOf(state)}: silence goes on for ever, and nobody is asked`, node);
        // Told once: what lies on this walk need not be walked again.
        for (const each of walked) heard.add(each);
        break;
      }
      state = next;
      silent = known?.silent ?? null;
      walked.push(known?.key ?? abstractKey(terrain, state));
    }
  }
  return [...faults];
}

/** A course that came round to the same stage by decisions alone, without a relapse on the way, can go round for ever. */
export function loops({ rules, nodes }: Search): Faults {
  const relapses = relapseGates(rules.pathway);
  const faults = new Map<string, Node>();
  for (const node of nodes.values()) {
    for (const { id } of rules.pathway.tracks) {
      const here = cameRound(node, id, relapses);
      if (here !== null && !faults.has(here)) faults.set(here, node);
    }
  }
  return [...faults].map(([here, node]) => [`${here}: leads round to itself, as often as one likes`, node]);
}

/** The stage that has just begun a second time, or null; looked at only there: every later state has it behind it. */
function cameRound(last: Node, id: string, relapses: ReadonlySet<string>): string | null {
  const now = trackIn(last, id);
  if (!now || trackIn(last.from, id)?.since === now.since) return null;
  for (let node: Node | null = last; node; node = node.from) {
    const then = trackIn(node, id);
    if (!then) return null;
    if (then.stage === now.stage && then.since !== now.since) return `${id}/${now.stage}`;
    const [gate = '', choice] = then.why.rule.split('/').slice(-2);
    if (choice === 'bypass' || gate === 'bypass' || relapses.has(gate)) return null;
  }
  return null;
}

const trackIn = (node: Node | null, id: string): TrackState | undefined =>
  node?.state.tracks.find(({ track }) => track === id);
