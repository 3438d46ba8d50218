import { z } from 'zod';
import { at, pageOf } from './fields';
import {
  asking,
  birthDate,
  counted,
  id,
  language,
  mailbox,
  notLater,
  notSameAs,
  person,
  phone,
  postalAddress,
  promptHour,
  yesOrNo,
} from '../../src/domain/facts/fields';
import {
  access,
  bestTime,
  careTeam,
  emergencyContact,
  generalPractitioner,
  otherPhones,
  phoneKind,
  preferredName,
} from '../../src/domain/facts/contact';
import type { KnownStaff } from '../../src/domain/words/care-team';
import { sourceKinds } from '../../src/domain/telling/evidence/record';
import { type KnownZones, patientZone } from '../../src/domain/facts/time-zone';

/** What the clinic knows and a contract must ask: everything here can make a field wrong. */
export type Facts = {
  pathways: readonly string[];
  /** Today on the clinic's calendar. */
  today: string;
  promptHours: { from: string; to: string };
  staff: KnownStaff;
  isMailbox: (text: string) => boolean;
  zones: KnownZones;
};

/** For /openapi.json, which knows no clinic. */
const anyClinic: Facts = {
  pathways: [],
  today: '9999-12-31',
  promptHours: { from: '00:00', to: '24:00' },
  staff: null,
  isMailbox: () => true,
  zones: null,
};

const patient = (facts: Facts) =>
  z.strictObject(
    {
      ...person,
      bornOn: birthDate(facts.today),
      timeZone: patientZone(facts.zones).meta({ examples: ['Europe/London'] }),
      language: language.meta({ examples: ['en'] }),
      email: mailbox(facts.isMailbox).optional(),
      preferredTime: promptHour(facts.promptHours).meta({ examples: ['09:00'] }),
      phone: phone.optional(),
      address: postalAddress().optional(),
      emergencyContact: emergencyContact.optional(),
      gp: generalPractitioner(facts.isMailbox).optional(),
      access: access.optional(),
      preferredName: preferredName.optional(),
      bestTime: bestTime.optional(),
      phoneKind: phoneKind.optional(),
      otherPhones: otherPhones.optional(),
    },
    { error: asking('the patient as an object') },
  );

export const enrolmentContract = (facts: Facts) =>
  z.strictObject(
    {
      pathway: z
        .string({ error: asking(`a pathway: ${facts.pathways.join(', ')}`) })
        .refine(
          (value) => facts.pathways.includes(value),
          `There is no such pathway. Known here: ${facts.pathways.join(', ')}.`,
        ),
      version: counted('a version of the pathway, a whole number').optional().meta({
        description: 'The newest that is offered when left out. A demonstration also takes a draft by its version.',
      }),
      patient: patient(facts),
      notSameAs,
      consent: z.strictObject(
        { email: yesOrNo, givenOn: notLater(facts.today) },
        { error: asking('the consent as an object') },
      ),
      careTeam: careTeam(facts.staff).optional(),
    },
    { error: asking('the enrolment as a JSON object') },
  );

export const NewEnrolment = enrolmentContract(anyClinic).meta({
  id: 'NewEnrolment',
  examples: [
    {
      pathway: 'post-laminectomy-syndrome',
      patient: {
        reference: 'B-2002',
        familyName: 'Marsh',
        givenName: 'Grace',
        bornOn: '1971-06-15',
        timeZone: 'Europe/London',
        language: 'en',
        email: 'grace@example.test',
        preferredTime: '09:00',
        phone: '+44 20 7946 0000',
      },
      consent: { email: true, givenOn: '2026-11-20' },
    },
  ],
});
export type NewEnrolment = z.infer<typeof NewEnrolment>;

export const Enrolled = z
  .object({
    id,
    patientId: id,
    notes: z.array(z.string()).meta({ description: 'What people must do for this patient, in sentences.' }),
    undoUntil: at.meta({
      description:
        'Nothing is sent before: enrolment.withdrawn recorded until then undoes it without a trace for the patient.',
    }),
  })
  .meta({ id: 'Enrolled' });

/** One value of one score. */
export const score = { instrument: z.string(), value: z.number(), at };

export const Scores = pageOf(z.object({ ...score, checkInId: id })).meta({ id: 'Scores', description: 'Newest last.' });

export const correction = z
  .object({ as: z.enum(['retracted', 'replaced', 'moved']), at, by: z.string(), reason: z.string() })
  .nullable();

export const Decisions = pageOf(
  z.object({
    eventId: id,
    at,
    by: z.string(),
    gate: z.string(),
    track: z.string().nullable(),
    stage: z.string().nullable(),
    question: z.string().nullable().meta({ description: 'As it was put; null where nothing was open.' }),
    askedAt: at.nullable(),
    choice: z.string(),
    answer: z.string().meta({ description: 'What was chosen, as people say it: yes, no, or the answer in words.' }),
    reason: z.string(),
    inView: z
      .object({
        kind: z.string(),
        rule: z.string().nullable(),
        inputs: z.array(z.object({ name: z.string(), value: z.unknown(), at: at.optional() })),
        missing: z.array(z.string()),
      })
      .nullable()
      .meta({ description: 'What the rule said when it was decided, with what it had read.' }),
    correction,
  }),
).meta({ id: 'Decisions', description: 'Newest last.' });

export const Evidence = z
  .object({
    asOf: at,
    timeZone: z.string(),
    sections: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        lines: z.array(
          z.object({
            text: z.string(),
            data: z.looseObject({}).meta({ description: 'The same as data; what it holds goes by the section.' }),
            missing: z.array(z.string()).meta({ description: 'What nobody knows of it yet.' }),
            sources: z.array(z.object({ of: z.enum(sourceKinds), id: z.string() })).meta({
              description:
                'The rows that it comes from: facts, answered check-ins. The enrolment itself where nothing of the kind is among its facts.',
            }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Evidence', description: 'In the order of reading. It proposes nothing.' });

/** How the evidence is wanted: as data, or as text for a hospital's record. */
export const evidenceQuery = z.strictObject({
  as: z
    .enum(['json', 'text'], { error: asking('json or text') })
    .optional()
    .meta({ description: 'text: at most 40 lines of 100 characters. Left out: as the header Accept says.' }),
});

export const Messages = pageOf(
  z.object({
    id,
    key: z.string(),
    title: z.string().meta({ description: 'Which mail it is, in words.' }),
    role: z.string(),
    channel: z.string(),
    checkInId: id.nullable(),
    dueAt: at,
    expiresAt: at.nullable(),
    state: z.string(),
    reason: z.string().nullable(),
    why: z.string().nullable().meta({ description: 'Why it is not sent, in words; null for what was accepted.' }),
    acceptedAt: at.nullable(),
    attempts: z.array(
      z.object({ startedAt: at, endedAt: at.nullable(), outcome: z.string().nullable(), code: z.int().nullable() }),
    ),
  }),
).meta({ id: 'Messages' });
