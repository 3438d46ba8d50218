import { z } from 'zod';
import { clinical, personOf } from '../words/authority';
import type { Group } from './fact';
import { asking, counted, dataOf, reason, word } from './fields';
import { read } from '../telling/entry-words';
import { cancelOpenCheckIns } from '../promises/ending';
import { languagesOf } from '../pathway/languages';
import { lookAtReach } from '../check-ins/reach';
import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { closeGate } from '../promises/gates';
import { gateOf, ruleName, stageOf } from '../pathway/lookup';
import { carry } from '../migration/carry';
import { fatesIn, type TrackFate } from '../migration/fates';
import { enterStage } from '../stages/moves';
import { adoptConservative } from '../stages/surgical-review/conservative';
import { adoptRelief } from '../stages/procedure/relief';
import { passOver } from '../check-ins/occurrences';
import { type Rules, underVersion } from '../step/rules';
import { endOfStaffedDay } from '../calendar/staffed-hours';
import type { EnrolmentState, TrackState } from '../words/state';
import { openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';
import { inputsOf, type Input } from '../words/history';
import { stopAsking } from '../check-ins/left-behind';

const byTrack = (what: string) =>
  z
    .record(word('a track'), word(what), { error: asking(`${what} by track`) })
    .refine((map) => Object.keys(map).length <= 20, 'Name at most 20 tracks.')
    .optional();

/** To which version, and what a person has to say about it track by track. */
export const migrationWish = {
  toVersion: counted('the number of the version to move to'),
  stageMap: byTrack('the stage to go on in'),
  classMap: byTrack('the class the running trial counts as'),
};

export const migrationFacts = {
  'pathway.migrated': {
    who: personOf(clinical),
    data: () =>
      dataOf({
        ...migrationWish,
        reason: reason(),
        preview: z
          .string({ error: asking('the hash of the migration-preview that was looked at') })
          .regex(/^[0-9a-f]{64}$/, 'Give the hash of the migration-preview that was looked at.'),
      }),
    example: { toVersion: 2, reason: 'x', preview: '0'.repeat(64) },
    afterTheEnd: false,
    refuse: refuseMigration,
    take: takeMigration,
    kept: 'A move to another version cannot be retracted: move the enrolment to the version that is right.',
    told: (entry) =>
      `The enrolment moved from version ${read(entry, 'from version')} of the pathway to version ${read(entry, 'to version')}.`,
  },
} satisfies Group;

type Migrated = EventOf<'pathway.migrated'>;

/** Whether another version can take over: nothing is guessed where the two files do not meet. */
function refuseMigration(rules: Rules, state: EnrolmentState, { data }: Migrated): Refusal | null {
  const { toVersion } = data;
  const version = String(toVersion);
  if (rules.pathway.version === toVersion)
    return refused('already-there', `The enrolment is on version ${version} already.`);
  const after = underVersion(rules, toVersion);
  if (!after) return refused('no-such-version', `There is no version ${version} of this pathway.`);
  if (after.pathway.state === 'recalled') {
    return refused('recalled', `Version ${version} was recalled: choose another one.`);
  }
  const fates = fatesIn(after, state, data);
  const named = [...Object.keys(data.stageMap ?? {}), ...Object.keys(data.classMap ?? {})];
  const stray = named.find((track) => !fates.some((each) => each.track === track && each.from !== null));
  if (stray !== undefined) return refused('no-such-track', `No track "${stray}" of this enrolment goes on.`);
  for (const { track, fate } of fates) {
    if (fate.does !== 'unclear') continue;
    return refused('choice-needed', `Track "${track}": ${fate.why} Choose one of ${fate.choose.join(', ')}.`);
  }
  return null;
}

/**
 * The other version decides from here on. Baselines, histories, scores and running promises stay; what the new file does
 * not know any more is taken back; what it asks for on days that are past is not asked.
 */
function takeMigration(work: Work, event: Migrated, at: Instant): void {
  const { state, rules: before } = work;
  const after = underVersion(before, event.data.toVersion);
  if (!after) return;
  const fates = fatesIn(after, state, event.data);
  const rule = eventRule(event.type);
  const inputs = inputsOf({ 'from version': before.pathway.version, 'to version': after.pathway.version });
  note(work, { at, what: 'pathway.migrated', rule, inputs });
  work.rules = after;
  // Who began before it was kept: otherwise a patient of sixteen would be asked what only adults are.
  if (event.data.ofAge !== undefined) state.ofAge ??= event.data.ofAge;
  takeBackUnknown(work, at, rule);
  for (const { track: id, fate } of fates) {
    const track = state.tracks.find((each) => each.track === id);
    if (track && fate.does === 'ends') endTrack(work, track, at, rule);
    if (track && fate.does === 'goes-on') goOn(work, before, track, fate.stage, event, at);
  }
  beginAnew(work, fates, at, inputs);
  adoptRelief(after, state, at);
  adoptConservative(work, at);
  const order = after.pathway.tracks.map(({ id }) => id);
  state.tracks.sort((one, other) => order.indexOf(one.track) - order.indexOf(other.track));
  passOver(after, state, at);
  if (languagesOf(before.pathway).join() !== languagesOf(after.pathway).join()) lookAtReach(work, at, rule);
}

/**
 * Stages that begin now. Their tracks are taken out first: they stand in stages that the new file may not hold, and
 * entering one stage looks at where the other tracks stand. What the former stages asked goes when all stand again.
 */
function beginAnew(work: Work, fates: readonly TrackFate[], at: Instant, inputs: Input[]): void {
  const { state, rules } = work;
  const begins = fates.flatMap(({ track, fate }) => {
    if (fate.does !== 'begins') return [];
    const left = state.tracks.find((each) => each.track === track);
    return [{ track, stage: fate.stage, left, rule: ruleName(rules, track, fate.stage) }];
  });
  for (const { left } of begins) if (left) closeGate(work, left, 'withdrawn', at, eventRule('pathway.migrated'));
  state.tracks = state.tracks.filter((track) => !begins.some(({ left }) => left === track));
  for (const { track, stage, rule } of begins) enterStage(work, track, stage, at, { rule, inputs });
  for (const { left, rule } of begins) if (left) stopAsking(work, left, at, rule);
}

/** Check-ins whose questions the new file does not hold. Whoever was to be rung about one is rung all the same. */
function takeBackUnknown(work: Work, at: Instant, rule: string): void {
  const { state, rules } = work;
  const known = new Set(rules.pathway.checkIns.map(({ id }) => id));
  const gone = state.checkIns.filter(({ checkIn }) => !known.has(checkIn));
  const unsettled = gone.find(({ answered, callAt }) => !answered && callAt != null)?.key;
  cancelOpenCheckIns(work, gone, at, rule);
  state.checkIns = state.checkIns.filter(({ checkIn }) => known.has(checkIn));
  const putOff = (state.deferred ?? []).find(({ checkIn }) => !known.has(checkIn))?.from;
  if (putOff !== undefined) state.deferred = state.deferred?.filter(({ checkIn }) => known.has(checkIn));
  const about = unsettled ?? putOff;
  if (about !== undefined)
    openTask(work, { task: 'safety-call', about, at, rule, dueAt: endOfStaffedDay(rules.clinic, at) });
}

function endTrack(work: Work, track: TrackState, at: Instant, rule: string): void {
  closeGate(work, track, 'withdrawn', at, rule);
  note(work, { at, what: 'track.ended', rule, track });
  work.state.tracks = work.state.tracks.filter((each) => each !== track);
}

function goOn(
  work: Work,
  before: Rules,
  track: TrackState,
  stage: string,
  { data, type }: Migrated,
  at: Instant,
): void {
  const { state } = work;
  const from = stageOf(before, track);
  const to = stageOf(work.rules, { track: track.track, stage });
  if (track.gate && !gateOf(to, track.gate.gate)) closeGate(work, track, 'withdrawn', at, eventRule(type));
  const countsAs = data.classMap?.[track.track];
  if (countsAs !== undefined && track.own.kind === 'medication-trial' && track.own.trial) {
    track.own.trial.class = countsAs;
  }
  for (const session of state.history.sessions) {
    if (session.stage === track.stage && session.bookedAt >= track.since) session.stage = stage;
  }
  track.stage = stage;
  const moved = carry(state, track, [from, to], at);
  if (!moved) return;
  const inputs = inputsOf({ from: moved.from, to: moved.to });
  note(work, { at, what: 'evaluation.moved', rule: ruleName(work.rules, track.track, stage), track, inputs });
}
