import { z } from 'zod';
import { careTeamRoles } from '../words/authority';
import { type CareTeamPlace, careTeamPlaces, type KnownStaff, placesOf } from '../words/care-team';
import { asking, dataOf, id, mailbox, oneOf, phone, text, yesOrNo } from './fields';

// The ways to a patient and to those around them, as people fill them in: at enrolment and when they change.

/** What kind of number it is: which one is rung first, and where a message may be left. */
export const phoneKinds = ['mobile', 'home', 'work', 'other'] as const;
export type PhoneKind = (typeof phoneKinds)[number];

export const phoneKind = oneOf(phoneKinds).meta({ description: 'What kind of number the first telephone number is.' });

export const otherPhones = z
  .array(
    z.strictObject(
      {
        number: phone.meta({ description: 'The number, as it is to be dialled.' }),
        kind: oneOf(phoneKinds).meta({ description: 'What kind of number it is.' }),
      },
      { error: asking('an object with number and kind') },
    ),
    { error: asking('a list of telephone numbers') },
  )
  .max(5, 'Give at most 5.')
  .meta({ description: 'Further numbers, in the order in which they are rung.' });

export const preferredName = text('the name the patient would rather be called by').meta({
  description: 'The name the patient would rather be called by.',
});

export const bestTime = text('when the patient is best rung').meta({
  description: 'When the patient is best rung, in words, such as: mornings, not on Fridays.',
});

export const emergencyContact = z
  .strictObject(
    {
      name: text('the name of this person').meta({ description: 'Name of this person.' }),
      phone: phone.meta({ description: 'Number of this person.' }),
      relation: text('how this person is related, such as daughter').meta({ description: 'Such as daughter.' }),
      mayDiscuss: yesOrNo.meta({ description: 'The patient agreed that care is spoken of with this person.' }),
    },
    { error: asking('an object with name, phone, relation and mayDiscuss') },
  )
  .meta({ description: 'Whom to ring where the patient cannot be reached.' });

export const generalPractitioner = (isMailbox: (text: string) => boolean) =>
  z
    .strictObject(
      {
        name: text('the name of the doctor').meta({ description: 'Name of the doctor.' }),
        practice: text('the practice').optional().meta({ description: 'Name of the practice.' }),
        email: mailbox(isMailbox).optional().meta({ description: 'Mail address of the practice.' }),
      },
      { error: asking('an object with name, practice and email') },
    )
    .meta({ description: 'The family doctor.' });

/** A tick is enough; who wants to say more may. */
const yesOrSaying = (what: string) => z.union([z.boolean(), text(what)], { error: asking(`true, false or ${what}`) });

export const access = z
  .strictObject(
    {
      interpreter: yesOrSaying('the language the interpreter speaks')
        .optional()
        .meta({ description: 'Whether an interpreter is wanted, or for which language.' }),
      helper: yesOrSaying('who helps').optional().meta({ description: 'Whether somebody helps, or who.' }),
      largePrint: yesOrNo.optional().meta({ description: 'Letters are wanted in large print.' }),
    },
    { error: asking('an object with interpreter, helper or largePrint') },
  )
  .meta({ description: 'What the patient needs to be reached.' });

function whyNot(place: CareTeamPlace, staff: KnownStaff, value: string): string | null {
  if (staff === null) return null;
  const member = staff.get(value);
  if (member === undefined) return 'There is no such member of staff: GET /api/v1/staff lists them.';
  if (!member.active) return 'This person does not work here any more: choose somebody who does.';
  if (placesOf(member).includes(place)) return null;
  return `Choose somebody who works here as ${careTeamRoles[place].join(' or ')}.`;
}

const memberFor = (place: CareTeamPlace, staff: KnownStaff) =>
  id
    .superRefine((value, context) => {
      const message = whyNot(place, staff, value);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .meta({ description: `The ${place}, by the id of a member of staff: GET /api/v1/staff says who can be.` });

/** Who looks after a patient from the beginning on. */
export const careTeam = (staff: KnownStaff) =>
  z.strictObject(
    { coordinator: memberFor('coordinator', staff).optional(), clinician: memberFor('clinician', staff).optional() },
    { error: asking('an object with the staff ids of coordinator and clinician') },
  );

const change = (staff: KnownStaff) => ({
  coordinator: memberFor('coordinator', staff).nullable().optional(),
  clinician: memberFor('clinician', staff).nullable().optional(),
});

const somebody = [
  (given: { [P in CareTeamPlace]?: unknown }) => careTeamPlaces.some((place) => given[place] !== undefined),
  'Give coordinator, clinician or both: the id of a member of staff, or null for nobody.',
] as const;

/** Who does from now on; null: nobody. */
export const careTeamChange = (staff: KnownStaff) => dataOf(change(staff)).refine(...somebody);

/** To whom the patients of somebody go; null: to nobody. */
export const handover = (staff: KnownStaff) =>
  z.strictObject(change(staff), { error: asking('an object with coordinator, clinician or both') }).refine(...somebody);
