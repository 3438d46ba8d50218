import { localDateAt } from '../calendar';
import type { Reach } from '../event';
import type { Rules } from '../rules';
import { statusOf } from '../status';
import type { EnrolmentStatus, TaskKind } from '../state';
import type { Instant } from '../time';
import { answerLate, answerOpen, type Given } from './answering';
import { beginCourse, passTo, record, type Course, type Fact, type Outage } from './course';

/** What happens in a story: an answer, a fact that staff record, or what a person then sees. */
export type Happening =
  | { at: Instant; answers: Given; late?: string }
  | { at: Instant; fact: Fact; refused?: string }
  | { at: Instant; expect: Expected };

/** What must hold at a moment. Lists are exact; what is not named is not looked at. */
export type Expected = {
  /** By track. */
  stage: Record<string, string>;
  status?: EnrolmentStatus | (string & {});
  /** Mails since the last look: `2026-11-21 invite`. */
  messages?: string[];
  tasks?: TaskKind[];
  /** Escalations since the last look, by rule or class. */
  escalations?: string[];
  /** The open question and what the rule found: `surgical-review: success`. */
  question?: string | null;
  missing?: string[];
};

export type Story = {
  story: string;
  enrolledAt: Instant;
  reach: Reach;
  outages: Outage[];
  happens: Happening[];
};

/** What was seen where the story says what it expects, in the same shape. */
export type Look = { at: Instant; expected: Expected; seen: Expected };

/** Plays a story on the pure core and looks where it says so. Throws when the story itself cannot happen. */
export function playStory(rules: Rules, { story, enrolledAt, reach, outages, happens }: Story): Look[] {
  const start = { type: 'enrolment.started', at: enrolledAt, data: { reach, consent: { email: true } } } as const;
  const course = beginCourse(rules, start, outages);
  const told: string[] = [];
  const looks: Look[] = [];
  let since = { sent: 0, told: 0, effects: 0 };
  for (const each of happens) {
    if ('expect' in each) {
      passTo(course, each.at);
      looks.push({ at: each.at, expected: each.expect, seen: look(course, each.expect, told, since) });
      since = { sent: course.sent.length, told: told.length, effects: course.effects.length };
    } else if ('fact' in each) {
      const { refused } = record(course, each.fact);
      if ((refused ?? '') !== (each.refused ?? ''))
        throw impossible(story, each.fact.type, refused ?? 'was not refused');
    } else if (each.late !== undefined) {
      answerLate(course, each.late, each.answers, each.at);
    } else {
      passTo(course, each.at - 1);
      const signals = answerOpen(course, each.answers, each.at);
      if (!signals) throw impossible(story, 'an answer', 'no check-in is open');
      told.push(...signals.map(({ rule }) => rule));
    }
  }
  return looks;
}

function impossible(story: string, what: string, why: string): Error {
  return new Error(`The story “${story}” cannot happen: ${what}: ${why}`);
}

type Since = { sent: number; told: number; effects: number };

/** Only what is expected is reported: a story says what it is about. */
function look(course: Course, expected: Expected, told: readonly string[], since: Since): Expected {
  const { state } = course;
  const gate = state.tracks.find((track) => track.gate)?.gate;
  const all: Required<Expected> = {
    stage: Object.fromEntries(
      state.tracks
        .filter(({ track }) => Object.hasOwn(expected.stage, track))
        .map(({ track, stage }) => [track, stage]),
    ),
    status: state.ended ? `ended: ${state.ended.reason}` : statusOf(state),
    messages: course.sent.slice(since.sent).map(({ at, role }) => `${localDateAt(state.reach.timeZone, at)} ${role}`),
    tasks: state.tasks.map(({ task }) => task).sort(),
    escalations: [...told.slice(since.told), ...raisedSince(course, since)],
    question: gate ? `${gate.gate}: ${gate.verdict.kind}` : null,
    missing: gate?.verdict.missing ?? [],
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(expected, name))) as Expected;
}

function raisedSince({ effects }: Course, since: Since): string[] {
  return effects.slice(since.effects).flatMap((effect) => (effect.type === 'raise-escalation' ? [effect.class] : []));
}
