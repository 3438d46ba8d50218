import { daysBetween, plusDays } from '../calendar/calendar';
import { defined } from '../words/defined';
import type { Baseline } from './base';

import { passOver } from '../check-ins/occurrences';
import type { Refusal } from '../words/effect';
import type { DomainEvent } from '../words/event';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Seat } from './kind';
import { follow } from './moves';
import { evaluationOf, kindOf, seatsOf } from './registry';
import { factsOf, frozenBaseline, noteBaseline } from './evidence';
import { aboutOf, countAgain, isSameWork, openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { type Exit, todayOf, type Work } from '../step/work';
import { readReliefAnew } from './procedure/relief';
import { worseOf } from './worsening';

/** The track whose stage takes a fact now. */
export function takerOf(rules: Rules, state: EnrolmentState, event: DomainEvent): Seat | null {
  return candidates(rules, state, event).find((seat) => kindOf(seat.stage.kind).refuse(seat, event) === null) ?? null;
}

/** Gives a fact to a stage. What a treatment that begins with it would have asked before is passed over. */
export function hand(work: Work, seat: Seat, event: DomainEvent, at: Instant): Exit | null {
  const kind = kindOf(seat.stage.kind);
  const exit = kind.handle(work, seat, event, at);
  if (kind.treatsFrom?.includes(event.type) === true) passOver(work.rules, work.state, at);
  return exit;
}

/** Hands a fact to the stage that takes it, and goes where that leads; false where no stage does. */
export function takeByStage(work: Work, event: DomainEvent, at: Instant): boolean {
  const seat = takerOf(work.rules, work.state, event);
  if (!seat) return false;
  if (!seat.track.recorded.includes(event.type)) seat.track.recorded.push(event.type);
  const exit = hand(work, seat, event, at);
  if (exit) follow(work, seat.track, exit, at);
  return true;
}

/** Why it cannot be: the first stage that knows such facts and finds it impossible says so. Null: a stage takes it, or none waits for it. */
export function refuseByStage(rules: Rules, state: EnrolmentState, event: DomainEvent): Refusal | null {
  const refusals = candidates(rules, state, event).map((seat) => kindOf(seat.stage.kind).refuse(seat, event));
  if (refusals.includes(null)) return null;
  return refusals.find((refusal) => refusal?.elsewhere === undefined) ?? null;
}

/** Whether it happened where no stage waits for it. */
export function isApart(rules: Rules, state: EnrolmentState, event: DomainEvent): boolean {
  return takerOf(rules, state, event) === null;
}

/**
 * Where the stage asks no question of those who get worse, or waits for the answer to another one, a clinician looks: one
 * task for each stage, which counts the answers. `told`: what another stage has told of the same answer is not told twice.
 */
function watchWorsening(work: Work, seat: Seat, at: Instant, told: Set<string>): void {
  const { track, stage, own, state } = seat;
  if (track.gate?.verdict.kind === 'getting-worse') return;
  const frozen = evaluationOf(own) ?? { baseline: {} };
  const worse = worseOf(seat, at, (when) => factsOf(seat, frozen, when));
  if (!worse || worse.newest.at <= (track.worseAt ?? -Infinity)) return;
  const { verdict, newest } = worse;
  track.worseAt = newest.at;
  if (newest.of.every((name) => told.has(name))) return;
  for (const name of newest.of) told.add(name);
  const about = `${track.track}/${stage.id}@${todayOf(state, at)}`;
  const open = state.tasks.find((each) => each.task === LOOK && isSameWork(LOOK, about, aboutOf(each)));
  if (open) countAgain(work, open, at, verdict.rule);
  else openTask(work, { task: LOOK, about, at, rule: verdict.rule });
}

const LOOK = 'look-at-worsening';

/** What was not known when the treatment began, and is answered soon enough after it. */
function completeBaseline(work: Work, seat: Seat, at: Instant): void {
  const { track, stage, own, state } = seat;
  const evaluation = evaluationOf(own);
  if (!evaluation || !('baseline' in stage)) return;
  const { scores, from, lateDays = 0 }: Baseline = stage.baseline;
  const missing = scores.filter((score) => !evaluation.baseline[score] && state.history.first[score]);
  if (missing.length === 0) return;
  const today = todayOf(state, at);
  const since = kindOf(stage.kind).counted?.(stage, own, track.enteredOn)?.since ?? today;
  if (from !== 'enrolment' && (lateDays === 0 || today > plusDays(since, lateDays))) return;
  const known = frozenBaseline(
    state,
    { scores: missing, maxAgeDays: daysBetween(since, today), ...defined({ from }) },
    today,
  );
  if (Object.keys(known).length === 0) return;
  Object.assign(evaluation.baseline, known);
  noteBaseline(work, { track, stage }, evaluation.baseline, at);
}

/** An answer to a check-in, or (null) a total that staff entered, is read in every stage. */
export function tellAnswer(work: Work, checkIn: string | null, at: Instant): void {
  const told = new Set<string>();
  for (const seat of seatsOf(work.rules, work.state)) {
    completeBaseline(work, seat, at);
    kindOf(seat.stage.kind).onAnswer(work, seat, checkIn, at);
    watchWorsening(work, seat, at, told);
  }
  readReliefAnew(work, at);
}

function candidates(rules: Rules, state: EnrolmentState, event: DomainEvent): Seat[] {
  return seatsOf(rules, state).filter((seat) => kindOf(seat.stage.kind).takes.includes(event.type));
}
