import { z } from 'zod';
import { asking, at, id, instant, language, note, oneOf, phone, text, timeZone, yesOrNo } from './fields';
import { mailbox, notLater, promptHour } from './enrolment';
import type { Role } from '../../src/domain/role';
import type { patientEventTypes, staffEventTypes } from '../../src/domain/event';
import { careRoles, clinicianRoles } from '../route';

export type Moment = { now: number; today: string };
const MINUTE = 60_000;

/** Sender's clocks may run a little fast; whoever writes the fact takes the earlier of this and now. */
const past = ({ now }: Moment) =>
  instant.refine((value) => value <= now + MINUTE, 'This time lies in the future of the clinic’s clock.').optional();

const reason = text('a reason', 500);
const dataObject = { error: asking('data as an object') };

const staffEvents = (moment: Moment) =>
  ({
    'diagnosis.recorded': z.strictObject(
      { mechanism: oneOf(['neuropathic', 'axial', 'structural', 'mixed']) },
      dataObject,
    ),
    'medication.started': z.strictObject(
      {
        class: text('the class of the medicine, such as gabapentinoid', 64),
        agent: text('the medicine', 64),
        doseLevel: text('the dose level, such as starting or target', 64),
        startedOn: notLater(moment.today),
      },
      dataObject,
    ),
    'medication.stopped': z.strictObject({ reason }, dataObject),
    'decision.made': z.strictObject(
      {
        gate: text('the gate that is decided, such as surgical-review', 64),
        choice: oneOf(['approve', 'decline']),
        reason,
      },
      dataObject,
    ),
    'enrolment.paused': z.strictObject(
      {
        until: instant.refine((value) => value > moment.now, 'A pause ends in the future: give a later time.'),
        reason,
      },
      dataObject,
    ),
    'enrolment.resumed': z.strictObject({}, dataObject),
    'enrolment.withdrawn': z.strictObject({ reason }, dataObject),
  }) satisfies Record<(typeof staffEventTypes)[number], z.ZodType>;

/** Who may record what. A decision needs a clinician; the rest is also written down by whoever runs the clinic’s day. */
export const rolesOfEvent = {
  'diagnosis.recorded': careRoles,
  'medication.started': careRoles,
  'medication.stopped': careRoles,
  'decision.made': clinicianRoles,
  'enrolment.paused': careRoles,
  'enrolment.resumed': careRoles,
  'enrolment.withdrawn': careRoles,
} as const satisfies Record<(typeof staffEventTypes)[number], readonly Role[]>;

export function staffEventContract(moment: Moment) {
  const data = staffEvents(moment);
  const event = <const T extends keyof typeof data>(type: T) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(moment), data: data[type] });
  return z.discriminatedUnion(
    'type',
    [
      event('diagnosis.recorded'),
      event('medication.started'),
      event('medication.stopped'),
      event('decision.made'),
      event('enrolment.paused'),
      z.strictObject({
        type: z.literal('enrolment.resumed'),
        occurredAt: past(moment),
        data: data['enrolment.resumed'].default({}),
      }),
      event('enrolment.withdrawn'),
    ],
    { error: asking(`a type: ${Object.keys(data).join(', ')}`) },
  );
}

export type PatientFacts = Moment & { promptHours: { from: string; to: string }; isMailbox: (text: string) => boolean };

export function patientEventContract(facts: PatientFacts) {
  const event = <const T extends (typeof patientEventTypes)[number], D extends z.ZodType>(type: T, data: D) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(facts), data });
  const contact = z
    .strictObject(
      {
        email: mailbox(facts.isMailbox).nullable().optional(),
        phone: phone.nullable().optional(),
        address: note('the postal address', 500).nullable().optional(),
        timeZone: timeZone.optional(),
        preferredTime: promptHour(facts.promptHours).optional(),
        language: language.optional(),
      },
      dataObject,
    )
    .refine(
      (change) => Object.keys(change).length > 0,
      'Give at least one of email, phone, address, timeZone, preferredTime, language.',
    );
  return z.discriminatedUnion(
    'type',
    [
      event('patient.died', z.strictObject({ diedOn: notLater(facts.today).optional() }, dataObject).default({})),
      event(
        'consent.changed',
        z.strictObject({ email: yesOrNo, givenOn: notLater(facts.today).optional() }, dataObject),
      ),
      event('contact.changed', contact),
    ],
    { error: asking('a type: patient.died, consent.changed, contact.changed') },
  );
}

const always: PatientFacts = {
  now: 8.64e15,
  today: '9999-12-31',
  promptHours: { from: '00:00', to: '24:00' },
  isMailbox: () => true,
};

export const StaffEvent = staffEventContract({ now: Number.MIN_SAFE_INTEGER, today: always.today }).meta({
  id: 'StaffEvent',
});
export type StaffEvent = z.infer<typeof StaffEvent>;
export const PatientEvent = patientEventContract(always).meta({ id: 'PatientEvent' });
export type PatientEvent = z.infer<typeof PatientEvent>;

export const EventAccepted = z.object({ eventId: id }).meta({ id: 'EventAccepted' });
export const PatientEventAccepted = z
  .object({ events: z.array(z.object({ enrolmentId: id, eventId: id })), recordedAt: at })
  .meta({ id: 'PatientEventAccepted' });
