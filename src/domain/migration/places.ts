import { evaluationOf, kindOf } from '../stages/registry';
import type { Migration } from '../words/choices';
import { gateOf } from '../pathway/lookup';
import type { Pathway, Track } from '../pathway/types';
import type { Predicate } from '../rules/predicates';
import type { Stage } from '../stages/types';
import type { Rules } from '../step/rules';
import type { EnrolmentState, TrackState } from '../words/state';
import { predicateText } from '../telling/rules';

/** What becomes of a track when another version of the pathway decides. */
export type Fate =
  /** In the same stage, or in one of the same kind that somebody named: with all that it knows. */
  | { does: 'goes-on'; stage: string }
  /** In a stage that begins now. */
  | { does: 'begins'; stage: string }
  | { does: 'ends' }
  /** A person has to choose first. */
  | { does: 'unclear'; why: string; choose: string[] };

export type Place = { track: string; from: string | null; fate: Fate };

/** Where each track would stand, in the order of the new file; tracks that it does not have come last. */
export function placesIn(after: Rules, state: EnrolmentState, migration: Migration): Place[] {
  const running = new Map(state.tracks.map((track) => [track.track, track]));
  const kept = after.pathway.tracks.flatMap((track): Place[] => {
    const from = running.get(track.id);
    if (from) return [{ track: track.id, from: from.stage, fate: fateOf(after, from, track, migration) }];
    if (!beginsNow(track, state)) return [];
    return [{ track: track.id, from: null, fate: { does: 'begins', stage: track.first } }];
  });
  const known = new Set(after.pathway.tracks.map(({ id }) => id));
  const gone = state.tracks
    .filter(({ track }) => !known.has(track))
    .map(({ track, stage }): Place => ({ track, from: stage, fate: { does: 'ends' } }));
  return [...kept, ...gone];
}

/** A track that waits for a fact begins now where that fact was recorded already. */
function beginsNow({ beginsWith }: Track, { history }: EnrolmentState): boolean {
  return beginsWith === undefined || history.recorded.includes(beginsWith);
}

function fateOf(after: Rules, from: TrackState, { id, stages }: Track, { stageMap, classMap }: Migration): Fate {
  const wanted = stageMap?.[id];
  const stage = stages.find((each) => each.id === (wanted ?? from.stage));
  const choose = stages.map((each) => each.id);
  if (!stage) {
    return { does: 'unclear', why: `There is no stage "${wanted ?? from.stage}" in this track any more.`, choose };
  }
  if (wanted === undefined && stage.kind !== from.own.kind) {
    return { does: 'unclear', why: `The stage "${stage.id}" is of another kind now (${stage.kind}).`, choose };
  }
  if (stage.optional && !(after.clinic.optionalStages?.[stage.id] ?? stage.optional.offered)) {
    return { does: 'unclear', why: `The stage "${stage.id}" is not offered by this clinic.`, choose };
  }
  if (stage.kind !== from.own.kind) return { does: 'begins', stage: stage.id };
  const classes = kindOf(stage.kind).strangeTo?.(stage, from.own, classMap?.[id]);
  if (classes) {
    const why = 'The class of the running trial has no rule here: name in classMap the class it counts as.';
    return { does: 'unclear', why, choose: classes };
  }
  // A question that is gone is taken back. Where no other would follow by itself, the stage begins anew: no track is stranded.
  const lostQuestion = from.gate !== null && !gateOf(stage, from.gate.gate);
  if (lostQuestion && evaluationOf(from.own) === null) return { does: 'begins', stage: stage.id };
  return { does: 'goes-on', stage: stage.id };
}

/** One number or rule that the two versions have differently; null where one of them does not have it. */
export type NumberChange = { place: string; before: string | null; after: string | null };

type Named = Map<string, string>;

/** What differs between a stage and the one it would go on in: every number, and every rule as a sentence. */
export function changedNumbers(place: string, before: Stage, after: Stage): NumberChange[] {
  return changes(place, numbersOf(before), numbersOf(after));
}

/** The same for the check-ins of a pathway and its budget of messages. */
export function changedCheckIns(before: Pathway, after: Pathway): NumberChange[] {
  const common = ({ checkIns, burden }: Pathway): object => ({ checkIns, burden });
  const kept = new Set(after.checkIns.map(({ id }) => id));
  const both = { ...before, checkIns: before.checkIns.filter(({ id }) => kept.has(id)) };
  const inBoth = new Set(both.checkIns.map(({ id }) => id));
  const then = { ...after, checkIns: after.checkIns.filter(({ id }) => inBoth.has(id)) };
  return changes('', numbersOf(common(both)), numbersOf(common(then)));
}

function changes(place: string, before: Named, after: Named): NumberChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({
      place: place === '' ? name : `${place}/${name}`,
      before: before.get(name) ?? null,
      after: after.get(name) ?? null,
    }));
}

function numbersOf(part: object): Named {
  const found: Named = new Map();
  collect(part, [], found);
  return found;
}

function collect(value: unknown, at: string[], found: Named): void {
  if (typeof value === 'number' || typeof value === 'boolean') found.set(at.join('/'), String(value));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    // What a rule says is read as a whole: a number without its comparison would mean nothing.
    if (key === 'when') found.set(at.join('/'), predicateText(inner as Predicate));
    else collect(inner, [...at, Array.isArray(value) ? nameOf(inner, key) : key], found);
  }
}

/** Things of a list are told by their own name, so that another order is no difference. */
function nameOf(value: unknown, index: string): string {
  if (typeof value !== 'object' || value === null) return index;
  if ('id' in value && typeof value.id === 'string') return value.id;
  if ('class' in value && typeof value.class === 'string') return value.class;
  return 'checkIn' in value && typeof value.checkIn === 'string' ? `${value.checkIn}@${index}` : index;
}
