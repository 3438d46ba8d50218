import type { EventData } from '../words/event';
import { knownOf } from '../facts/clinical';
import { formsAsked } from '../instrument/forms';
import { leftBlank } from '../instrument/left-blank';
import type { Answers, Instrument, Score } from '../instrument/types';
import { isInItem9Window } from '../check-ins/deferred';
import { scoreAnswers } from '../instrument/score';
import { safetySignals, type SafetySignal } from '../escalation/safety';
import type { OpenCheckIn } from '../words/state';
import type { Instant } from '../words/time';
import { record, type Course } from '../simulate/course';

/** What somebody answers, by instrument: `null` values are skipped questions. */
export type Given = Record<string, Answers>;

export type Asked = Pick<OpenCheckIn, 'key' | 'ask'>;
type Form = { instrument: Instrument; answers: Answers };

/**
 * What of it a check-in asks, form by form as the patient's pages show them. Where nothing is said of safety questions, none
 * of them is met; of any other form a story must speak, for a patient who skips it is another story. Somebody else answers
 * only what they may.
 */
export function givenFor({ rules: { instruments } }: Course, { key, ask }: Asked, said: Given, from?: 'proxy'): Given {
  const saidOf = (instrument: Instrument): Answers => {
    const answers = said[instrument.id] ?? noneOf(instrument);
    if (answers) return answers;
    throw new Error(`${key} asks ${instrument.id}, and nothing is said of it: add ${instrument.id} to the answers.`);
  };
  const mayAnswer = ({ proxy }: Instrument): boolean => from === undefined || proxy !== 'refused';
  const asked = ask.flatMap((id) => instruments[id] ?? []).filter(mayAnswer);
  const answersOf = (id: string): Answers => {
    const instrument = asked.find((each) => each.id === id);
    return instrument ? saidOf(instrument) : {};
  };
  const forms = formsAsked(asked, instruments, answersOf);
  return Object.fromEntries(
    forms.map(({ instrument, carried }) => [instrument.id, { ...saidOf(instrument), ...carried }]),
  );
}

function noneOf({ items }: Instrument): Answers | null {
  if (items.some(({ safety }) => safety === undefined)) return null;
  return Object.fromEntries(items.map(({ id }) => [id, 0]));
}

/**
 * Answers as the patient's pages do: worrying answers first, each raising what it raises, then the whole. A form whose
 * answers somebody must be there to read is put off outside its window. After the close it is kept and marked late. Says
 * which safety rules were met.
 */
export function answer(course: Course, key: string, given: Given, at: Instant, from?: 'proxy'): SafetySignal[] {
  const all = Object.entries(given).flatMap(([id, answers]): Form[] => {
    const instrument = course.rules.instruments[id];
    return instrument ? [{ instrument, answers }] : [];
  });
  const forms = all.filter(({ instrument }) => isServed(course, instrument, at));
  const signals = signalsOf(course, forms, at);
  for (const { rule, class: signalClass, tier } of signals) {
    record(course, { type: 'safety.signalled', at, data: { checkIn: key, rule, class: signalClass, tier } });
  }
  const urgent = signals.some(({ tier }) => tier === 'now');
  if (urgent && course.state.holds.length === 0) {
    record(course, { type: 'escalation.raised', at, data: { escalation: `escalation-${String(course.seq)}` } });
  }
  const deferred = all.filter((form) => !forms.includes(form)).map(({ instrument }) => instrument.id);
  if (deferred.length > 0) record(course, { type: 'form.deferred', at, data: { checkIn: key, forms: deferred } });
  record(course, { type: 'check-in.answered', at, data: answered(course, key, forms, deferred, from) });
  return signals;
}

function isServed({ rules }: Course, { servedIn }: Instrument, at: Instant): boolean {
  return servedIn === undefined || isInItem9Window(rules.clinic, at);
}

function signalsOf({ state }: Course, forms: Form[], at: Instant): SafetySignal[] {
  const known = knownOf(state, at);
  return forms.flatMap(({ instrument, answers }) => safetySignals(instrument, answers, known));
}

function answered(
  { rules, state }: Course,
  key: string,
  forms: Form[],
  deferred: string[],
  from?: 'proxy',
): EventData['check-in.answered'] {
  const open = state.checkIns.find((each) => each.key === key);
  const late = open === undefined;
  const ask = forms.map(({ instrument }) => instrument.id);
  const answersOf = (id: string): Answers => forms.find(({ instrument }) => instrument.id === id)?.answers ?? {};
  const unknown = leftBlank({ ask: from && open ? open.ask : ask, deferred, answersOf }, rules.instruments);
  return {
    ...{ checkIn: key, scores: scoresOf(forms), late, forms: ask },
    ...(unknown.length === 0 ? {} : { unknown }),
    ...(deferred.length === 0 ? {} : { deferred }),
    ...(from && { taken: { by: 'telephone' as const, from } }),
  };
}

/** Each score once: a long form gives those of the short one it goes on. */
function scoresOf(forms: Form[]): Score[] {
  const results = forms.flatMap(({ instrument, answers }) => scoreAnswers(instrument, answers).scores);
  return [...new Map(results.map(({ score, value, raw }) => [score, { score, value, raw }])).values()];
}
