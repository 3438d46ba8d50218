import { localDateAt } from '../../calendar/calendar';
import { ruleWords } from '../../escalation/signal-words';
import type { Instrument } from '../../instrument/types';
import type { TaskKind } from '../../words/task-kinds';
import type { Instant } from '../../words/time';
import type { WorklistReason } from '../../words/worklist';
import { byWhen, dayWords, momentWords } from '../by-when';
import { listText } from '../english';
import { capital } from '../fact-titles';
import { calls, type Doing } from './calls';
import { desk } from './desk';
import type { EventType } from '../../words/event';

// Whose turn it is, in words: one sentence of what to do (verb, person, by when, why), and a short one.

const taskDoing = { ...desk, ...calls } satisfies Record<TaskKind, Doing>;
export const phoneKinds = Object.keys(calls) as TaskKind[];

/** Of a kind of a later release: its name. */
export const doingOf = (kind: string): Doing =>
  kind in taskDoing
    ? taskDoing[kind as TaskKind]
    : { doing: () => kind.replaceAll('-', ' '), why: 'it is open', instruction: '' };

/** As the worklist knows it: tier, question, kind or rule; by when; the check-in, or of an escalation the rule, it is about. */
export type Turn = {
  what: string | null;
  at: Instant;
  about?: string | null;
  forms?: string[] | null;
  /** Who has it. */
  owner?: string | null;
};
export type Told = {
  name: string;
  /** What the person is called where the name stands beside it. */
  calledBy?: string;
  /** The clinic's. */
  timeZone: string;
  now: Instant;
  instruments: Record<string, Instrument>;
};

/** What is done, with whom; null where nobody has anything to do. */
type Act = ((name: string) => string) | null;
/** `by`: with the time by which it is to be done. */
type Words = { act: Act; when?: 'by' | 'now'; why: string };
type Known = Turn & { what: string };

const respond: Act = (name) => `Respond to ${name}`;

/** What to do, and why; a sentence is made of both. */
const todo: Record<WorklistReason, (turn: Known, told: Told) => Words> = {
  ended: () => ({ act: null, why: 'this enrolment has ended' }),
  escalated({ what, about, owner }, { instruments }) {
    const why = (about == null ? null : ruleWords(about, instruments)) ?? 'an answer or a fact met a safety rule';
    if (owner != null) return { act: (name) => `Leave ${name} to ${owner}, who has it`, why };
    return what === 'now'
      ? { act: respond, when: 'now', why }
      : { act: what === 'digest' ? lookAt : respond, when: 'by', why };
  },
  quarantined: () => ({
    act: (name) => `Ask an operator to look at ${name}`,
    why: 'a fact could not be carried out, and nothing moves until then',
  }),
  call: taskToDo,
  gate: ({ what }) => ({ act: (name) => `Decide about ${name}`, when: 'by', why: what }),
  task: taskToDo,
  held: () => ({
    act: (name) => `Say how messages to ${name} go on`,
    why: 'routine messages are held until then',
  }),
  'messages-ended': () => ({
    act: (name) => `Keep in touch with ${name} another way`,
    why: 'the routine messages were ended',
  }),
  'no-consent': () => ({ act: (name) => `Ask ${name} whether we may write`, why: 'there is no consent to mail' }),
  undeliverable: () => ({ act: (name) => `Correct the address of ${name}`, why: 'mail does not arrive' }),
  admitted: () => ({ act: null, when: 'by', why: 'in hospital, and nothing routine is asked' }),
  paused: () => ({ act: null, when: 'by', why: 'paused, and it goes on by itself' }),
  'call-again': (turn, told) => ({
    act: null,
    when: 'by',
    why: `then a call is asked for again, for ${reasonOf(turn, told)}`,
  }),
  'check-in': () => ({ act: null, when: 'by', why: 'they may still answer a check-in' }),
  'known-sign': ({ what }, { instruments }) => {
    const sign = ruleWords(what, instruments);
    return { act: null, when: 'by', why: `a sign is recorded as known${sign === null ? '' : ` (“${sign}”)`}` };
  },
  'prompt-snoozed': () => ({ act: null, when: 'by', why: 'a prompt on medicines is set aside' }),
  'nothing-due': () => ({ act: null, why: 'nothing is due' }),
};

const lookAt: Act = (name) => `Look at an item about ${name}`;

function taskToDo(turn: Known, told: Told): Words {
  return { act: doingOf(turn.what).doing, when: 'by', why: reasonOf(turn, told) };
}

/** `questions that were put off are not answered (“Your mood”, Mon 30 Nov)`: where the check-in it is about is known. */
function reasonOf({ what, about, forms }: Known, { instruments, timeZone, now }: Told): string {
  const [, date, form] = /@(\d{4}-\d{2}-\d{2})(?:\/([\w-]+))?/.exec(about ?? '') ?? [];
  const meant = (forms ?? []).filter((each, _index, all) => form === undefined || !all.includes(form) || each === form);
  const titles = meant.flatMap((each) => instruments[each]?.title ?? []).map((title) => `“${title}”`);
  // Two are read at a glance; of more the first, and how many.
  const asked = titles.length > 2 ? [...titles.slice(0, 1), `${String(titles.length - 1)} more forms`] : titles;
  if (asked.length === 0) return doingOf(what).why;
  const day = date === undefined ? '' : `, ${dayWords(date, localDateAt(timeZone, now))}`;
  return `${doingOf(what).why} (${listText(asked)}${day})`;
}

/**
 * `do`: the whole sentence, verb, person, by when, why; instants are said on the clinic's wall. `short`: the same for a row
 * that shows the person and the time beside it.
 */
export function turnWords(reason: WorklistReason, turn: Turn, told: Told): { do: string; short: string } {
  const { act, when, why } = todo[reason]({ ...turn, what: turn.what ?? '' }, told);
  const because = /[.?!]$/.test(why) ? why : `${why}.`;
  const whole = (act ?? nothing)(told.name);
  return {
    do: `${whole}${whenWords(when, act, turn.at, told)}: ${because}`,
    short: act === null ? capital(why) : `${act(told.calledBy ?? told.name)}: ${why}`,
  };
}

const nothing = (name: string): string => `Nothing to do for ${name}`;

function whenWords(when: Words['when'], act: Act, at: Instant, { timeZone, now }: Told): string {
  if (when === undefined) return '';
  if (when === 'now') return ' now';
  return act === null ? ` until ${momentWords(timeZone, at, now)}` : ` ${byWhen(timeZone, at, now)}`;
}

/** The facts that do a task: whoever records one of them has done it. Work that no fact does is completed by hand. */
export const asksFor: { [K in TaskKind]?: readonly [EventType, ...EventType[]] } = {
  'record-diagnosis': ['diagnosis.recorded'],
  'complete-intake': ['history.recorded'],
  'record-trial-start': ['medication.started'],
  'chase-imaging': ['imaging.reported'],
  'book-sessions': ['session.booked'],
  'record-attendance': ['session.attended', 'session.missed', 'session.cancelled'],
  'order-procedure': ['procedure.ordered'],
  'record-procedure': ['procedure.performed', 'procedure.refused'],
  'assess-psychology': ['psychology.assessed'],
  'taper-review': ['taper.reviewed'],
  'review-medicine': ['medication.reviewed'],
  'list-medicines': ['medication.reviewed'],
  'review-admission': ['patient.discharged'],
  'accept-transfer': ['enrolment.accepted'],
  'decide-bypass': ['stage.bypassed'],
};
