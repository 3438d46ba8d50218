import type { Answers, Instrument } from '../instrument/types';
import { scoreAnswers } from '../instrument/score';
import { safetySignals, type SafetySignal } from '../safety';
import type { OpenCheckIn } from '../state';
import type { Instant } from '../time';
import { record, type Course } from './course';

/** What somebody answers, by instrument: `null` values are skipped questions. */
export type Given = Record<string, Answers>;

/**
 * Answers the open check-in as the patient's pages do: worrying answers first, each raising what it raises, then the whole.
 * Forms that it does not ask are left out. Says which safety rules were met.
 */
export function answerOpen(course: Course, given: Given, at: Instant): SafetySignal[] | null {
  const open = course.state.checkIns.find((checkIn) => !checkIn.answered);
  return open ? answer(course, open, given, at) : null;
}

function answer(course: Course, open: Pick<OpenCheckIn, 'key' | 'ask'>, given: Given, at: Instant): SafetySignal[] {
  const forms = open.ask.flatMap((id) => formOf(course, id, given[id]));
  const signals = forms.flatMap(({ instrument, answers }) => safetySignals(instrument, answers, []));
  for (const { rule, class: signalClass, tier } of signals) {
    record(course, { type: 'safety.signalled', at, data: { checkIn: open.key, rule, class: signalClass, tier } });
  }
  const urgent = signals.some(({ tier }) => tier === 'now');
  if (urgent && course.state.holds.length === 0) {
    record(course, { type: 'escalation.raised', at, data: { escalation: 'escalation-1' } });
  }
  record(course, { type: 'check-in.answered', at, data: { checkIn: open.key, scores: scoresOf(forms), late: false } });
  return signals;
}

/** An answer to a check-in that has closed: kept, and marked late. */
export function answerLate(course: Course, checkIn: string, given: Given, at: Instant): void {
  const forms = Object.entries(given).flatMap(([id, answers]) => formOf(course, id, answers));
  record(course, { type: 'check-in.answered', at, data: { checkIn, scores: scoresOf(forms), late: true } });
}

type Form = { instrument: Instrument; answers: Answers };

function formOf({ rules }: Course, id: string, answers: Answers | undefined): Form[] {
  const instrument = rules.instruments[id];
  return instrument && answers ? [{ instrument, answers }] : [];
}

function scoresOf(forms: Form[]) {
  return forms.flatMap(({ instrument, answers }) =>
    scoreAnswers(instrument, answers).scores.map(({ score, value, raw }) => ({ score, value, raw })),
  );
}
