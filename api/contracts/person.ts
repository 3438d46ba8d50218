import { z } from 'zod';
import { phoneKinds } from '../../src/domain/facts/contact';
import { at, Owner, pathwayNamed, says } from './fields';
import { id as anId } from '../../src/domain/facts/fields';

const id = anId.meta({ description: 'The record of this patient: GET /api/v1/patients/{id}.' });
const unlessNotKnown = (description: string) =>
  z
    .string()
    .nullable()
    .meta({ description: `${description}; null: not known.` });

/** Whom a row is about: the same in every list. */
export const Person = z
  .object({
    id,
    reference: says('What the records of the clinic call this patient.'),
    familyName: says('Family name.'),
    givenName: says('Given name.'),
    title: unlessNotKnown('How the patient is addressed, such as Mrs'),
    preferredName: unlessNotKnown('The name the patient would rather be called by'),
    bornOn: z.iso.date().meta({ description: 'Day of birth.' }),
    ageYears: z.int().meta({ description: 'Age in full years: today in the time zone of the clinic, or at death.' }),
    diedOn: z.iso.date().nullable().meta({ description: 'Day of death; null of the living.' }),
    phone: z
      .object({
        number: says('As it was typed.'),
        kind: z.enum(phoneKinds).nullable().meta({ description: 'What kind of number it is; null: not known.' }),
      })
      .nullable()
      .meta({ description: 'The number to ring first; null: none is known.' }),
    notes: z
      .array(z.string())
      .meta({ description: 'How the patient is spoken with, a sentence each: interpreter, helper, language.' }),
    bestTime: unlessNotKnown('When the patient is best rung'),
  })
  .meta({ id: 'Person', description: 'Whom this is about.' });

const phoneNumber = {
  number: says('As it was typed.'),
  kind: z.enum(phoneKinds).nullable().meta({ description: 'What kind of number it is; null: not known.' }),
};
const wish = (description: string) =>
  z
    .union([z.boolean(), z.string()])
    .nullable()
    .meta({ description: `${description}; null: nobody asked.` });
const when = (description: string) => at.nullable().meta({ description });

/** Whom to ring and write to, who may be told what, and what the patient agreed to. */
export const Patient = Person.extend({
  contacts: z
    .array(z.object({ id: says('Its place among the numbers, from 1.'), ...phoneNumber }))
    .meta({ description: 'Every telephone number, in the order in which they are rung; empty: none is known.' }),
  email: z
    .object({
      address: says('The address that mail goes to.'),
      bouncedAt: when('When mail to it came back; null: none has.'),
      bounceWords: z.string().nullable().meta({ description: 'The same in words.' }),
    })
    .nullable()
    .meta({ description: 'Mail address; null: none is known.' }),
  address: unlessNotKnown('Postal address'),
  emergencyContact: z
    .object({
      name: says('Name of this person.'),
      relation: unlessNotKnown('How this person is related'),
      phone: says('Number of this person.'),
      mayDiscuss: z.boolean().meta({ description: 'The patient agreed that care is spoken of with this person.' }),
    })
    .nullable()
    .meta({ description: 'Whom to ring where the patient cannot be reached; null: not known.' }),
  gp: z
    .object({
      name: says('Name of the doctor.'),
      practice: unlessNotKnown('Name of the practice'),
      email: unlessNotKnown('Mail address of the practice'),
    })
    .nullable()
    .meta({ description: 'Family doctor; null: not known.' }),
  language: says('Language of the patient, such as en.'),
  spoken: z
    .string()
    .nullable()
    .meta({ description: 'Language that mails and pages are in; null outside any pathway.' }),
  timeZone: says('Where the patient lives, as a time zone.'),
  preferredTime: says('At which hour of the patient routine mail goes out.'),
  access: z
    .object({
      interpreter: wish('Whether an interpreter is wanted, or for which language'),
      helper: wish('Whether somebody helps, or who'),
      largePrint: z.boolean().nullable().meta({ description: 'Letters in large print; null: nobody asked.' }),
    })
    .meta({ description: 'What the patient needs to be reached.' }),
  consents: z
    .array(
      z.object({
        channel: says('email.'),
        given: z.boolean().meta({ description: 'Whether the patient agreed.' }),
        on: z.iso.date().meta({ description: 'The day of it.' }),
        recordedBy: z
          .string()
          .nullable()
          .meta({ description: 'Who wrote it down; null: the patient by link, or a program.' }),
      }),
    )
    .meta({ description: 'What is in force, by channel; a channel that is not there was never asked about.' }),
  careTeam: z
    .object({
      coordinator: Owner.meta({ description: 'Coordinator; null: nobody is named.' }),
      clinician: Owner.meta({ description: 'Clinician; null: nobody is named.' }),
    })
    .meta({ description: 'Of the newest enrolment that has not ended.' }),
  enrolments: z
    .array(
      z.object({
        id: anId.meta({ description: 'The enrolment.' }),
        pathway: pathwayNamed,
        status: says('active, held, paused or ended.'),
        startedAt: at.meta({ description: 'When it began.' }),
        endedAt: when('When it ended; null: it has not.'),
      }),
    )
    .meta({ description: 'Newest first.' }),
}).meta({ id: 'Patient', description: 'One patient, for whoever rings or writes.' });
