import { z } from 'zod';
import {
  asking,
  birthDate,
  counted,
  id,
  language,
  mailbox,
  person,
  phone,
  promptHour,
  text,
  yesOrNo,
} from '../../src/domain/facts/fields';
import { teams } from '../../src/domain/words/authority';
import { patientZone } from '../../src/domain/facts/time-zone';
import { at } from '../contracts/fields';
import type { Facts } from '../contracts/enrolment';
import { Person } from '../contracts/person';

const says = (description: string) => z.string().meta({ description });
const when = (description: string) => at.meta({ description });

/** What the first days depend on; nothing of it is kept. */
export const firstDaysContract = ({ zones, promptHours, today }: Pick<Facts, 'zones' | 'promptHours' | 'today'>) =>
  z.strictObject(
    {
      pathway: text('a pathway').meta({ description: 'Id of the pathway.', examples: ['post-laminectomy-syndrome'] }),
      version: counted('a version of the pathway, a whole number')
        .optional()
        .meta({ description: 'The newest that is offered when left out.' }),
      givenName: text('the given name').optional().meta({ description: 'For the texts; a made-up one when left out.' }),
      bornOn: birthDate(today).optional().meta({ description: 'Of age when left out.' }),
      language: language.meta({ description: 'What the patient reads.', examples: ['en'] }),
      timeZone: patientZone(zones)
        .optional()
        .meta({
          description: 'Where the patient lives; the clinic\u2019s when left out.',
          examples: ['Europe/London'],
        }),
      preferredTime: promptHour(promptHours).optional().meta({ description: '09:00 when left out.' }),
      email: yesOrNo.meta({ description: 'There is an address and consent to mail.' }),
      phone: yesOrNo.meta({ description: 'There is a telephone number.' }),
    },
    { error: asking('the wish as an object with pathway, language, email and phone') },
  );

const unnamedClinic = { zones: null, promptHours: { from: '00:00', to: '24:00' }, today: '9999-12-31' };
export const FirstDaysWish = firstDaysContract(unnamedClinic).meta({
  id: 'FirstDaysWish',
  examples: [{ pathway: 'post-laminectomy-syndrome', language: 'en', email: true, phone: true }],
});
export type FirstDaysWish = z.infer<typeof FirstDaysWish>;

export const FirstDays = z
  .object({
    now: when('The clinic\u2019s time: the enrolment would begin then.'),
    until: when('How far the list goes.'),
    notes: z.array(z.string()).meta({ description: 'What people must do for this patient, in sentences.' }),
    items: z
      .array(
        z.object({
          at: when('When it comes.'),
          kind: z
            .enum(['mail', 'task', 'question'])
            .meta({ description: 'A mail to the patient, work for staff, or a question to a clinician.' }),
          words: says('What it is, in words.'),
          about: z
            .string()
            .nullable()
            .meta({ description: 'How much it asks, or by when; null: nothing more to say.' }),
          unanswered: z.boolean().meta({ description: 'It comes only where the patient does not answer.' }),
          team: z.enum(teams).nullable().meta({ description: 'Whose work it is; null for a mail.' }),
          dueAt: at.nullable().meta({ description: 'By when staff do it, or until when the patient can answer.' }),
          subject: z.string().nullable().meta({ description: 'Of a mail.' }),
          text: z.string().nullable().meta({ description: 'The whole mail as text, with a link that leads nowhere.' }),
        }),
      )
      .meta({ description: 'In the order in which it comes.' }),
  })
  .meta({ id: 'FirstDays', description: 'What the pathway would do by itself; nothing was written.' });

/** What is typed so far: each of it may be left out. */
export const typedContract = ({ isMailbox, today }: Pick<Facts, 'isMailbox' | 'today'>) =>
  z.strictObject(
    {
      familyName: person.familyName.optional().meta({ description: 'Family name.' }),
      givenName: person.givenName.optional().meta({ description: 'Given name.' }),
      bornOn: birthDate(today).optional().meta({ description: 'Compared together with the names.' }),
      email: mailbox(isMailbox).optional().meta({ description: 'Mail address.' }),
      phone: phone.optional().meta({ description: 'Telephone number, in any spacing.' }),
    },
    { error: asking('an object with names and bornOn, email or phone') },
  );
export const Typed = typedContract({ isMailbox: () => true, today: '9999-12-31' }).meta({
  id: 'TypedSoFar',
  examples: [{ familyName: 'Okafor', givenName: 'Ada', bornOn: '1970-05-14' }],
});
export type Typed = z.infer<typeof Typed>;

export const Alike = z
  .object({
    items: z
      .array(
        z.object({
          person: Person,
          matched: z
            .array(z.enum(['name-and-birth-date', 'telephone', 'mail-address']))
            .meta({ description: 'What both records hold.' }),
          enrolment: z
            .object({
              id: id.meta({ description: 'The enrolment.' }),
              title: says('Title of its pathway.'),
              status: says('active, held, paused or ended.'),
              endedAt: at.nullable().meta({ description: 'When it ended; null while it is open.' }),
            })
            .nullable()
            .meta({ description: 'The newest that is open, else the newest; null: on no pathway so far.' }),
        }),
      )
      .meta({ description: 'Twenty at most.' }),
  })
  .meta({ id: 'AlikePatients', description: 'Known patients who may be the one that is being typed.' });
