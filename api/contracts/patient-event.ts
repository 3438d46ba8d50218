import { z } from 'zod';
import { patientEventTypes, personFields } from '../../src/domain/words/event';
import { birthDate, mailbox, notLater, notSameAs, person, promptHour } from './enrolment';
import { dataObject, past, type Moment } from './event';
import { at, holdEnds } from './fields';
import { asking, id, instant, language, phone, postalAddress, reason, yesOrNo } from '../../src/domain/facts/fields';
import { type KnownZones, patientZone } from './time-zone';

export type PatientFacts = Moment & {
  promptHours: { from: string; to: string };
  isMailbox: (text: string) => boolean;
  zones: KnownZones;
};

const identity = (facts: PatientFacts) => ({
  familyName: person.familyName.optional(),
  givenName: person.givenName.optional(),
  bornOn: birthDate(facts.today).optional(),
  reference: person.reference.optional(),
});

export function patientEvents(facts: PatientFacts) {
  const contact = z
    .strictObject(
      {
        email: mailbox(facts.isMailbox).nullable().optional(),
        phone: phone.nullable().optional(),
        address: postalAddress().nullable().optional(),
        timeZone: patientZone(facts.zones).optional(),
        preferredTime: promptHour(facts.promptHours).optional(),
        language: language.optional(),
        notSameAs,
      },
      dataObject,
    )
    .refine(
      (change) => Object.keys(change).some((field) => field !== 'notSameAs'),
      'Give at least one of email, phone, address, timeZone, preferredTime, language.',
    );
  return {
    'patient.died': z.strictObject({ diedOn: notLater(facts.today).optional() }, dataObject).default({}),
    'patient.admitted': z.strictObject(
      { reviewAt: instant.refine((value) => value > facts.now, 'The day to ask again lies in the future.') },
      dataObject,
    ),
    'patient.discharged': z.strictObject({}, dataObject).default({}),
    'consent.changed': z.strictObject({ email: yesOrNo, givenOn: notLater(facts.today).optional() }, dataObject),
    'contact.changed': contact,
    'patient.corrected': z
      .strictObject({ ...identity(facts), notSameAs, reason: reason('why it was wrong') }, dataObject)
      .refine(
        (change) => personFields.some((field) => change[field] !== undefined),
        `Give at least one of ${personFields.join(', ')}.`,
      ),
    'patient.merged': z.strictObject({ from: id, reason: reason('why the two records are one person') }, dataObject),
  } satisfies Record<(typeof patientEventTypes)[number], z.ZodType>;
}

export function patientEventContract(facts: PatientFacts) {
  const data = patientEvents(facts);
  const event = <const T extends keyof typeof data>(type: T) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(facts), data: data[type] });
  return z.discriminatedUnion(
    'type',
    [
      event('patient.died'),
      event('patient.admitted'),
      event('patient.discharged'),
      event('consent.changed'),
      event('contact.changed'),
      event('patient.corrected'),
      event('patient.merged'),
    ],
    { error: asking(`a type: ${patientEventTypes.join(', ')}`) },
  );
}

const always: PatientFacts = {
  now: 8.64e15,
  today: '9999-12-31',
  promptHours: { from: '00:00', to: '24:00' },
  isMailbox: () => true,
  zones: null,
};

export const PatientEvent = patientEventContract(always).meta({ id: 'PatientEvent' });
export type PatientEvent = z.infer<typeof PatientEvent>;

export const PatientEventAccepted = z
  .object({
    events: z.array(z.object({ enrolmentId: id, eventId: id })),
    recordedAt: at,
    holdEnds,
    taskId: id.optional().meta({ description: 'patient.merged: nothing was recorded yet, a second person is asked.' }),
  })
  .meta({ id: 'PatientEventAccepted' });
