import { DomainError } from '../words/error';
import type { ScoreRule } from '../instrument/types';
import type { Pathway, Track } from './types';
import type { Stage } from '../stages/types';
import type { GateVerdictKind } from '../words/choices';
import type { Rules } from '../step/rules';
import type { TrackState } from '../words/state';
import type { GateDefinition, GateWhen, CheckInDefinition, CheckInUse, Destination } from './language';
import type { Path } from './places';

// Finds the parts of the rules by name. A missing one is a broken pathway file, which the catalogue refuses: hence a throw.

/** A check-in that a stage asks. Its series goes on when the track comes to another stage that asks it, too. */
export type Series = { series: string; use: CheckInUse; checkIn: CheckInDefinition };

type Stages = { track: Track; stages: Map<string, Stage>; series: Map<string, Series[]> };
type Index = { tracks: Map<string, Stages>; checkIns: Map<string, CheckInDefinition> };

// Definitions never change, so finding something in one is prepared once; what is forgotten with it needs no limit.
const indexes = new WeakMap<Pathway, Index>();
const scoreRules = new WeakMap<Rules['instruments'], Map<string, ScoreRule>>();

function indexOf({ pathway }: Rules): Index {
  const known = indexes.get(pathway);
  if (known) return known;
  const tracks = pathway.tracks.map((track) => {
    return { id: track.id, track, stages: byId(track.stages), series: new Map<string, Series[]>() };
  });
  const index = { tracks: byId(tracks), checkIns: byId(pathway.checkIns) };
  indexes.set(pathway, index);
  return index;
}

/** Of several with one id, which the catalogue refuses, the first. */
function byId<T extends { id: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.toReversed().map((one) => [one.id, one]));
}

export function trackOf(rules: Rules, id: string): Track {
  return found(rules, 'track', id, indexOf(rules).tracks).track;
}

export function stageOf(rules: Rules, at: Pick<TrackState, 'track' | 'stage'>): Stage {
  return found(rules, 'stage', at.stage, found(rules, 'track', at.track, indexOf(rules).tracks).stages);
}

export function checkInOf(rules: Rules, id: string): CheckInDefinition {
  return found(rules, 'check-in', id, indexOf(rules).checkIns);
}

/** What the stage of a track asks, in the order of the file. */
export function seriesOf(rules: Rules, at: Pick<TrackState, 'track' | 'stage'>): Series[] {
  const { series } = found(rules, 'track', at.track, indexOf(rules).tracks);
  const known = series.get(at.stage);
  if (known) return known;
  const made = stageOf(rules, at).checkIns.map((use) => {
    return { series: `${at.track}/${use.checkIn}`, use, checkIn: checkInOf(rules, use.checkIn) };
  });
  series.set(at.stage, made);
  return made;
}

export function scoreRuleOf(rules: Rules, score: string): ScoreRule {
  let known = scoreRules.get(rules.instruments);
  if (!known) {
    const all = Object.values(rules.instruments).flatMap((instrument) => instrument.scores);
    known = new Map(all.toReversed().map((rule) => [rule.score, rule]));
    scoreRules.set(rules.instruments, known);
  }
  const rule = known.get(score);
  if (!rule) throw missing(rules, 'score', score);
  return rule;
}

/** What a patient's course is seen by at a glance: the first score that the pathway's own check-ins ask for; null where none do. */
export function mainScoreOf({ checkIns }: Pathway, instruments: Rules['instruments']): string | null {
  const asked = checkIns.flatMap(({ ask }) => ask).flatMap((form) => instruments[form]?.scores ?? []);
  return asked[0]?.score ?? null;
}

/** `post-laminectomy-syndrome/v1#care/diagnosis/deadline`: a rule with the version that holds it. */
export function ruleName(rules: Rules, ...path: string[]): string {
  return `${rules.pathway.id}/v${String(rules.pathway.version)}#${path.join('/')}`;
}

function found<T>(rules: Rules, what: string, id: string, among: ReadonlyMap<string, T>): T {
  const one = among.get(id);
  if (one === undefined) throw missing(rules, what, id);
  return one;
}

function missing(rules: Rules, what: string, id: string): DomainError {
  const { id: pathway, version } = rules.pathway;
  return new DomainError('configuration', `Pathway ${pathway} v${String(version)} has no ${what} "${id}".`, {
    pathway,
    version,
  });
}

/** What a stage may ask a clinician: the usual question, and others by what was found. Some kinds ask none. */
export type Questions = { id: string; gate?: GateDefinition; gateWhen?: GateWhen; dropOut?: GateDefinition };

/** The questions a stage may put, the usual one first. */
export function gatesOf({ gate, gateWhen = {}, dropOut }: Questions): GateDefinition[] {
  return [...(gate ? [gate] : []), ...Object.values(gateWhen), ...(dropOut ? [dropOut] : [])];
}

export function gateOf(stage: Questions, id: string): GateDefinition | undefined {
  return gatesOf(stage).find((gate) => gate.id === id);
}

/** An answer to a question: yes, no, or one of its own by the name of the file. `path`: where the file says it leads. */
export type GateChoice = { choice: string; says: string; to: Destination; path: Path };

export function choicesOf({ approve, decline, options = [] }: GateDefinition): GateChoice[] {
  return [
    { choice: 'approve', says: 'yes', to: approve, path: ['approve'] },
    { choice: 'decline', says: 'no', to: decline, path: ['decline'] },
    ...options.map(({ id, says, to }, index) => ({ choice: id, says, to, path: ['options', index, 'to'] })),
  ];
}

export const choiceOf = (gate: GateDefinition, choice: string): GateChoice | undefined =>
  choicesOf(gate).find((each) => each.choice === choice);

/** The question that is put when a rule found this. */
export function gateFor(stage: Omit<Questions, 'id'>, verdict: GateVerdictKind): GateDefinition | undefined {
  return stage.gateWhen?.[verdict] ?? stage.gate;
}
