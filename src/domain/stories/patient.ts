import { MINUTE, type Instant } from '../words/time';
import { answer, givenFor, type Given } from './answering';
import { passToNextMail, type Course } from '../simulate/course';
import type { Move } from './story-types';

/** Half an hour after a mail somebody who answers has answered it. */
const REPLY_AFTER = 30 * MINUTE;

/** The patient of a story: says the same to every check-in until told otherwise, or is silent. */
export type Patient = {
  course: Course;
  says: Given;
  /** Whether mails are answered. */
  answers: boolean;
  replies: { checkIn: string; at: Instant }[];
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
    const open = course.state.checkIns.find(({ key, answered }) => key === reply.checkIn && !answered);
    if (!open) continue;
    const given = givenFor(course, open, patient.says);
    patient.told.push(...answer(course, open.key, given, reply.at).map(({ rule }) => rule));
    patient.moves.push({ at: reply.at, answers: given, checkIn: open.key });
  }
}

function passMail(patient: Patient, until: Instant): boolean {
  const mail = passToNextMail(patient.course, until);
  if (!mail) return false;
  if (patient.answers) patient.replies.push({ checkIn: mail.checkIn, at: mail.at + REPLY_AFTER });
  return true;
}
