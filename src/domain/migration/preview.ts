import { endOf } from '../stages/registry';
import { digest } from '../step/digest';
import type { Effect, PlannedCheckIn } from '../words/effect';
import type { EventOf } from '../words/event';
import { stageOf } from '../pathway/lookup';
import { plan, PLAN_AHEAD } from '../check-ins/plan';
import { type Rules, underVersion } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';
import { type Fate, fatesIn, type TrackFate } from './fates';
import { changedCheckIns, changedNumbers, type NumberChange } from './differences';

export type TrackPreview = {
  track: string;
  from: { stage: string; title: string } | null;
  to: { stage: string; title: string } | null;
  does: Fate['does'];
  /** What a person has to choose first, and from what. */
  why: string | null;
  choose: string[];
  /** The day on which its rule is asked next, now and then: it stays unless the new file counts other days. */
  evaluation: { before: LocalDate; after: LocalDate } | null;
};

/** Something that would open or be closed at once. */
export type Change = { does: 'opens' | 'closes'; what: 'task' | 'question' | 'check-in' | 'escalation'; key: string };

/** A row of the plan that would come, go, or be another one; null where it is not there. */
export type PlannedChange<T> = { key: string; before: T | null; after: T | null };

export type PlannedQuestions = { opensAt: Instant; ask: string[] };

/** What would be different; nothing of it has happened. The last four are null as long as a choice is needed. */
export type MigrationPreview = {
  fromVersion: number;
  toVersion: number;
  tracks: TrackPreview[];
  changes: Change[] | null;
  /** Check-ins and messages of the next 28 days by key, only those that would come, go or move. */
  checkIns: PlannedChange<PlannedQuestions>[] | null;
  messages: PlannedChange<Instant>[] | null;
  numbers: NumberChange[] | null;
};

/** Plays the migration and throws the result away. `state` is the one up to now; `event` is not recorded. */
export function previewMigration(
  rules: Rules,
  state: EnrolmentState,
  event: EventOf<'pathway.migrated'>,
): MigrationPreview {
  const target = underVersion(rules, event.data.toVersion) ?? rules;
  const fates = fatesIn(target, state, event.data);
  const versions = { fromVersion: rules.pathway.version, toVersion: target.pathway.version };
  const isClear = fates.every(({ fate }) => fate.does !== 'unclear');
  if (!isClear) {
    const tracks = fates.map((each) => trackPreview(rules, target, each, state, null));
    return { ...versions, tracks, changes: null, checkIns: null, messages: null, numbers: null };
  }
  const until = { now: event.recordedAt, observed: event.observed };
  const before = digest(rules, state, [], until);
  const after = digest(rules, state, [event], until);
  const horizon = event.recordedAt + PLAN_AHEAD;
  const planned = [plan(before.rules, before.state, horizon), plan(after.rules, after.state, horizon)] as const;
  const byTime = new Set(before.effects.map((effect) => JSON.stringify(effect)));
  return {
    ...versions,
    tracks: fates.map((each) => trackPreview(rules, target, each, before.state, after.state)),
    changes: after.effects.filter((effect) => !byTime.has(JSON.stringify(effect))).flatMap(changeOf),
    checkIns: difference(...planned, ({ key, opensAt, ask }) => [[key, { opensAt, ask }]]),
    messages: difference(...planned, ({ messages }) => messages.map(({ key, dueAt }) => [key, dueAt])),
    numbers: [
      ...fates.flatMap(({ track, from, fate }) =>
        fate.does === 'goes-on' && from !== null
          ? changedNumbers(
              `${track}/${fate.stage}`,
              stageOf(rules, { track, stage: from }),
              stageOf(target, { track, stage: fate.stage }),
            )
          : [],
      ),
      ...changedCheckIns(rules.pathway, target.pathway),
    ],
  };
}

function trackPreview(
  rules: Rules,
  target: Rules,
  { track, from, fate }: TrackFate,
  before: EnrolmentState,
  after: EnrolmentState | null,
): TrackPreview {
  const named = (those: Rules, stage: string) => ({ stage, title: stageOf(those, { track, stage }).title });
  const days = [evaluationOf(rules, before, track), after && evaluationOf(target, after, track)] as const;
  return {
    track,
    from: from === null ? null : named(rules, from),
    to: 'stage' in fate ? named(target, fate.stage) : null,
    does: fate.does,
    why: fate.does === 'unclear' ? fate.why : null,
    choose: fate.does === 'unclear' ? fate.choose : [],
    evaluation: fate.does === 'goes-on' && days[0] && days[1] ? { before: days[0], after: days[1] } : null,
  };
}

function evaluationOf(rules: Rules, { tracks }: EnrolmentState, id: string): LocalDate | null {
  const track = tracks.find((each) => each.track === id);
  return (track && endOf(stageOf(rules, track), track.own)?.on) ?? null;
}

function changeOf(effect: Effect): Change[] {
  switch (effect.type) {
    case 'open-task':
      return [{ does: 'opens', what: 'task', key: effect.key }];
    case 'close-task':
      return [{ does: 'closes', what: 'task', key: effect.key }];
    case 'open-gate':
      return [{ does: 'opens', what: 'question', key: effect.key }];
    case 'close-gate':
      return [{ does: 'closes', what: 'question', key: effect.key }];
    case 'close-check-in':
      return [{ does: 'closes', what: 'check-in', key: effect.key }];
    case 'raise-escalation':
      return [{ does: 'opens', what: 'escalation', key: effect.key }];
    case 'put-off-task':
    case 'end-enrolment':
    case 'free-cancelled':
      return [];
  }
}

function difference<T>(
  before: PlannedCheckIn[],
  after: PlannedCheckIn[],
  rowsOf: (checkIn: PlannedCheckIn) => [string, T][],
): PlannedChange<T>[] {
  const [was, will] = [new Map(before.flatMap(rowsOf)), new Map(after.flatMap(rowsOf))];
  // Both plans are in order of time; what is new comes where it stands in the new one.
  const keys = [...new Set([...was.keys(), ...will.keys()])];
  return keys
    .map((key) => ({ key, before: was.get(key) ?? null, after: will.get(key) ?? null }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
}
