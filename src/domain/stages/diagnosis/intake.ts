import { localDateAt, plusDays } from '../../calendar/calendar';
import { scoreLabel } from '../../telling/english';
import { ruleName } from '../../pathway/lookup';
import type { Pathway } from '../../pathway/types';
import type { Rules } from '../../step/rules';
import { openingOn } from '../../calendar/staffed-hours';
import type { OwnOf, StageOf } from '../types';
import { closeTasks, openTask } from '../../promises/tasks';
import type { Instrument } from '../../instrument/types';
import type { ConditionAnswer } from '../../words/choices';
import type { EnrolmentState } from '../../words/state';
import type { Instant, LocalDate } from '../../words/time';
import { todayOf, type Work } from '../../step/work';
import type { Due, Seat } from '../kind';

type Intake = NonNullable<StageOf<'diagnosis'>['intake']>;
type DiagnosisSeat = Seat<'diagnosis'>;

// What must be known of somebody who is new: the first scores, and whether the pathway is for them. Unknown is asked about,
// and never taken for yes or for no.

/** Definitions never change: looked up once for each, because every form is asked about at every step. */
const named = new WeakMap<Pathway, NonNullable<Intake['conditions']>>();

/** The conditions for entry that a pathway names. */
export function conditionsOf({ pathway }: Rules): NonNullable<Intake['conditions']> {
  const known = named.get(pathway);
  if (known) return known;
  const stages = pathway.tracks.flatMap((track) => track.stages);
  const all = stages.flatMap((stage) => (stage.kind === 'diagnosis' ? (stage.intake?.conditions ?? []) : []));
  named.set(pathway, all);
  return all;
}

type Condition = ReturnType<typeof conditionsOf>[number];

/** What is known of a condition on a day: by the birth date where it says so, and otherwise as it was recorded. */
function answerTo({ id, by }: Condition, { ofAge, history }: EnrolmentState, on: LocalDate): ConditionAnswer {
  if (by === undefined || ofAge === undefined) return history.conditions?.[id] ?? 'unknown';
  return ofAge === true || ofAge <= on ? 'yes' : 'no';
}

/** Whether a form is for somebody of the patient's age on a day. */
export const isForAge = (rules: Rules, state: EnrolmentState, form: string, on: LocalDate): boolean =>
  rules.instruments[form]?.adultsOnly !== true || !isUnderAge(rules, state, on);

/** Not known to be a child is no child: whoever enrolled before birth dates were heard of goes on as before. */
function isUnderAge(rules: Rules, state: EnrolmentState, on: LocalDate): boolean {
  if (state.ofAge !== undefined) return state.ofAge !== true && on < state.ofAge;
  if (state.history.conditions === undefined) return false;
  return conditionsOf(rules).some((each) => each.by !== undefined && answerTo(each, state, on) === 'no');
}

export function intakeTimes(
  { clinic }: Rules,
  { intake }: StageOf<'diagnosis'>,
  at: Instant,
): Partial<OwnOf<'diagnosis'>> {
  if (!intake) return {};
  const openingAfter = (days: number): Instant => openingOn(clinic, plusDays(localDateAt(clinic.timeZone, at), days));
  return {
    intakeCallAt: openingAfter(intake.callAfterDays),
    ...(intake.endAfterDays === undefined ? {} : { intakeEndAt: openingAfter(intake.endAfterDays) }),
  };
}

/** Called when something has become known: what is complete is not asked for any more, and a "no" is looked at. */
export function lookAtIntake(work: Work, seat: DiagnosisSeat, at: Instant): void {
  const { stage, own, state } = seat;
  if (!stage.intake) return;
  const today = todayOf(state, at);
  const refusedOnes = (stage.intake.conditions ?? []).filter((each) => answerTo(each, state, today) === 'no');
  const rule = ruleName(work.rules, seat.track.track, stage.id, 'intake');
  if (refusedOnes.length > 0) askForEntry(work, seat, rule, at);
  if (missingOf(seat).length > 0) return;
  own.intakeCallAt = null;
  own.intakeEndAt = null;
  closeTasks(work, ['complete-intake'], at, 'what was missing at the beginning is there', rule);
  if (refusedOnes.length === 0) closeTasks(work, ['check-entry'], at, 'every condition for entry holds', rule);
}

/** First scores without a value, and conditions nobody has answered with yes or no. */
export function missingOf({ rules, stage: { intake }, state }: DiagnosisSeat): string[] {
  const today = todayOf(state, state.now);
  const notAsked = Object.values(rules.instruments).filter(({ id }) => !isForAge(rules, state, id, today));
  const scores = (intake?.scores ?? []).filter(
    (score) => state.history.first[score] === undefined && !notAsked.some((form) => gives(form, score)),
  );
  const open = (intake?.conditions ?? []).filter((each) => answerTo(each, state, today) === 'unknown');
  return [
    ...scores.map((score) => `a first answer to ${scoreLabel(score)}`),
    ...open.map(({ text }) => `whether ${text}`),
  ];
}

const gives = ({ scores }: Instrument, name: string): boolean => scores.some(({ score }) => score === name);

export function intakeDues({ own }: DiagnosisSeat): Due[] {
  return [
    ...(own.intakeCallAt == null
      ? []
      : [{ at: own.intakeCallAt, what: 'A call, if first answers are missing', to: 'coordinators' as const }]),
    ...(own.intakeEndAt == null
      ? []
      : [
          {
            at: own.intakeEndAt,
            what: 'A look at whether the pathway fits, if something is missing',
            to: 'clinicians' as const,
          },
        ]),
  ];
}

/** True when it was the intake whose time had come. */
export function intakeDue(work: Work, seat: DiagnosisSeat, at: Instant): boolean {
  const { own, stage, track } = seat;
  const rule = ruleName(work.rules, track.track, stage.id, 'intake');
  if (own.intakeCallAt != null && own.intakeCallAt <= at) {
    own.intakeCallAt = null;
    if (missingOf(seat).length > 0) {
      openTask(work, { task: 'complete-intake', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
    }
    return true;
  }
  if (own.intakeEndAt == null || own.intakeEndAt > at) return false;
  own.intakeEndAt = null;
  if (missingOf(seat).length > 0) askForEntry(work, seat, rule, at);
  return true;
}

function askForEntry(work: Work, { track, stage }: DiagnosisSeat, rule: string, at: Instant): void {
  openTask(work, { task: 'check-entry', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
}
