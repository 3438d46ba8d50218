import { localDateAt } from '../../calendar/calendar';
import { ruleWords } from '../../escalation/signal-words';
import type { Instrument } from '../../instrument/types';
import type { TaskKind } from '../../words/task-kinds';
import type { Instant } from '../../words/time';
import type { WorklistReason } from '../../words/worklist';
import { byWhen, dayWords, momentWords } from '../by-when';
import { listText } from '../english';
import { taskTitle, taskWords } from '../journal-text';
import { calls, type Doing } from './calls';
import { desk } from './desk';

// Whose turn it is, in words: one sentence of what to do (verb, person, by when, why), and one of why alone.

const taskDoing = { ...desk, ...calls } satisfies Record<TaskKind, Doing>;
export const phoneKinds = Object.keys(calls) as TaskKind[];

/** Of a kind of a later release: its name. */
export const doingOf = (kind: string): Doing =>
  kind in taskDoing
    ? taskDoing[kind as TaskKind]
    : { doing: () => kind.replaceAll('-', ' '), why: 'it is open', instruction: '' };

/** As the worklist knows it: tier, question, kind or rule; by when; and the check-in it is about, if any. */
export type Turn = {
  what: string | null;
  at: Instant;
  about?: string | null;
  forms?: string[] | null;
};
export type Told = {
  name: string;
  /** The clinic's. */
  timeZone: string;
  now: Instant;
  instruments: Record<string, Instrument>;
};

type Words = (turn: Turn & { what: string }, told: Told & { by: string; until: string }) => string;

/** Why alone; the time stands beside it. */
const why = {
  ended: () => 'This enrolment has ended.',
  escalated: ({ what }) =>
    what === 'now' ? 'An escalation needs somebody now.' : `An escalation is to be looked at: ${what}.`,
  quarantined: () => 'A fact could not be carried out; an operator is asked to look at it.',
  call: ({ what }) => `Waiting for a call: ${taskWords(what)}.`,
  gate: ({ what }) => `A clinician is asked: ${what}`,
  task: ({ what }) => `${taskTitle(what)}.`,
  held: () => 'Routine messages are held until somebody says how to go on.',
  'messages-ended': () => 'Whoever resolved an escalation ended the routine messages: nothing is sent.',
  admitted: () => 'In hospital: nothing routine is asked until then.',
  'no-consent': () => 'There is no consent to mail, so nothing is sent.',
  undeliverable: () => 'Mail does not reach this patient: the address is missing or does not work.',
  paused: () => 'Paused; it goes on by itself.',
  'call-again': ({ what }) => `Waiting for a call, which is asked for again then: ${taskWords(what)}.`,
  'check-in': () => 'Waiting for the patient to answer a check-in.',
  'known-sign': ({ what }, { instruments }) =>
    `A sign is recorded as known until then: ${ruleWords(what, instruments) ?? 'no form asks about it any more'}.`,
  'prompt-snoozed': () => 'A prompt on medicines is set aside until then.',
  'nothing-due': () => 'Nothing is due.',
} satisfies Record<WorklistReason, Words>;

const answer = (name: string, what: string): string =>
  what === 'digest' ? `Look at an item about ${name}` : `Answer an item about ${name}`;

/** What to do. */
const todo: Record<WorklistReason, Words> = {
  ended: (_turn, { name }) => `Nothing to do for ${name}: this enrolment has ended.`,
  escalated: ({ what }, { name, by }) =>
    what === 'now'
      ? `${answer(name, what)} now: an answer or a fact met a safety rule.`
      : `${answer(name, what)} ${by}: an answer or a fact met a safety rule.`,
  quarantined: (_turn, { name }) =>
    `Ask an operator to look at ${name}: a fact could not be carried out, and nothing moves until then.`,
  call: (turn, told) => taskSentence(turn, told),
  gate: ({ what }, { name, by }) => `Decide about ${name} ${by}: ${what}`,
  task: (turn, told) => taskSentence(turn, told),
  held: (_turn, { name }) => `Say how messages to ${name} go on: routine messages are held until then.`,
  'messages-ended': (_turn, { name }) => `Keep in touch with ${name} another way: the routine messages were ended.`,
  admitted: (_turn, { name, until }) =>
    `Nothing to do for ${name} until ${until}: in hospital, and nothing routine is asked.`,
  'no-consent': (_turn, { name }) => `Ask ${name} whether we may write: there is no consent to mail.`,
  undeliverable: (_turn, { name }) => `Correct the address of ${name}: mail does not arrive.`,
  paused: (_turn, { name, until }) => `Nothing to do for ${name} until ${until}: paused, and it goes on by itself.`,
  'call-again': (turn, told) =>
    `Nothing to do for ${told.name} until ${told.until}: then a call is asked for again, for ${reasonOf(turn, told)}.`,
  'check-in': (_turn, { name, until }) => `Nothing to do for ${name} until ${until}: they may still answer a check-in.`,
  'known-sign': (_turn, { name, until }) => `Nothing to do for ${name} until ${until}: a sign is recorded as known.`,
  'prompt-snoozed': (_turn, { name, until }) =>
    `Nothing to do for ${name} until ${until}: a prompt on medicines is set aside.`,
  'nothing-due': (_turn, { name }) => `Nothing to do for ${name}: nothing is due.`,
};

const taskSentence: Words = (turn, told) =>
  `${doingOf(turn.what).doing(told.name)} ${told.by}: ${reasonOf(turn, told)}.`;

/** `questions that were put off are not answered (“Your mood”, Mon 30 Nov)`: where the check-in it is about is known. */
function reasonOf({ what, about, forms }: Turn & { what: string }, { instruments, timeZone, now }: Told): string {
  const [, date, form] = /@(\d{4}-\d{2}-\d{2})(?:\/([\w-]+))?/.exec(about ?? '') ?? [];
  const meant = (forms ?? []).filter((each, _index, all) => form === undefined || !all.includes(form) || each === form);
  const asked = meant.flatMap((each) => instruments[each]?.title ?? []).map((title) => `“${title}”`);
  if (asked.length === 0) return doingOf(what).why;
  const day = date === undefined ? '' : `, ${dayWords(date, localDateAt(timeZone, now))}`;
  return `${doingOf(what).why} (${listText(asked)}${day})`;
}

/** Both sentences. Instants are said on the clinic's wall. */
export function turnWords(reason: WorklistReason, turn: Turn, told: Told): { do: string; why: string } {
  const { at } = turn;
  const known = { ...turn, what: turn.what ?? '' };
  const { timeZone, now } = told;
  const by = { ...told, by: byWhen(timeZone, at, now), until: momentWords(timeZone, at, now) };
  const words: Words = why[reason];
  return { do: todo[reason](known, by), why: words(known, by) };
}
