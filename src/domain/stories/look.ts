import { localDateAt } from '../calendar/calendar';
import type { JournalEntry } from '../words/effect';
import { journalIn } from '../telling/journal-text';
import { statusOf } from '../telling/summary';
import type { EnrolmentStatus } from '../words/state';
import type { TaskKind } from '../words/task-kinds';
import type { Instant } from '../words/time';
import type { Course } from '../simulate/course';

/** What must hold at a moment. Lists are exact, in any order; what is not named is not looked at. */
export type Expected = {
  /** Of the first track, or by track. */
  stage?: string | Record<string, string>;
  status?: EnrolmentStatus | (string & {});
  /** Mails since the last look: `2026-11-21 invite`, or how many. */
  messages?: string[] | number;
  tasks?: TaskKind[];
  /** How often what an open task is about has come up, where that is more than once. */
  times?: Partial<Record<TaskKind, number>>;
  /** Escalations since the last look, by rule or class. */
  escalations?: string[];
  /** The open questions and what the rules found: `surgical-review: success`. */
  questions?: string[];
  /** What the rules of open questions miss. */
  missing?: string[];
};

/** What was seen where a story says what it expects, in the same shape; `because` is the journal since the last look. */
export type Look = { at: Instant; expected: Expected; seen: Expected; because: JournalEntry[] };

export type Since = { sent: number; told: number; effects: number; entries: number };

type Seen = Required<Omit<Expected, 'stage' | 'messages' | 'times'>> &
  Pick<Expected, 'times'> & { stage: Record<string, string>; messages: string[] };

/** Looks at a course where a story says what it expects. */
export function look(
  course: Course,
  told: readonly string[],
  since: Since,
  { at, expect }: { at: Instant; expect: Expected },
): Look {
  const { state } = course;
  const gates = state.tracks.flatMap(({ gate }) => (gate ? [gate] : []));
  const seen: Seen = {
    stage: Object.fromEntries(state.tracks.map(({ track, stage }) => [track, stage])),
    status: state.ended ? `ended: ${state.ended.reason}` : statusOf(state),
    messages: course.sent.slice(since.sent).map(({ at: left, role }) => mailText(state.reach.timeZone, left, role)),
    tasks: state.tasks.map(({ task }) => task),
    times: Object.fromEntries(state.tasks.flatMap(({ task, times }) => (times === undefined ? [] : [[task, times]]))),
    escalations: [...told.slice(since.told), ...raisedSince(course, since)],
    questions: gates.map(({ gate, verdict }) => `${gate}: ${verdict.kind}`),
    missing: gates.flatMap(({ verdict }) => verdict.missing),
  };
  return comparable({ at, expect, seen, because: course.entries.slice(since.entries) }, firstTrack(course));
}

export const mailText = (timeZone: string, left: Instant, role: string): string =>
  `${localDateAt(timeZone, left)} ${role}`;

function raisedSince({ effects }: Course, since: Since): string[] {
  return effects.slice(since.effects).flatMap((effect) => (effect.type === 'raise-escalation' ? [effect.class] : []));
}

const firstTrack = ({ rules }: Course): string => rules.pathway.tracks[0]?.id ?? '';

/** Both sides in one shape: only what is named, lists in order of the alphabet, mails as a number where a number is expected. */
export function comparable(
  { at, expect, seen, because }: { at: Instant; expect: Expected; seen: Seen; because: JournalEntry[] },
  first: string,
): Look {
  const stage = typeof expect.stage === 'string' ? { [first]: expect.stage } : expect.stage;
  const expected = stage === undefined ? expect : { ...expect, stage };
  const named = {
    ...seen,
    stage: Object.fromEntries(Object.keys(stage ?? {}).map((track) => [track, seen.stage[track] ?? 'not begun'])),
    messages: typeof expect.messages === 'number' ? seen.messages.length : seen.messages,
  };
  const only = Object.entries(named).filter(([name]) => Object.hasOwn(expect, name));
  return { at, expected: inOrder(expected), seen: inOrder(Object.fromEntries(only)), because };
}

function inOrder(value: Expected): Expected {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      Array.isArray(each) ? [...each].sort((a, b) => (a < b ? -1 : 1)) : each,
    ]),
  );
}

/** Why a look is not what the story says: the day, what was expected, what came, and what the journal says of it. Null when it is. */
export function differenceOf({ at, expected, seen, because }: Look, story: string, timeZone: string): string | null {
  const wrong = Object.keys(expected).filter(
    (name) => JSON.stringify(expected[name as keyof Expected]) !== JSON.stringify(seen[name as keyof Expected]),
  );
  if (wrong.length === 0) return null;
  const lines = wrong.flatMap((name) => [
    `  ${name}: expected ${JSON.stringify(expected[name as keyof Expected])}`,
    `  ${' '.repeat(name.length)}      came ${JSON.stringify(seen[name as keyof Expected])}`,
  ]);
  const journal = because.map((entry) => {
    const inputs = entry.inputs.map((input) => `${input.name} ${String(input.value)}`).join(', ');
    const read = inputs === '' ? '' : `: ${inputs}`;
    return `    ${localDateAt(timeZone, entry.at)} ${journalIn(timeZone)(entry)} [${entry.rule}${read}]`;
  });
  return [`“${story}”, ${localDateAt(timeZone, at)}:`, ...lines, '  The journal since the last look:', ...journal].join(
    '\n',
  );
}
