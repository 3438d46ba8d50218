import { remember } from '../../check-ins/history';
import { defined } from '../../words/defined';
import { eventRule, note, todayOf, type Work } from '../../step/work';
import { type Input, inputsOf } from '../../words/history';
import { among, limitOver, notClear, refuseNotClear, refuseTwice } from './limits';
import { type Refusal, refused } from '../../words/effect';
import { ruleName } from '../../pathway/lookup';
import type { EventOf } from '../../words/event';
import type { EnrolmentState } from '../../words/state';
import type { Instant } from '../../words/time';
import { frozenBaseline } from '../evidence';
import type { ProcedureStage } from './definition';
import type { Rules } from '../../step/rules';
import type { Site } from '../../words/choices';

type Performed = EventOf<'procedure.performed'>;
type Place = { track: string; stage: ProcedureStage };

/**
 * What was done counts from now on, in the limits and with its safety check-ins, whichever stage the track is in. It is
 * recorded even when it lies over a limit; somebody is told the same day.
 */
export function recordPerformed(
  work: Work,
  { track, stage }: Place,
  { event, technique, unlooked = [] }: { event: Performed; technique?: string; unlooked?: readonly string[] },
  at: Instant,
): void {
  const { state } = work;
  const { performedOn, region, side, kind, guidance } = event.data;
  const over = limitOver(state, stage, { region, side }, performedOn);
  const procedure = { kind, region, side, guidance, performedOn, recordedAt: at };
  const baseline = frozenBaseline(state, stage.baseline, performedOn);
  const relief = stage.readAgain && { track, stage: stage.id, baseline, read: [] };
  remember(state, 'procedures', { ...procedure, ...defined({ technique, relief }) });
  const passed = notClear(stage, state).join(', ');
  const past = [
    ...(passed === '' ? [] : [{ name: 'although not clear', value: passed }]),
    ...(unlooked.length === 0 ? [] : [{ name: 'not looked at', value: unlooked.join(', ') }]),
  ];
  const place = state.tracks.find((each) => each.track === track && each.stage === stage.id);
  const inputs = [...siteInputs(event.data, performedOn), ...past];
  const seat = defined({ track: place });
  note(work, { at, what: 'procedure.performed', rule: eventRule(event.type), ...seat, inputs });
  if (!over) return;
  const limit = ruleName(work.rules, track, stage.id, 'limits');
  note(work, { at, what: 'limit.exceeded', rule: limit, ...seat, inputs: [{ name: 'limit', value: over.code }] });
  const key = `${track}/${stage.id}/limit@${performedOn}`;
  work.effects.push({ type: 'raise-escalation', key, tier: 'today', class: 'decision', rule: limit });
}

export function siteInputs({ kind, region, side }: Site & { kind: string }, on: string): Input[] {
  return inputsOf({ kind, region, side, on });
}

/** Done where no stage waits for it: elsewhere, or beside another one that is being judged. */
export function takePerformedApart(work: Work, event: Performed, at: Instant): void {
  const place = placeFor(work.rules, event.data.kind);
  if (place) recordPerformed(work, place, { event }, at);
}

/** What was looked at elsewhere nobody here knows; what is known not to be clear is gone past by a named person alone. */
export function refusePerformedApart(rules: Rules, state: EnrolmentState, event: Performed): Refusal | null {
  const { data, recordedAt } = event;
  const stages = placesOf(rules).map(({ stage }) => stage);
  const all = (of: (stage: ProcedureStage) => string[]): string[] => [...new Set(stages.flatMap(of))];
  if (data.performedOn > todayOf(state, recordedAt)) {
    return refused('in-the-future', 'performedOn lies in the future: record it on the day, or later.');
  }
  const place = placeFor(rules, data.kind);
  return (
    among(
      'kind',
      data.kind,
      all(({ procedures }) => procedures),
    ) ??
    among(
      'region',
      data.region,
      all(({ regions }) => regions),
    ) ??
    among(
      'guidance',
      data.guidance,
      all(({ guidance }) => guidance),
    ) ??
    refuseTwice(state, event) ??
    (place && refuseNotClear(place.stage, state, data))
  );
}

const placesOf = ({ pathway }: Rules): Place[] =>
  pathway.tracks.flatMap(({ id, stages }) =>
    stages.flatMap((stage) => (stage.kind === 'procedure' ? [{ track: id, stage }] : [])),
  );

/** The first stage for such procedures: its limits and its check-ins hold. */
const placeFor = (rules: Rules, kind: string): Place | null =>
  placesOf(rules).find(({ stage }) => stage.procedures.includes(kind)) ?? null;
