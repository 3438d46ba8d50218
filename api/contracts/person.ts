import { z } from 'zod';
import { id as anId } from '../../src/domain/facts/fields';

const id = anId.meta({ description: 'The record of this patient: GET /api/v1/patients/{id}.' });
const says = (description: string) => z.string().meta({ description });
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
        kind: unlessNotKnown('What kind of number it is, such as mobile'),
      })
      .nullable()
      .meta({ description: 'The number to ring first; null: none is known.' }),
    notes: z
      .array(z.string())
      .meta({ description: 'How the patient is spoken with, a sentence each: interpreter, helper, language.' }),
    bestTime: unlessNotKnown('When the patient is best rung'),
  })
  .meta({ id: 'Person', description: 'Whom this is about.' });
