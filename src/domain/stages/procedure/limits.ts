import { daysBetween } from '../../calendar/calendar';
import { notOfThisStage, type Refusal, refused } from '../../words/effect';
import type { DomainEvent, EventOf } from '../../words/event';
import { countedProcedures } from '../../rules/leaves/count';
import { dayText, daysText, listText } from '../../telling/english';
import { placeOf } from './regions';
import { reliefOf } from './relief';
import type { ProcedureStage } from './definition';
import type { EnrolmentState } from '../../words/state';
import type { Place } from '../../rules/evidence';
import type { Site } from '../../words/choices';
import type { Procedure } from '../../words/history';
import type { LocalDate } from '../../words/time';
import { todayOf } from '../../step/work';
import type { Seat } from '../kind';

type ProcedureSeat = Seat<'procedure'>;
type Ordered = EventOf<'procedure.ordered'>;

/** Why an order, a check or a record of a procedure is not possible now. */
export function refuseProcedure(seat: ProcedureSeat, event: DomainEvent): Refusal | null {
  const { own } = seat;
  if (event.type === 'procedure.ordered') {
    return own.done
      ? refused(
          'decision-awaited',
          'A procedure of this stage is being judged: decide on it before another is ordered.',
        )
      : (refuseIndication(seat, event) ?? refuseDay(seat, event) ?? overLimit(seat, event) ?? refuseSame(seat, event));
  }
  if (event.type === 'procedure.performed') return refusePerformed(seat, event);
  return event.type === 'procedure.refused' && own.done
    ? refused('already-performed', 'The procedure has been performed: it cannot be refused any more.')
    : null;
}

function refuseIndication({ stage }: ProcedureSeat, { data }: Ordered): Refusal | null {
  const unknown =
    among('kind', data.kind, stage.procedures) ??
    among('region', data.region, stage.regions) ??
    among('indication', data.indication, stage.indications);
  if (unknown) return unknown;
  if (stage.needsConcordantImaging && !data.concordantImaging) {
    return refused(
      'imaging-not-concordant',
      'This procedure needs imaging that agrees with the complaint: concordantImaging is false.',
    );
  }
  if (data.conservativeWeeks >= stage.conservativeWeeks) return null;
  return refused(
    'too-early',
    `This procedure needs ${String(stage.conservativeWeeks)} weeks of conservative care that did not help: conservativeWeeks is ${String(data.conservativeWeeks)}.`,
  );
}

function refuseDay({ state }: ProcedureSeat, { data, recordedAt }: Ordered): Refusal | null {
  if (data.plannedOn >= todayOf(state, recordedAt)) return null;
  return refused('in-the-past', `plannedOn ${data.plannedOn} lies in the past: record the day it is planned for.`);
}

function overLimit({ state, stage }: ProcedureSeat, { data }: Ordered): Refusal | null {
  return limitOver(state, stage, data, data.plannedOn);
}

/** The same again is for what helped. What did not help, or nobody knows about, is done otherwise or not at all. */
function refuseSame({ state, stage }: ProcedureSeat, { data, recordedAt }: Ordered): Refusal | null {
  if (!stage.sameAgainOnlyAfterSuccess) return null;
  const place = placeOf(stage, data);
  const last = state.history.procedures.findLast(({ region }) => place.regions.includes(region));
  if (!last || last.kind !== data.kind || last.technique !== data.technique) return null;
  const why = whyNotAgain(state, stage, last, todayOf(state, recordedAt));
  if (why === null) return null;
  const instead = `order another kind, or name another technique (${stage.sameAgainOnlyAfterSuccess.source}).`;
  return refused('same-again', `The last one in the region ${regionText(place)} was the same${why} ${instead}`);
}

/** What stands against the same again, to be read before what to do instead; null where it helped for so long as is asked. */
function whyNotAgain(state: EnrolmentState, stage: ProcedureStage, last: Procedure, today: LocalDate): string | null {
  const { readAgain } = stage;
  const short = ' and did not reach success:';
  if (!readAgain) {
    const verdict = state.history.completed.findLast((each) => each.stage === stage.id)?.verdict;
    if (verdict === 'success') return null;
    const isKnown = verdict !== undefined && verdict !== 'cannot-tell';
    return isKnown
      ? short
      : '. Cannot tell: nothing that was answered says whether it reached success. Ask the patient, or';
  }
  const found = reliefOf(state, { ...stage, readAgain }, last, today);
  const held = daysText(readAgain.afterDays.at(-1) ?? 0);
  switch (found.kind) {
    case 'held':
      return null;
    case 'short':
      return short;
    case 'lost':
      return `, and its relief did not hold (read after ${daysText(found.afterDays)}):`;
    case 'provisional':
      return `. Cannot tell yet: whether its relief holds for ${held} can be told from ${dayText(found.on)} on. Until then`;
    case 'unknown':
      return `. Cannot tell: no answer says whether its relief held for ${held}. Ask the patient, or`;
  }
}

/** `lumbar`, or `lumbar or caudal` where they count as one. */
const regionText = ({ regions }: Required<Place>): string => listText(regions, 'or');

function refusePerformed(seat: ProcedureSeat, event: EventOf<'procedure.performed'>): Refusal | null {
  const { own, stage, state } = seat;
  const { data } = event;
  if (own.done) {
    return notOfThisStage('already-performed', `The one of this stage was recorded for ${own.done.performedOn}.`);
  }
  if (!stage.procedures.includes(data.kind)) {
    return notOfThisStage('unknown-kind', `This stage is for ${stage.procedures.join(', ')}.`);
  }
  const missing = stage.checks.filter((check) => !own.checked.includes(check));
  if (missing.length > 0 && data.override === undefined) {
    return refused(
      'not-checked',
      `Before it, record procedure.checked with ${missing.join(', ')}, or say in override why it was done all the same.`,
    );
  }
  if (data.performedOn > todayOf(state, event.recordedAt)) {
    return refused(
      'in-the-future',
      `performedOn ${data.performedOn} lies in the future: record it on the day, or later.`,
    );
  }
  return (
    among('region', data.region, stage.regions) ??
    among('guidance', data.guidance, stage.guidance) ??
    refuseTwice(state, event) ??
    refuseNotClear(stage, state, data)
  );
}

/** Of the same kind, in the same place and on the same day: recorded once. */
export function refuseTwice({ history }: EnrolmentState, { data }: EventOf<'procedure.performed'>): Refusal | null {
  const isSame = (each: Site & { kind: string; performedOn: string }): boolean =>
    each.kind === data.kind &&
    each.region === data.region &&
    each.side === data.side &&
    each.performedOn === data.performedOn;
  if (!history.procedures.some(isSame)) return null;
  return refused('already-recorded', `This procedure of ${dayText(data.performedOn)} is recorded already.`);
}

/** What was last found not clear is gone past by a named person alone. */
export function refuseNotClear(
  stage: ProcedureStage,
  state: EnrolmentState,
  { override }: { override?: string },
): Refusal | null {
  const open = notClear(stage, state);
  if (open.length === 0 || override !== undefined) return null;
  return refused(
    'not-clear',
    `Not clear: ${open.join(', ')}. Record procedure.checked as managed or clear, or say in override why it was done all the same.`,
  );
}

export function among(field: string, value: string, known: readonly string[]): Refusal | null {
  return known.includes(value) ? null : refused(`unknown-${field}`, `${field} must be one of ${known.join(', ')}.`);
}

/** The limit that one more on this day would break, as a sentence with its source; null when there is room. */
export function limitOver(state: EnrolmentState, stage: ProcedureStage, site: Site, on: LocalDate): Refusal | null {
  const place = placeOf(stage, site);
  const facts = { history: state.history, today: on, site: place };
  const full = stage.limits.find((limit) => countedProcedures(limit, facts).length >= limit.atMost);
  if (full) return refused('limit-reached', limitText(full, place, countedProcedures(full, facts).length));
  const last = state.history.procedures
    .filter(({ region }) => place.regions.includes(region))
    .reduce<LocalDate | null>(
      (latest, { performedOn }) => (latest && latest > performedOn ? latest : performedOn),
      null,
    );
  if (last === null || daysBetween(last, on) >= stage.minGapDays) return null;
  return refused(
    'too-soon',
    `The last one in the region ${regionText(place)} was on ${dayText(last)}: another is possible ${String(stage.minGapDays)} days later (${stage.gapSource}).`,
  );
}

function limitText(
  { per, withinDays, atMost, source }: ProcedureStage['limits'][number],
  place: Required<Place>,
  count: number,
): string {
  const where = {
    region: `in the region ${regionText(place)}`,
    'region-and-side': `in the region ${regionText(place)}, side ${place.side},`,
    patient: 'for this patient',
  }[per];
  return `${String(count)} procedures ${where} lie within ${String(withinDays)} days: at most ${String(atMost)} are possible (${source}).`;
}

/** Checks of a procedure that were last found not clear; a pregnancy, or that nobody knows, is one until somebody looked at it since. */
export function notClear({ checks }: ProcedureStage, { history }: EnrolmentState): string[] {
  const { checks: found = {}, pregnant } = history;
  const mayBePregnant = pregnant !== undefined && pregnant.answer !== 'no';
  return checks.filter((check) => {
    const last = found[check];
    if (check === 'pregnancy' && mayBePregnant && (last?.at ?? -Infinity) < pregnant.at) return true;
    return last?.result === 'not-clear';
  });
}
