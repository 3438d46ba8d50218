import { localDateAt, plusDays } from '../calendar/calendar';
import { openingOn } from '../calendar/staffed-hours';
import type { EnrolmentState } from '../words/state';
import type { Medicines, TakenMedicine } from '../words/history';
import type { Stage } from '../stages/types';
import { closeTasks, openTask } from '../promises/tasks';
import { DAY, type Instant, type LocalDate } from '../words/time';
import type { Work } from '../step/work';
import type { DomainEvent } from '../words/event';
import { ruleName } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import { type Refusal, refused } from '../words/effect';

// What is known of the medicines taken: by class, never by dose. Nothing here starts, stops or changes one.

/** Only the last ones say when to ask; a state stays small. */
const CHANGES_KEPT = 12;

type ReviewRule = { firstAfterDays?: number; everyDays: number; rule: string };

/** The part of the state, made when it is first needed. */
export function medicinesOf(state: EnrolmentState): Medicines {
  state.history.medicines ??= { taken: [], listedAt: null, weighedAt: {}, snoozed: [] };
  return state.history.medicines;
}

/** A start was recorded, in a stage. */
export function beginTaking(
  work: Work,
  name: string,
  begun: { stage: string; on: LocalDate; at: Instant },
  review?: ReviewRule,
): void {
  const medicines = medicinesOf(work.state);
  const one: TakenMedicine = { class: name, since: begun.at, begun };
  if (review) {
    const { everyDays, rule, firstAfterDays = everyDays } = review;
    one.review = { at: openingOn(work.rules.clinic, plusDays(begun.on, firstAfterDays)), everyDays, rule };
  }
  medicines.taken = byClass([...medicines.taken.filter((each) => each.class !== name), one]);
}

/** From these days on another dose level is or was taken; the start is the first of them. */
export function changeTaking(work: Work, name: string, changes: readonly LocalDate[], at: Instant): void {
  const medicines = medicinesOf(work.state);
  const kept = [...new Set(changes)].sort().slice(-CHANGES_KEPT);
  medicines.taken = medicines.taken.map((each) =>
    each.class === name ? { ...each, changes: kept, changedAt: at } : each,
  );
}

export function endTaking(work: Work, name: string, at: Instant): void {
  const medicines = medicinesOf(work.state);
  medicines.taken = medicines.taken.filter((each) => each.class !== name);
  if (medicines.taken.some(({ review }) => review?.at === null)) return;
  closeTasks(work, ['review-medicine'], at, 'the medicine was stopped', 'event/medication.stopped');
}

/** The list was gone through: whoever named every class also said what is not taken. */
export function confirmTaking(
  work: Work,
  { classes, weighed = [] }: { classes?: string[]; weighed?: string[] },
  at: Instant,
): void {
  const { state, rules } = work;
  const medicines = medicinesOf(state);
  if (classes) {
    const before = new Map(medicines.taken.map((each) => [each.class, each]));
    medicines.taken = byClass([...new Set(classes)].map((name) => before.get(name) ?? { class: name, since: at }));
    medicines.listedAt = at;
  }
  for (const name of weighed) medicines.weighedAt[name] = at;
  for (const { review } of medicines.taken) {
    if (review) review.at = openingOn(rules.clinic, plusDays(localDateAt(rules.clinic.timeZone, at), review.everyDays));
  }
}

/** So that facts of one instant make one state, in whichever order they came. */
function byClass(taken: TakenMedicine[]): TakenMedicine[] {
  return taken.sort((a, b) => (a.class < b.class ? -1 : 1));
}

/** The first look at a need that falls due. */
export function needDue({ history }: EnrolmentState): { at: Instant; one: TakenMedicine } | null {
  let first: { at: Instant; one: TakenMedicine } | null = null;
  for (const one of history.medicines?.taken ?? []) {
    const at = one.review?.at ?? null;
    if (at !== null && (!first || at < first.at)) first = { at, one };
  }
  return first;
}

export function askForNeed(work: Work, one: TakenMedicine, at: Instant): void {
  if (!one.review) return;
  one.review.at = null;
  openTask(work, {
    task: 'review-medicine',
    about: `${one.class}@${localDateAt(work.rules.clinic.timeZone, at)}`,
    at,
    rule: one.review.rule,
  });
}

/**
 * A start or a stop that no stage takes, as after a correction of what came before it: what was begun is taken all the same
 * until somebody stops it, and is asked about and reviewed as in its own trial.
 */
export function keepMedicine(work: Work, event: DomainEvent, at: Instant): void {
  const taken = work.state.history.medicines?.taken ?? [];
  if (event.type === 'medication.started') {
    const { class: name, startedOn } = event.data;
    if (taken.some((each) => each.class === name)) return;
    const trial = trialOf(work.rules, name);
    if (!trial) return;
    beginIn(work, trial, { class: name, on: startedOn, at });
  }
  if (event.type !== 'medication.stopped') return;
  // Without a class it meant the medicine of the trial: the last one begun.
  const last = taken.filter(({ begun }) => begun).sort((a, b) => b.since - a.since)[0];
  const name = event.data.class ?? last?.class;
  if (name !== undefined) endTaking(work, name, at);
}

/**
 * Added beside a trial, or in a form that acts for long: taken from then on, and asked about and reviewed as the trial of
 * its class says. What is taken already goes on: another dose, or another form of it, is a change.
 */
export function addTaking(work: Work, name: string, on: LocalDate, at: Instant): void {
  const medicines = medicinesOf(work.state);
  const before = medicines.taken.find((each) => each.class === name);
  if (before) {
    const { begun, changes = begun ? [begun.on] : [] } = before;
    changeTaking(work, name, [...changes, on], at);
    return;
  }
  askForList(work, [name], at);
  const trial = trialOf(work.rules, name);
  if (trial) beginIn(work, trial, { class: name, on, at });
  else medicines.taken = byClass([...medicines.taken, { class: name, since: at }]);
}

/** What else is taken is looked at before some medicines begin, where nobody did so lately. Nothing waits for it. */
export function askForList(work: Work, classes: readonly string[], at: Instant): void {
  const { confirmedWithinDays = 0, listBefore = [] } = work.rules.pathway.medicines ?? {};
  const name = classes.find((each) => listBefore.includes(each));
  const { medicinesConfirmedAt } = work.state.history;
  if (name === undefined || (medicinesConfirmedAt !== null && at - medicinesConfirmedAt <= confirmedWithinDays * DAY))
    return;
  const about = `${name}@${localDateAt(work.rules.clinic.timeZone, at)}`;
  openTask(work, { task: 'list-medicines', about, at, rule: ruleName(work.rules, 'medicines', 'listBefore') });
}

function beginIn(
  work: Work,
  { track, stage }: { track: string; stage: Trial },
  begun: { class: string; on: LocalDate; at: Instant },
): void {
  const review = stage.review && { ...stage.review, rule: ruleName(work.rules, track, stage.id, 'review') };
  beginTaking(work, begun.class, { stage: stage.id, on: begun.on, at: begun.at }, review);
}

/** Every class that the pathway names: those that are asked for when the list is gone through, and those of its trials. */
export function classesOf({ pathway }: Rules): string[] {
  const tried = pathway.tracks.flatMap(({ stages }) =>
    stages.flatMap((stage) => (stage.kind === 'medication-trial' ? stage.adequacy.map((rule) => rule.class) : [])),
  );
  return [...new Set([...(pathway.medicines?.classes ?? []), ...tried])];
}

/** A name that the pathway does not know would be kept and never read. */
export function refuseClass(rules: Rules, name: string | undefined): Refusal | null {
  const known = classesOf(rules);
  if (name === undefined || known.includes(name)) return null;
  const are = known.length === 0 ? 'this pathway has none' : `known are ${known.join(', ')}`;
  return refused('unknown-class', `There is no class "${name}" here: ${are}.`);
}

/** It happened all the same: whoever says why is named beside it. */
export function refuseContraindicated(
  { history }: EnrolmentState,
  { class: name, override }: { class: string; override?: string },
): Refusal | null {
  if (override !== undefined || !history.contraindicated.includes(name)) return null;
  return refused(
    'contraindicated',
    `The class ${name} is recorded as not possible for this patient: say in override why it was started all the same.`,
  );
}

type Trial = Extract<Stage, { kind: 'medication-trial' }>;

/** The first trial for a class. */
function trialOf({ pathway }: Rules, name: string): { track: string; stage: Trial } | null {
  for (const track of pathway.tracks) {
    for (const stage of track.stages) {
      if (stage.kind === 'medication-trial' && stage.adequacy.some((each) => each.class === name)) {
        return { track: track.id, stage };
      }
    }
  }
  return null;
}
