import { z } from 'zod';
import { isStaffedOn } from '../../domain/calendar/staffed-hours';
import { plusDays } from '../../domain/calendar/calendar';
import type { Instrument } from '../../domain/instrument/types';
import { defined } from '../../domain/words/defined';
import { Days, Text, Time } from '../../domain/shapes/shapes';
import type { Given } from '../../domain/stories/answering';
import type { Happening } from '../../domain/stories/story-types';
import { callOutcomes, problemSince, problemWaits } from '../../domain/words/choices';
import type { ClinicSettings } from '../../domain/words/clinic';
import { taskKinds } from '../../domain/words/task-kinds';
import { type Instant, type LocalDate, MINUTE } from '../../domain/words/time';
import { calendarUpTo, Moment, Near } from '../pathway/story-days';
import { Answers, answersIn, happenings, HappensUpToNow } from '../pathway/story-steps';
import { readYaml } from '../read-yaml';

// The made-up patients of a demonstration: who they are, and what led up to this day.

const At = z.union([Moment, Near]);

/** What only somebody who lives among others does: reports, is rung in vain, has an address that does not exist any more. */
const Besides = z.union([
  z.strictObject({
    at: At,
    reports: z.strictObject({
      about: Text,
      since: z.enum(problemSince),
      severity: z.int().min(0).max(10),
      wait: z.enum(problemWaits),
      words: Text.optional(),
    }),
  }),
  z.strictObject({ at: At, rings: z.enum(taskKinds), outcome: z.enum(callOutcomes) }),
  z.strictObject({ at: At, bounces: z.literal(true) }),
  z.strictObject({ at: At, acknowledges: z.literal(true) }),
]);

const Decision = z.strictObject({ choice: Text, reason: Text });

const Course = z.strictObject({
  /** As POST /enrolments takes it. */
  patient: z.looseObject({ reference: Text, timeZone: Text.default('Europe/London') }),
  consent: z.boolean().default(true),
  enrolled: z.strictObject({ daysAgo: Days, at: Time.default('10:00') }),
  /** Another than that of the file. */
  pathway: Text.optional(),
  version: z.int().min(1).optional(),
  begins: Text.optional(),
  /** How long after a mail it is answered. */
  answersAfterMinutes: z.int().min(1).default(40),
  /** What a clinician answers to questions, by gate; the others wait. */
  decides: z.record(z.string(), Decision).default({}),
  /** Staff see to everything that comes up; what came up since then they have not got to yet. */
  leftSince: Near.optional(),
  happens: z.array(z.union([...HappensUpToNow.options, ...Besides.options])).default([]),
});

const File = z.strictObject({
  pathway: Text,
  version: z.int().min(1),
  otherwise: Answers,
  beginnings: z.record(Text, z.array(HappensUpToNow).min(1)).default({}),
  courses: z.array(Course).min(1),
});

type Written = z.infer<typeof Course>;
type Beside = z.infer<typeof Besides>;
type WithoutAt<B> = B extends unknown ? Omit<B, 'at'> : never;

/** What happens in a course that leads up to the present. */
export type Event = Exclude<Happening, { expect: object }> | ({ at: Instant } & WithoutAt<Beside>);

export type MadeUp = {
  reference: string;
  pathway: string;
  version: number;
  patient: Record<string, unknown>;
  consent: boolean;
  enrolledAt: Instant;
  otherwise: Given;
  answersAfter: number;
  decides: Record<string, z.infer<typeof Decision>>;
  leftSince: Instant | null;
  /** In the order of time, up to the present. */
  happens: Event[];
};

/** Who they are stands in the file; when everything happened is counted back from `now`. */
export type MadeUpPatients = {
  references: readonly string[];
  coursesUpTo: (now: Instant, clinic: ClinicSettings) => MadeUp[];
};

export function loadMadeUp(file: string, instruments: Record<string, Instrument>): MadeUpPatients {
  const { value } = readYaml<z.infer<typeof File>>(file, File);
  const { pathway, version, beginnings } = value;
  const otherwise = answersIn(value.otherwise, instruments);
  return {
    references: value.courses.map(({ patient }) => patient.reference),
    coursesUpTo: (now, clinic) =>
      value.courses.map((written) => ({
        ...{ pathway, version, otherwise },
        ...courseOf(written, { now, clinic, instruments, beginning: beginnings[written.begins ?? ''] ?? [] }),
      })),
  };
}

type Around = {
  now: Instant;
  clinic: ClinicSettings;
  instruments: Record<string, Instrument>;
  beginning: z.infer<typeof HappensUpToNow>[];
};

function courseOf(written: Written, { now, clinic, instruments, beginning }: Around) {
  const { patient, consent, enrolled, decides, leftSince } = written;
  const calendar = calendarUpTo({ now, workday: workdayOf(clinic) }, patient.timeZone, enrolled.daysAgo);
  const usual = [...beginning, ...written.happens].flatMap((step) => (isBeside(step) ? [] : [step]));
  const beside = written.happens.flatMap((step) =>
    isBeside(step) ? [{ ...step, at: calendar.instant(step.at) }] : [],
  );
  const all = [...happenings(usual, calendar, instruments), ...beside] as Event[];
  return {
    ...defined({ pathway: written.pathway, version: written.version }),
    reference: patient.reference,
    ...{ patient, consent, decides },
    enrolledAt: calendar.instant(`${String(enrolled.daysAgo)} days ago ${enrolled.at}`),
    answersAfter: written.answersAfterMinutes * MINUTE,
    leftSince: leftSince === undefined ? null : calendar.instant(leftSince),
    happens: all.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at),
  };
}

const isBeside = (step: Written['happens'][number]): step is Beside =>
  'reports' in step || 'rings' in step || 'bounces' in step || 'acknowledges' in step;

/** The day itself, or the next on which somebody is in. */
const workdayOf =
  (clinic: ClinicSettings) =>
  (date: LocalDate): LocalDate => {
    let day = date;
    for (let more = 0; more < 14 && !isStaffedOn(clinic, day); more += 1) day = plusDays(day, 1);
    return day;
  };
