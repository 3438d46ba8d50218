import { localDateAt, plusDays } from '../../calendar/calendar';
import { ruleName } from '../../pathway/lookup';
import type { Rules } from '../../step/rules';
import { openingOn } from '../../calendar/staffed-hours';
import type { OwnOf, StageOf } from '../types';
import { closeTasks, openTask } from '../../promises/tasks';
import type { Instant } from '../../words/time';
import type { Work } from '../../step/work';
import type { Due, Seat } from '../kind';

type Intake = NonNullable<StageOf<'diagnosis'>['intake']>;
type DiagnosisSeat = Seat<'diagnosis'>;

// What must be known of somebody who is new: the first scores, and whether the pathway is for them. Unknown is asked about,
// and never taken for yes or for no.

/** The conditions for entry that a pathway names. */
export function conditionsOf({ pathway }: Rules): NonNullable<Intake['conditions']> {
  const stages = pathway.tracks.flatMap((track) => track.stages);
  return stages.flatMap((stage) => (stage.kind === 'diagnosis' ? (stage.intake?.conditions ?? []) : []));
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
  const refusedOnes = (stage.intake.conditions ?? []).filter(({ id }) => state.history.conditions?.[id] === 'no');
  const rule = ruleName(work.rules, seat.track.track, stage.id, 'intake');
  if (refusedOnes.length > 0) askForEntry(work, seat, rule, at);
  if (missingOf(seat).length > 0) return;
  own.intakeCallAt = null;
  own.intakeEndAt = null;
  closeTasks(work, ['complete-intake'], at, 'what was missing at the beginning is there', rule);
  if (refusedOnes.length === 0) closeTasks(work, ['check-entry'], at, 'every condition for entry holds', rule);
}

/** First scores without a value, and conditions nobody has answered with yes or no. */
export function missingOf({ stage: { intake }, state }: DiagnosisSeat): string[] {
  const { history } = state;
  const scores = (intake?.scores ?? []).filter((score) => history.first[score] === undefined);
  const open = (intake?.conditions ?? []).filter(({ id }) => (history.conditions?.[id] ?? 'unknown') === 'unknown');
  return [...scores, ...open.map(({ text }) => `whether ${text}`)];
}

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
