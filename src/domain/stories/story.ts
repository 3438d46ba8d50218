import { DAY, type Instant, MINUTE } from '../words/time';
import { answer, type Asked, type Given, givenFor } from './answering';
import { beginCourse, type Course, passToNextMail, record } from '../simulate/course';
import type { Happening, Move, Story } from './story-types';
import { defined } from '../words/defined';
import { localDateAt } from '../calendar/calendar';
import type { Rules } from '../step/rules';
import { type Expected, look, type Look } from './look';
import { retract } from './retract';

/** Half an hour after a mail somebody who answers has answered it. */
const REPLY_AFTER = 30 * MINUTE;

/** The patient of a story: says the same to every check-in until told otherwise, or is silent. */
export type Patient = {
  course: Course;
  says: Given;
  /** Whether mails are answered. */
  answers: boolean;
  /** How long after a mail it is answered; by then its check-in may have closed. */
  replyAfter: number;
  replies: { asked: Asked; at: Instant }[];
  /** Safety rules that answers have met. */
  told: string[];
  moves: Move[];
};

/** Lives up to and including an instant: mails arrive, and are answered where the patient answers. */
export function livePatient(patient: Patient, until: Instant): void {
  const { course } = patient;
  for (;;) {
    const [reply] = patient.replies;
    if (!reply || reply.at > until) {
      if (passMail(patient, until)) continue;
      return;
    }
    while (passMail(patient, reply.at - 1)) continue;
    patient.replies = patient.replies.filter((each) => each !== reply);
    const { key } = reply.asked;
    const open = course.state.checkIns.find((each) => each.key === key);
    // An answer that the close came before is still sent, once.
    if (open ? open.answered : hasAnswered(patient, key)) continue;
    const given = givenFor(course, open ?? reply.asked, patient.says);
    patient.told.push(...answer(course, key, given, reply.at).map(({ rule }) => rule));
    patient.moves.push({ at: reply.at, answers: given, checkIn: key });
  }
}

function passMail(patient: Patient, until: Instant): boolean {
  const mail = passToNextMail(patient.course, until);
  if (!mail) return false;
  const asked = patient.course.state.checkIns.find(({ key }) => key === mail.checkIn);
  if (patient.answers && asked) patient.replies.push({ asked, at: mail.at + patient.replyAfter });
  return true;
}

const hasAnswered = ({ moves }: Patient, checkIn: string): boolean =>
  moves.some((move) => 'answers' in move && move.checkIn === checkIn);

export type Played = { moves: Move[]; looks: Look[]; course: Course };

/** Plays a story on the pure core and looks where it says so. Throws, with the story and the day, when it cannot happen. */
export function playStory(rules: Rules, told: Story): Played {
  const { story, enrolledAt, reach, outages, otherwise, happens, ofAge } = told;
  const data = { reach, consent: { email: true }, ...defined({ ofAge }) };
  const start = { type: 'enrolment.started', at: enrolledAt, data } as const;
  const course = beginCourse(rules, start, outages);
  const silent = { answers: false, replyAfter: REPLY_AFTER, replies: [] };
  const patient: Patient = { course, says: otherwise, ...silent, told: [], moves: [] };
  const looks: Look[] = [];
  let since = { sent: 0, told: 0, effects: 0, entries: 0 };
  for (const each of happens) {
    try {
      livePatient(patient, 'expect' in each ? each.at : each.at - 1);
      if ('expect' in each) {
        patient.moves.push(each);
        looks.push(look(course, patient.told, since, each));
        since = {
          sent: course.sent.length,
          told: patient.told.length,
          effects: course.effects.length,
          entries: course.entries.length,
        };
      } else happen(patient, each);
    } catch (error) {
      const day = localDateAt(reach.timeZone, each.at);
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The story “${story}” cannot happen as told, ${day}: ${why}`, { cause: error });
    }
  }
  return { moves: patient.moves, looks, course };
}

function happen(patient: Patient, each: Exclude<Happening, { expect: Expected }>): void {
  const { course, moves } = patient;
  const { at } = each;
  if ('says' in each) {
    patient.answers = each.says !== null;
    patient.replyAfter = each.afterDays === undefined ? REPLY_AFTER : each.afterDays * DAY;
    patient.says = { ...patient.says, ...each.says };
    if (!patient.answers) patient.replies = [];
  } else if ('answers' in each) {
    answerNow(patient, each);
  } else if ('fact' in each) {
    const { refused, apart } = record(course, each.fact);
    if (refused !== (each.refused ?? null)) {
      throw new Error(`${each.fact.type} ${refused === null ? 'was not refused' : `was refused: ${refused}`}`);
    }
    if (apart !== (each.apart ?? false)) {
      throw new Error(`${each.fact.type}: ${apart ? 'no stage waits for it' : 'a stage waits for it'}`);
    }
    moves.push({ at, fact: each.fact, refused, apart });
  } else if ('completes' in each) {
    const open = course.state.tasks.find(({ task }) => task === each.completes);
    if (!open) throw new Error(`no task ${each.completes} is open`);
    record(course, { type: 'task.completed', at, data: { task: open.key } });
    moves.push(each);
  } else if ('retracts' in each) {
    const { refused } = retract(course, at, each);
    if (refused !== (each.refused ?? null)) {
      throw new Error(
        `taking back ${each.retracts} ${refused === null ? 'was not refused' : `was refused: ${refused}`}`,
      );
    }
    moves.push({ ...each, refused });
  } else {
    const { holds } = course.state;
    if (holds.length === 0) throw new Error('no escalation holds messages');
    for (const escalation of holds) {
      record(course, { type: 'escalation.resolved', at, data: { escalation, messages: each.messages } });
    }
    moves.push(each);
  }
}

/** To the check-in that is named, or to the one that opened last. */
function answerNow(patient: Patient, { at, answers, checkIn, from }: Extract<Happening, { answers: Given }>): void {
  const { course, says } = patient;
  const open = course.state.checkIns.filter(({ answered, opensAt }) => !answered && opensAt <= at);
  const asked = open.findLast(({ key }) => checkIn === undefined || key === checkIn);
  const said = { ...says, ...answers };
  if (!asked && checkIn === undefined) throw new Error('no check-in is open');
  const key = asked?.key ?? checkIn ?? '';
  const given = asked ? givenFor(course, asked, said, from) : answers;
  patient.told.push(...answer(course, key, given, at, asked && from).map(({ rule }) => rule));
  patient.moves.push({ at, answers: given, checkIn: key });
}
