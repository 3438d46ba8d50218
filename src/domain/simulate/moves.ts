import type { EventData } from '../words/event';
import type { Instrument, Score } from '../instrument/types';
import { scoreAnswers } from '../instrument/score';
import type { Rules } from '../step/rules';
import { gateOf, choicesOf } from '../pathway/lookup';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { DAY, type Instant } from '../words/time';
import type { Fact } from './course';

/** Every fact that somebody might record at a decision point: when a stage has just begun, or somebody was asked. */
export function possibleFacts(rules: Rules, state: EnrolmentState): Fact[] {
  const found: Fact[] = [];
  for (const seat of seatsOf(rules, state)) {
    const { gate, since } = seat.track;
    const asked = gate && gateOf(seat.stage, gate.gate);
    if (asked) found.push(...choicesOf(asked).map(({ choice }) => decision(state, asked.id, choice)));
    const fresh = state.now - since < 8 * DAY;
    // One of each sort. The core refuses what is not possible just then.
    if (fresh || state.tasks.length > 0 || gate !== null)
      for (const { type, data } of kindOf(seat.stage.kind).recordable?.(seat) ?? [])
        found.push(fact(state, type, data));
  }
  return found;
}

function decision(state: EnrolmentState, gate: string, choice: string): Fact {
  return fact(state, 'decision.made', { gate, choice, reason: 'decided' });
}

/** The two ends of every scale: all there is between them lies between their consequences. */
type ScaleEnd = 'low' | 'high';

/** An answer to what is open: the same end of every scale. */
export function answerAt({ instruments }: Rules, state: EnrolmentState, end: ScaleEnd): Fact | null {
  const open = state.checkIns.find(({ answered }) => !answered);
  if (!open) return null;
  const scores: Score[] = [];
  for (const id of open.ask) if (instruments[id]) scores.push(...scoresAt(instruments[id], end));
  return fact(state, 'check-in.answered', { checkIn: open.key, scores, late: false });
}

const scoresAtEnds = new WeakMap<Instrument, Record<ScaleEnd, Score[]>>();

/** The same for everybody, so scored once. */
function scoresAt(instrument: Instrument, end: ScaleEnd): Score[] {
  let known = scoresAtEnds.get(instrument);
  if (!known) {
    known = { low: scored(instrument, Math.min), high: scored(instrument, Math.max) };
    scoresAtEnds.set(instrument, known);
  }
  return known[end];
}

function scored(instrument: Instrument, pick: (...values: number[]) => number): Score[] {
  const answers = Object.fromEntries(
    instrument.items.map(({ id, answering }) => {
      if (answering.type === 'scale') return [id, pick(answering.min, answering.max)];
      if (answering.type === 'choice') return [id, pick(...answering.options.map(({ value }) => value))];
      return [id, pick(0, 1)];
    }),
  );
  return scoreAnswers(instrument, answers).scores.map(({ score, value, raw }) => ({ score, value, raw }));
}

function fact<T extends keyof EventData>(state: EnrolmentState, type: T, data: EventData[T], at?: Instant): Fact {
  // Type and data are a pair by the signature; the union of pairs cannot be built from it.
  return { type, data, at: at ?? state.now + 1 } as unknown as Fact;
}
