import { plusDays, startOfDay } from '../../calendar/calendar';
import { ruleName, stageOf } from '../../pathway/lookup';
import { openTask } from '../../promises/tasks';
import type { Rules } from '../../step/rules';
import { evaluate } from '../../rules/predicates';
import { note, type Work } from '../../step/work';
import { dayText, daysText, listText } from '../../telling/english';
import type { GateVerdictKind } from '../../words/choices';
import type { Input, Procedure, Relief } from '../../words/history';
import type { EnrolmentState, TrackState } from '../../words/state';
import type { Instant, LocalDate } from '../../words/time';
import { factsOf, frozenBaseline } from '../evidence';
import { placeOf } from './regions';
import type { ProcedureStage } from './definition';

// What a procedure brought is provisional at first: its rule is asked again on days to come, wherever the track stands by
// then. What is lost is told to somebody; only what the last of these days still finds has held.

/**
 * `held`: found on the last day, and never lost before. `provisional`: it cannot be told before `on`. `unknown`: the day is
 * past and nobody answered. `short`: it never was what the rule asks.
 */
export type ReliefFound =
  { kind: 'held' | 'unknown' | 'short' } | { kind: 'lost'; afterDays: number } | { kind: 'provisional'; on: LocalDate };

/** What is known of a procedure's relief, of a stage that reads it again. */
export function reliefOf(
  state: EnrolmentState,
  stage: ProcedureStage & Required<Pick<ProcedureStage, 'readAgain'>>,
  { relief, performedOn, recordedAt }: Procedure,
  today: LocalDate,
): ReliefFound {
  const days = stage.readAgain.afterDays;
  const lost = relief?.read.find(({ found }) => found === 'lost');
  if (lost) return { kind: 'lost', afterDays: lost.afterDays };
  if (isShort(state, stage.id, recordedAt)) return { kind: 'short' };
  const last = relief?.read[days.length - 1];
  if (last) return { kind: last.found === 'held' ? 'held' : 'unknown' };
  const on = plusDays(performedOn, days.at(-1) ?? 0);
  return today < on ? { kind: 'provisional', on } : { kind: 'unknown' };
}

/** When and against what a success is read again, for whoever decides on it. */
export function provisionalOf({ readAgain }: ProcedureStage, performedOn: LocalDate): Input[] {
  if (!readAgain) return [];
  const on = listText(readAgain.afterDays.map((days) => dayText(plusDays(performedOn, days))));
  return [{ name: 'provisional', value: `read again on ${on}` }];
}

/**
 * What another version of the pathway would have had read again, as far as its last day is still to come: from here on.
 * Days that are past were asked about by nobody.
 */
export function adoptRelief({ pathway }: Rules, state: EnrolmentState, at: Instant): void {
  const { timeZone } = state.reach;
  for (const procedure of state.history.procedures) {
    if (procedure.relief) continue;
    for (const { id, stages } of pathway.tracks) {
      const stage = stages.find((each) => each.kind === 'procedure' && each.procedures.includes(procedure.kind));
      if (stage?.kind !== 'procedure' || !stage.readAgain) continue;
      const dueAt = (days: number): Instant => startOfDay(timeZone, plusDays(procedure.performedOn, days));
      const past = stage.readAgain.afterDays.filter((days) => dueAt(days) < at);
      if (past.length === stage.readAgain.afterDays.length) continue;
      const baseline = frozenBaseline(state, stage.baseline, procedure.performedOn);
      const read = past.map((afterDays) => ({ afterDays, found: 'unknown' as const, at }));
      procedure.relief = { track: id, stage: stage.id, baseline, read };
    }
  }
}

type Reading = { procedure: Procedure; relief: Relief; stage: ProcedureStage; track: TrackState };

/** The next day on which the relief of a procedure is read again. */
export function reliefDue(rules: Rules, state: EnrolmentState): ({ at: Instant } & Reading) | null {
  const dues = readingsOf(rules, state).flatMap((reading) => {
    const { relief, stage, procedure } = reading;
    const days = stage.readAgain?.afterDays[relief.read.length];
    if (days === undefined) return [];
    return [{ ...reading, at: startOfDay(state.reach.timeZone, plusDays(procedure.performedOn, days)) }];
  });
  return dues.reduce<(typeof dues)[number] | null>(
    (first, each) => (first && first.at <= each.at ? first : each),
    null,
  );
}

/** Its day has come: what the answers so far say, or that the next one is waited for. */
export function readRelief(work: Work, reading: Reading, at: Instant): void {
  const { relief, stage } = reading;
  const afterDays = stage.readAgain?.afterDays[relief.read.length] ?? 0;
  relief.read.push({ afterDays, found: 'unknown', at });
  find(work, reading, at, true);
}

/** An answer may say what was not known on the day. */
export function readReliefAnew(work: Work, at: Instant): void {
  for (const reading of readingsOf(work.rules, work.state)) {
    if (reading.relief.read.at(-1)?.found === 'unknown') find(work, reading, at, false);
  }
}

function find(work: Work, { procedure, relief, stage, track }: Reading, at: Instant, isDay: boolean): void {
  const read = relief.read.at(-1);
  if (!read) return;
  const place = { rules: work.rules, state: work.state, track };
  const facts = factsOf(place, { baseline: relief.baseline, site: placeOf(stage, procedure) }, at);
  const { truth, inputs } = evaluate(stage.success.when, facts);
  if (truth === 'unknown' && !isDay) return;
  Object.assign(read, { found: truth === 'unknown' ? 'unknown' : truth ? 'held' : 'lost', at });
  const rule = ruleName(work.rules, relief.track, stage.id, 'read-again');
  const found = [
    { name: 'after', value: daysText(read.afterDays) },
    { name: 'relief', value: read.found === 'unknown' ? 'cannot tell' : read.found },
  ];
  const key = `${relief.track}/${stage.id}@${procedure.performedOn}`;
  note(work, { at, what: 'relief.read', rule, key, inputs: [...inputs, ...found] });
  // A relapse is a question of its own, which its decider has before them.
  if (read.found !== 'lost' || track.gate?.verdict.kind === 'getting-worse') return;
  openTask(work, { task: 'look-at-relief', about: key, at, rule });
}

/** Procedures whose relief may still hold: none that fell short or was lost, and none with a later one in the same place. */
function readingsOf(rules: Rules, state: EnrolmentState): Reading[] {
  const { procedures } = state.history;
  return procedures.flatMap((procedure, index) => {
    const { relief, recordedAt } = procedure;
    const track = state.tracks.find((each) => each.track === relief?.track);
    if (!relief || !track || relief.read.some(({ found }) => found === 'lost')) return [];
    const stage = stageIn(rules, relief);
    if (!stage?.readAgain || isShort(state, stage.id, recordedAt)) return [];
    const { regions } = placeOf(stage, procedure);
    if (procedures.slice(index + 1).some(({ region }) => regions.includes(region))) return [];
    return [{ procedure, relief, stage, track }];
  });
}

/** A version of the pathway may have the stage no longer. */
function stageIn(rules: Rules, { track, stage }: Relief): ProcedureStage | null {
  const isThere = rules.pathway.tracks.some(
    ({ id, stages }) => id === track && stages.some((each) => each.id === stage),
  );
  const found = isThere ? stageOf(rules, { track, stage }) : null;
  return found?.kind === 'procedure' ? found : null;
}

/** What the stage itself found of this procedure, before the next one. */
function isShort({ history }: EnrolmentState, stage: string, recordedAt: Instant): boolean {
  const next = history.procedures.find((each) => each.recordedAt > recordedAt)?.recordedAt ?? Infinity;
  const judged = history.completed
    .filter((each) => each.stage === stage && each.at >= recordedAt && each.at < next)
    .findLast(({ verdict }) => JUDGED.includes(verdict));
  return judged !== undefined && judged.verdict !== 'success';
}

const JUDGED: readonly GateVerdictKind[] = ['success', 'partial', 'not-enough'];
