import { cancelOpenCheckIns } from '../promises/ending';
import { always, type Group } from './fact';
import { blank, scores } from '../telling/entry-words';
import { askLeftBlank, callForSafety, forgetMissed, leftBlankInputs, namesOf } from '../check-ins/open-and-close';
import { nameInKey, seriesInKey } from '../check-ins/deferred';
import { isSameOccasion } from '../check-ins/key';
import type { EventOf } from '../words/event';
import { addScores, remember, rememberAnswer, rememberSafetyAnswered } from '../check-ins/history';
import { rulesOf } from '../instrument/left-blank';
import { rememberChecked } from '../medicines/watch';
import { forgetKeptCalls } from '../promises/promises';
import type { Rules } from '../step/rules';
import { tellAnswer } from '../stages/takers';
import type { EnrolmentState, OpenCheckIn } from '../words/state';
import { inputsOf, type Input } from '../words/history';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';

export const answerFacts = {
  'check-in.answered': {
    ...always,
    take: takeAnswer,
    kept: 'Answers cannot be retracted. If they belong to another patient, use POST /check-ins/{id}/response-move.',
    told: (entry) => `A check-in was answered${scores(entry)}.${blank(entry)}`,
  },
  'form.deferred': {
    ...always,
    take: takeDeferral,
    kept: 'Only what people recorded can be retracted, and this was not.',
    told: () =>
      'Questions were not shown, because nobody was there to read the answers; they are asked at the next opening.',
  },
  'safety.signalled': {
    ...always,
    take: takeSignal,
    kept: 'A safety signal cannot be retracted: whoever resolves the escalation says what it was.',
    told: null,
  },
} satisfies Group;

/** An answer always counts, also a late one, also after the end. It closes no task by itself. */
function takeAnswer(work: Work, event: EventOf<'check-in.answered'>, at: Instant): void {
  const { state, rules } = work;
  const { checkIn: key, scores, unknown = [], deferred = [] } = event.data;
  const open = openAs(state, key);
  const { forms = open?.ask ?? [] } = event.data;
  if (open) open.answered = true;
  addScores(state, scores, at);
  const name = open?.checkIn ?? nameInKey(key);
  for (const each of open ? namesOf(rules, state, open) : [name]) forgetMissed(state, each);
  // What was put off belongs to an answer that was counted on its own day.
  if (open?.deferredFrom === undefined) rememberAnswer(state, name, at);
  lookedBack(work, forms, at);
  const answered = answeredRules(rules, forms, [...unknown, ...rulesIn(rules, deferred)]);
  rememberSafetyAnswered(state, answered, at);
  rememberChecked(rules, state, answered, at);
  forgetKeptCalls(state);
  const inputs: Input[] = scores.map(({ score, value }) => ({ name: score, value }));
  note(work, {
    at,
    what: open ? 'check-in.answered' : 'check-in.answered-late',
    rule: eventRule(event.type),
    key,
    inputs: [...inputs, ...leftBlankInputs(work, unknown)],
  });
  // Whoever was to be asked whether they are safe has not said so: the call is not taken back.
  if (open?.callAt != null && unknown.length > 0) callForSafety(work, open, at);
  askLeftBlank(work, key, unknown, at);
  if (deferred.length === 0) settleDeferral(work, key, at, eventRule(event.type));
  if (state.ended) return;
  tellAnswer(work, key, at);
}

/** The longest recall of a form that is asked every week. */
const WEEKLY_DAYS = 7;

/**
 * The recall period runs from the day on which the patient looked back, also where that was late. A form of the past week
 * keeps to the day it is asked: answered on Monday, it would be left out on Saturday, and every other week with it.
 */
function lookedBack({ rules, state }: Work, forms: readonly string[], at: Instant): void {
  const today = todayOf(state, at);
  const rare = forms.filter((form) => (rules.instruments[form]?.recallFloorDays ?? 0) > WEEKLY_DAYS);
  if (rare.length === 0) return;
  state.askedOn = { ...state.askedOn, ...Object.fromEntries(rare.map((form) => [form, today])) };
}

const answeredRules = (rules: Rules, forms: readonly string[], but: readonly string[]): string[] =>
  rulesIn(rules, forms).filter((rule) => !but.includes(rule));

function rulesIn({ instruments }: Rules, forms: readonly string[]): string[] {
  const found: string[] = [];
  for (const id of forms) if (instruments[id]) found.push(...rulesOf(instruments[id]));
  return found;
}

/** Asked under another stage's name it is still the same check-in: a correction may have changed the stage. */
function openAs({ checkIns }: EnrolmentState, key: string): OpenCheckIn | undefined {
  return checkIns.find((open) => open.key === key) ?? checkIns.find((open) => isSameOccasion(open.key, key));
}

function takeSignal(work: Work, event: EventOf<'safety.signalled'>, at: Instant): void {
  const { checkIn: key, rule, class: signalClass, tier } = event.data;
  const inputs = inputsOf({ class: signalClass, tier });
  remember(work.state, 'signals', { rule, at });
  note(work, { at, what: 'signal.recorded', rule, key, inputs });
}

/** Nobody was there to read the answers, so the forms were not shown: the next opening of the window asks them. */
function takeDeferral(work: Work, event: EventOf<'form.deferred'>, at: Instant): void {
  const { state } = work;
  const { checkIn: from, forms } = event.data;
  note(work, {
    at,
    what: 'form.deferred',
    rule: eventRule(event.type),
    key: from,
    inputs: [{ name: 'forms', value: forms.join(', ') }],
  });
  if (state.ended) return;
  // One check-in a series and day asks whatever was put off.
  const series = seriesInKey(from);
  const before = (state.deferred ?? []).filter((each) => seriesInKey(each.from) === series);
  const others = (state.deferred ?? []).filter((each) => !before.includes(each));
  const ask = [...new Set([...before.flatMap((each) => each.ask), ...forms])];
  const since = Math.max(at, ...before.map((each) => each.since));
  state.deferred = [...others, { from, checkIn: nameInKey(from), ask, since, notBefore: at }];
}

/** Whatever was put off was answered after all, where it was asked first: it is not asked again. */
function settleDeferral(work: Work, checkIn: string, at: Instant, rule: string): void {
  const { state } = work;
  if (state.deferred) state.deferred = state.deferred.filter(({ from }) => from !== checkIn);
  const open = state.checkIns.filter(({ deferredFrom }) => deferredFrom === checkIn);
  if (open.length > 0) cancelOpenCheckIns(work, open, at, rule);
}
