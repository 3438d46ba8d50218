import { answerRange } from '../../src/domain/instrument/range';
import { scoreAnswers } from '../../src/domain/instrument/score';
import type { Answers, Instrument } from '../../src/domain/instrument/types';
import { safetySignals } from '../../src/domain/escalation/safety';
import type { EnrolmentState, OpenCheckIn } from '../../src/domain/words/state';
import type { Rules } from '../../src/domain/step/rules';
import type { Act } from './acts';
import type { Fact } from '../../src/domain/simulate/course';
import { cutsOf, type Terrain } from './terrain';

/** An item's answer, or how much of a sum there is still to give out. */
type Form = { instrument: Instrument; answers: Answers };

/**
 * What may be answered to an open check-in: of each score one value in every region between the thresholds that hold for
 * this patient, at their very edge, in as many combinations as asked for; and every safety question by itself.
 * `turn` turns round which combinations and which edge are taken, so that the next visit sees others.
 */
export function possibleAnswers(
  rules: Rules,
  terrain: Terrain,
  state: EnrolmentState,
  most: number,
  turn: number,
): Act[] {
  const open = state.checkIns.find(({ answered }) => !answered);
  if (!open) return [];
  const forms = open.ask.flatMap((id) => rules.instruments[id] ?? []).filter(({ entry }) => entry === 'items');
  const plain = combined(
    forms.map((instrument) => regionsOf(rules, terrain, state, instrument, turn)),
    most,
    turn,
  );
  const calm = plain[0] ?? [];
  const alarms = forms.flatMap((instrument) =>
    alarmsOf(instrument, turn).map((answers) => [
      ...calm.filter((form) => form.instrument !== instrument),
      { instrument, answers },
    ]),
  );
  return [...plain, ...alarms].map((given) => answerAct(state, open, given));
}

/** Answers to a form that put each of its scores that is read into each of its regions. */
function regionsOf(
  rules: Rules,
  terrain: Terrain,
  state: EnrolmentState,
  instrument: Instrument,
  turn: number,
): Form[][] {
  const lowest = Object.fromEntries(instrument.items.map(({ id, answering }) => [id, answerRange(answering).min]));
  const own = instrument.scores.filter(({ score }) => terrain.scores[score] !== undefined);
  const singles = own.filter(({ items }) => items.length === 1);
  const sums = own.filter(({ items }) => items.length > 1);
  let made: Answers[] = [lowest];
  for (const { score, items } of singles) {
    made = made.flatMap((answers) =>
      edgesOf(terrain, state, score, turn).map((raw) => ({ ...answers, [items[0] ?? '']: raw })),
    );
  }
  const fixed = new Set(singles.flatMap(({ items }) => items));
  for (const { score, items } of sums) {
    made = made.flatMap((answers) =>
      edgesOf(terrain, state, score, turn)
        .map((raw) => filledUp(instrument, answers, items, fixed, raw))
        .filter((filled) => filled !== null),
    );
  }
  return made.map((answers) => [{ instrument, answers }, ...continued(rules, terrain, instrument, answers)]);
}

/** One value of each region: its upper or its lower edge. */
function edgesOf(terrain: Terrain, state: EnrolmentState, score: string, turn: number): number[] {
  const reading = terrain.scores[score];
  if (!reading) return [];
  const cuts = cutsOf(terrain, state, score);
  return turn % 2 === 0 ? [...cuts, reading.highest] : [reading.lowest, ...cuts.map((cut) => cut + 1)];
}

/** Gives the sum out over the items that are free, first to last; null where it cannot be reached. */
function filledUp(
  { items }: Instrument,
  answers: Answers,
  of: readonly string[],
  fixed: ReadonlySet<string>,
  sum: number,
): Answers | null {
  const filled = { ...answers };
  let rest = sum - of.reduce((total, id) => total + (filled[id] ?? 0), 0);
  for (const { id, answering } of items) {
    if (rest <= 0 || fixed.has(id) || !of.includes(id)) continue;
    const { min, max } = answerRange(answering);
    const given = Math.min(rest, max - min);
    filled[id] = min + given;
    rest -= given;
  }
  return rest === 0 ? filled : null;
}

/** A short form that flags goes on into the long one, answered as badly as it begins. */
function continued({ instruments }: Rules, terrain: Terrain, short: Instrument, answers: Answers): Form[] {
  const long = short.continues && instruments[short.continues.into];
  const total = scoreAnswers(short, answers).scores[0]?.raw ?? 0;
  if (!short.continues || !long || total < short.continues.atLeast) return [];
  const reading = terrain.scores[long.scores[0]?.score ?? ''];
  if (!reading) return [];
  const begun = Object.fromEntries(long.items.map(({ id, answering }) => [id, answerRange(answering).min]));
  const ids = long.scores[0]?.items ?? [];
  const all = filledUp(long, begun, ids, new Set(), Math.min(reading.highest, total * 3));
  return all ? [{ instrument: long, answers: all }] : [];
}

/** One worrying answer, everything else at its lowest: another one at each turn, so that all have theirs. */
function alarmsOf({ items }: Instrument, turn: number): Answers[] {
  const worrying = items.filter(({ safety }) => safety);
  const item = worrying[turn % Math.max(1, worrying.length)];
  if (!item?.safety) return [];
  const lowest = Object.fromEntries(items.map(({ id, answering }) => [id, answerRange(answering).min]));
  return [{ ...lowest, [item.id]: item.safety.from }];
}

/** The first and the last combination, and evenly spaced ones between. */
function combined(choices: Form[][][], most: number, turn: number): Form[][] {
  const total = choices.reduce((product, each) => product * each.length, 1);
  const stride = total <= most ? 1 : (total - 1) / Math.max(1, most - 1);
  const offset = stride > 1 ? turn % Math.floor(stride) : 0;
  const picked = new Set<number>([0, total - 1]);
  for (let index = 0; picked.size < Math.min(most, total) && index < most; index += 1)
    picked.add(Math.min(total - 1, Math.floor(index * stride) + offset));
  return [...picked].map((number) => {
    let rest = number;
    return choices.flatMap((each) => {
      const form = each[rest % each.length] ?? [];
      rest = Math.floor(rest / each.length);
      return form;
    });
  });
}

/** As the patient's pages do it: a worrying answer counts when it is saved, the whole when it is sent. */
function answerAct({ now, holds }: EnrolmentState, open: OpenCheckIn, forms: Form[]): Act {
  const at = now + 1;
  const signals = forms.flatMap(({ instrument, answers }) => safetySignals(instrument, answers, []));
  const scores = forms.flatMap(({ instrument, answers }) =>
    scoreAnswers(instrument, answers).scores.map(({ score, value, raw }) => ({ score, value, raw })),
  );
  const urgent = signals.some(({ tier }) => tier === 'now') && holds.length === 0;
  const signalled = signals.map(({ rule, class: signalClass, tier }): Fact => ({
    type: 'safety.signalled',
    at,
    data: { checkIn: open.key, rule, class: signalClass, tier },
  }));
  const raised: Fact = { type: 'escalation.raised', at, data: { escalation: 'escalation-1' } };
  const answered: Fact = { type: 'check-in.answered', at, data: { checkIn: open.key, scores, late: false } };
  const said = [...scores.map(({ score, value }) => `${score} ${String(value)}`), ...signals.map(({ rule }) => rule)];
  return {
    says: `answers “${open.checkIn}”${said.length === 0 ? '' : ` (${said.join(', ')})`}`,
    facts: [...signalled, ...(urgent ? [raised] : []), answered],
    raises: [...new Set(signals.map((signal) => signal.policy ?? signal.class))],
  };
}
