import { localDateAt, startOfDay } from '../calendar/calendar';
import type { ClinicSettings } from '../words/clinic';
import { partsOf } from '../check-ins/key';
import { openingOn, withinWorkingDays } from '../calendar/staffed-hours';
import type { EnrolmentState, Promised } from '../words/state';
import { callKinds, type TaskKind } from '../words/task-kinds';
import type { Instant } from '../words/time';

// A task asks for a fact. Closing it is not the fact: until that is there, what was promised is a row of the state and is
// asked for again, for as long as it takes.

type Asked = Pick<Promised, 'about' | 'rule' | 'since'>;

type PromiseRule = {
  againAfterWorkingDays: number;
  /** Kept also where it was settled by somebody who says that they have spoken with the patient. */
  byTalking?: true;
  /** Whether the fact is there. Without it, only the fact that closes tasks of this kind keeps it. */
  isKept?: (state: EnrolmentState, asked: Asked) => boolean;
};

/** What is asked for until it is there, how often, and what fulfils it. Any other task is done by doing it. */
export const promised: { [K in TaskKind]?: PromiseRule } = {
  'record-attendance': {
    againAfterWorkingDays: 2,
    isKept: ({ history }, { about }) => history.sessions.find(({ id }) => about === `session/${id}`)?.outcome !== null,
  },
  'chase-imaging': {
    againAfterWorkingDays: 5,
    isKept: ({ history }, { about }) =>
      !history.imaging.some((each) => each.reportedAt === null && `${each.modality}/${each.region}` === about),
  },
  'review-medicine': {
    againAfterWorkingDays: 5,
    isKept: ({ history }, { about }) =>
      history.medicines?.taken.find((each) => about.startsWith(`${each.class}@`))?.review?.at !== null,
  },
  'safety-call': { againAfterWorkingDays: 1, byTalking: true, isKept: isAnswered },
  'deferred-call': { againAfterWorkingDays: 1, byTalking: true, isKept: isAnswered },
  'ask-left-blank': {
    againAfterWorkingDays: 1,
    byTalking: true,
    isKept: ({ history }, { rule, since }) => (history.safetyAnswered?.[rule] ?? -Infinity) > since,
  },
  'taper-review': { againAfterWorkingDays: 2 },
  'correct-contact': { againAfterWorkingDays: 5, isKept: ({ undeliverable }) => !undeliverable },
  'accept-transfer': { againAfterWorkingDays: 5, isKept: ({ transfer }) => transfer === null },
  'record-diagnosis': { againAfterWorkingDays: 5, isKept: hasLeft },
  'complete-intake': { againAfterWorkingDays: 5, isKept: hasLeft },
  'record-trial-start': {
    againAfterWorkingDays: 5,
    isKept: (state, asked) => hasLeft(state, asked) || stageOf(state, asked, 'medication-trial')?.trial != null,
  },
  'order-procedure': {
    againAfterWorkingDays: 5,
    isKept: (state, asked) => hasLeft(state, asked) || stageOf(state, asked, 'procedure')?.order != null,
  },
  'record-procedure': {
    againAfterWorkingDays: 5,
    isKept: (state, asked) => hasLeft(state, asked) || stageOf(state, asked, 'procedure')?.done != null,
  },
  'assess-psychology': {
    againAfterWorkingDays: 5,
    isKept: (state, asked) => stageOf(state, asked, 'psychological-support')?.phase !== 'assessing',
  },
  'book-sessions': {
    againAfterWorkingDays: 5,
    isKept: (state, asked) =>
      hasLeft(state, asked) ||
      state.history.sessions.some(
        ({ stage, bookedAt, outcome }) =>
          stage === stageIn(asked) &&
          bookedAt >= (trackOf(state, asked)?.since ?? asked.since) &&
          outcome !== 'cancelled',
      ),
  },
  'call-about-sessions': { againAfterWorkingDays: 2, byTalking: true, isKept: hasLeft },
  'call-about-missed': { againAfterWorkingDays: 2, byTalking: true, isKept: hasLeft },
  'call-about-pause': { againAfterWorkingDays: 2, byTalking: true, isKept: ({ pause }) => pause === null },
  'call-about-stop': { againAfterWorkingDays: 2, byTalking: true, isKept: ({ emailConsent }) => emailConsent },
};

/** Answered since the morning of its day, in time or late. */
function isAnswered({ history, checkIns, reach }: EnrolmentState, { about: key }: Asked): boolean {
  if (checkIns.some((open) => open.key === key && open.answered)) return true;
  const parts = partsOf(key);
  if (!parts) return false;
  const day = startOfDay(reach.timeZone, parts.date);
  return (history.answered[parts.name] ?? []).some((at) => at >= day);
}

/** `care/diagnosis@2026-12-01` → `diagnosis`. */
const stageIn = ({ about }: Asked): string => about.slice(about.indexOf('/') + 1, about.lastIndexOf('@'));

const trackOf = ({ tracks }: EnrolmentState, { about }: Asked): EnrolmentState['tracks'][number] | undefined =>
  tracks.find(({ track }) => about.startsWith(`${track}/`));

/** The track stands in another stage by now. */
function hasLeft(state: EnrolmentState, asked: Asked): boolean {
  return trackOf(state, asked)?.stage !== stageIn(asked);
}

type Own = EnrolmentState['tracks'][number]['own'];

function stageOf<K extends Own['kind']>(
  state: EnrolmentState,
  asked: Asked,
  kind: K,
): Extract<Own, { kind: K }> | null {
  const own = trackOf(state, asked)?.own;
  return own?.kind === kind ? (own as Extract<Own, { kind: K }>) : null;
}

/** Not asked for now: again at the opening of a working day to come, unless the fact is there by then. */
export function askLater(
  state: EnrolmentState,
  clinic: ClinicSettings,
  task: TaskKind,
  asked: Asked,
  at: Instant,
): void {
  const rule = promised[task];
  if (!rule || rule.isKept?.(state, asked) === true) return;
  const day = localDateAt(clinic.timeZone, withinWorkingDays(clinic, at, rule.againAfterWorkingDays));
  const row: Promised = { ...asked, task, at: Math.max(openingOn(clinic, day), at + 1) };
  state.promises = [...(state.promises ?? []).filter((each) => !isSame(each, row)), row];
}

const isSame = (one: Promised, other: Promised): boolean => one.task === other.task && one.about === other.about;

/** The next one that is asked for again. */
export function promiseDue({ promises = [] }: EnrolmentState): Promised | null {
  return promises.reduce<Promised | null>((first, each) => (first && first.at <= each.at ? first : each), null);
}

/** The fact that such tasks ask for has come. */
export function forgetPromises(state: EnrolmentState, kinds: readonly TaskKind[]): void {
  if (state.promises) state.promises = state.promises.filter(({ task }) => !kinds.includes(task));
}

/** An answer may be what a call was to ask for again: the patient no longer waits for one. */
export function forgetKeptCalls(state: EnrolmentState): void {
  if (!state.promises) return;
  state.promises = state.promises.filter(
    (row) => !callKinds.includes(row.task) || promised[row.task]?.isKept?.(state, row) !== true,
  );
}

/**
 * What an older release asked for once and never again: its flags say that it was asked, and nothing says that it is there.
 * Asked again at the next step.
 */
export function forgottenBy({ history, now }: EnrolmentState): Promised[] {
  const row = (task: TaskKind, about: string, rule: string): Promised => ({ task, about, rule, since: now, at: now });
  return [
    ...history.sessions
      .filter(({ asked, outcome }) => asked && outcome === null)
      .map(({ id }) => row('record-attendance', `session/${id}`, 'session/outcome-not-recorded')),
    ...history.imaging
      .filter(({ chased, reportedAt }) => chased && reportedAt === null)
      .map(({ modality, region }) => row('chase-imaging', `${modality}/${region}`, 'imaging/not-reported')),
    ...(history.medicines?.taken ?? []).flatMap(({ class: name, review }) =>
      review?.at === null ? [row('review-medicine', `${name}@${localDateAt('UTC', now)}`, review.rule)] : [],
    ),
  ];
}
