import { beginningOf } from '../stages/registry';
import { plusDays } from '../calendar/calendar';
import { lastOperation } from './history';
import { seriesOf, trackOf, type Series } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import { cancelOpenCheckIns } from '../promises/ending';
import { todayOf, type Work } from '../step/work';
import { isForAge } from '../stages/diagnosis/intake';
import type { EnrolmentState, TrackState } from '../words/state';
import type { Instant } from '../words/time';
import type { StageState, Stage } from '../stages/types';

/** A track as it stood in a stage it has gone on from, with what it has left to ask there. */
export type LeftBehind = { track: TrackState; series: Series[] };

/**
 * What was promised for the days after a procedure, or after the start of a medicine that is still taken, is asked also
 * when its track has gone on, by a decision, past a trial or to the review: silence there is never taken for well.
 */
export function leftBehind(rules: Rules, state: EnrolmentState, track: TrackState): LeftBehind[] {
  const treated = [lastProcedure(rules, state, track), ...medicines(rules, state, track)].flatMap((left) => {
    if (left === null || (track.stage === left.stage.id && beginningOf(track.own) !== null)) return [];
    const place: TrackState = { ...track, stage: left.stage.id, gate: null, own: left.own };
    const promised = seriesOf(rules, place).filter(
      ({ use, checkIn }) => 'once' in use && use.once.from === 'trial' && checkIn.safety !== undefined,
    );
    return promised.length === 0 ? [] : [{ track: place, series: promised }];
  });
  return [...treated, ...afterOperation(rules, state, track)];
}

/** What is asked after an operation stands in one stage and is asked in all: nobody is operated on by the calendar. */
function afterOperation(rules: Rules, state: EnrolmentState, track: TrackState): LeftBehind[] {
  if (!lastOperation(state)) return [];
  return trackOf(rules, track.track).stages.flatMap(({ id }) => {
    if (id === track.stage) return [];
    const place: TrackState = { ...track, stage: id, gate: null };
    const series = seriesOf(rules, place).filter(({ use }) => 'once' in use && use.once.from === 'operation');
    return series.length === 0 ? [] : [{ track: place, series }];
  });
}

type Left = { stage: Stage; own: StageState };

function lastProcedure(rules: Rules, { history }: EnrolmentState, track: TrackState): Left | null {
  const last = history.procedures.at(-1);
  if (!last) return null;
  const stage = trackOf(rules, track.track).stages.find(
    (each) => each.kind === 'procedure' && each.procedures.includes(last.kind),
  );
  if (!stage) return null;
  const { performedOn, recordedAt, region, side } = last;
  return {
    stage,
    own: {
      kind: 'procedure',
      waitUntil: recordedAt,
      asked: true,
      order: null,
      checked: [],
      done: { performedOn, recordedAt, site: { region, side } },
      evaluation: null,
      rounds: 1,
    },
  };
}

function medicines(rules: Rules, { history }: EnrolmentState, track: TrackState): Left[] {
  return (history.medicines?.taken ?? []).flatMap(({ class: name, begun }) => {
    const stage = trackOf(rules, track.track).stages.find(({ id }) => id === begun?.stage);
    if (!begun || stage?.kind !== 'medication-trial') return [];
    const trial = {
      class: name,
      agent: '',
      startedOn: begun.on,
      startedAt: begun.at,
      doses: [],
      stoppedOn: null,
      evaluation: { on: plusDays(begun.on, stage.trialDays), times: 0, baseline: {} },
    };
    return [{ stage, own: { kind: 'medication-trial', startBy: begun.at, startOverdue: false, trial } }];
  });
}

/**
 * What a stage asked again and again about its own course is not asked any more once its track has gone on. A question
 * about safety that was put stays put: an answer to it may have begun.
 */
export function stopAsking(work: Work, left: Pick<TrackState, 'track' | 'stage'>, at: Instant, rule: string): void {
  const { rules, state } = work;
  // A stage of another version, which nobody knows any more: what it asked was taken back by its questions.
  if (!trackOf(rules, left.track).stages.some(({ id }) => id === left.stage)) return;
  const formsOf = (series: readonly Series[]): string[] => series.flatMap(({ checkIn }) => checkIn.ask);
  const goesOn = new Set(state.tracks.flatMap((track) => formsOf(seriesOf(rules, track))));
  const over = formsOf(seriesOf(rules, left).filter(({ use }) => 'every' in use)).filter(
    (form) => !goesOn.has(form) && !rules.instruments[form]?.items.some(({ safety }) => safety !== undefined),
  );
  takeOut(work, (form) => over.includes(form), at, rule);
}

/** Those that are not for the patient's age are not asked any more. */
export function stopAskingAdults(work: Work, at: Instant, rule: string): void {
  const today = todayOf(work.state, at);
  takeOut(work, (form) => !isForAge(work.rules, work.state, form, today), at, rule);
}

function takeOut(work: Work, isOver: (form: string) => boolean, at: Instant, rule: string): void {
  const { state } = work;
  if (!state.checkIns.some(({ answered, ask }) => !answered && ask.some(isOver))) return;
  state.checkIns = state.checkIns.map((open) =>
    open.answered ? open : { ...open, ask: open.ask.filter((form) => !isOver(form)) },
  );
  const empty = state.checkIns.filter(({ ask }) => ask.length === 0);
  cancelOpenCheckIns(work, empty, at, rule);
}
