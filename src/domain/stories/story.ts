import { localDateAt } from '../calendar/calendar';
import type { Rules } from '../step/rules';
import { answer, givenFor, type Given } from './answering';
import { beginCourse, record, type Course } from '../simulate/course';
import { look, type Expected, type Look } from './look';
import { livePatient, type Patient } from './patient';
import { retract } from './retract';
import type { Happening, Move, Story } from './story-types';

export type Played = { moves: Move[]; looks: Look[]; course: Course };

/** Plays a story on the pure core and looks where it says so. Throws, with the story and the day, when it cannot happen. */
export function playStory(rules: Rules, { story, enrolledAt, reach, outages, otherwise, happens }: Story): Played {
  const start = { type: 'enrolment.started', at: enrolledAt, data: { reach, consent: { email: true } } } as const;
  const course = beginCourse(rules, start, outages);
  const patient: Patient = { course, says: otherwise, answers: false, replies: [], told: [], moves: [] };
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
    patient.says = { ...patient.says, ...each.says };
    if (!patient.answers) patient.replies = [];
  } else if ('answers' in each) {
    answerNow(patient, each);
  } else if ('fact' in each) {
    const { refused } = record(course, each.fact);
    if (refused !== (each.refused ?? null)) {
      throw new Error(`${each.fact.type} ${refused === null ? 'was not refused' : `was refused: ${refused}`}`);
    }
    moves.push({ at, fact: each.fact, refused });
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
function answerNow(patient: Patient, { at, answers, checkIn }: Extract<Happening, { answers: Given }>): void {
  const { course, says } = patient;
  const open = course.state.checkIns.filter(({ answered, opensAt }) => !answered && opensAt <= at);
  const asked = open.findLast(({ key }) => checkIn === undefined || key === checkIn);
  const said = { ...says, ...answers };
  if (!asked && checkIn === undefined) throw new Error('no check-in is open');
  const key = asked?.key ?? checkIn ?? '';
  const given = asked ? givenFor(course, asked, said) : answers;
  patient.told.push(...answer(course, key, given, at).map(({ rule }) => rule));
  patient.moves.push({ at, answers: given, checkIn: key });
}
