import { z } from 'zod';
import { asking, at, day, id, instant, language, note, oneOf, phone, text, timeZone, yesOrNo } from './fields';
import { mailbox, notLater, promptHour } from './enrolment';
import type { Role } from '../../src/domain/role';
import { imagingModalities, type patientEventTypes, type staffEventTypes } from '../../src/domain/event';
import { sessionPurposes } from '../../src/domain/session-purpose';
import { sides } from '../../src/domain/site';
import { careRoles, clinicianRoles } from '../route';

export type Moment = { now: number; today: string };
const MINUTE = 60_000;

/** Sender's clocks may run a little fast; whoever writes the fact takes the earlier of this and now. */
const past = ({ now }: Moment) =>
  instant.refine((value) => value <= now + MINUTE, 'This time lies in the future of the clinic’s clock.').optional();

const reason = text('a reason', 500);
const word = (what: string) => text(what, 64);
const checks = z
  .array(word('a check that was made, such as anticoagulant'), { error: asking('the checks') })
  .min(1)
  .max(20);
const count = z
  .int({ error: asking('a whole number') })
  .min(0)
  .max(1000);
const session = word('the session: any name that is used once in the enrolment');
const imaging = { modality: oneOf(imagingModalities), region: word('the region, such as lumbar') };
const site = {
  kind: word('the kind of procedure'),
  region: word('the region, such as lumbar'),
  side: oneOf(sides),
};

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
    'medication.checked': z.strictObject({ checks }, dataObject),
    'medication.contraindicated': z.strictObject(
      { class: word('the class of the medicine, such as gabapentinoid'), reason },
      dataObject,
    ),
    'medication.reviewed': z.strictObject({}, dataObject),
    'taper.reviewed': z.strictObject({ outcome: oneOf(['reducing', 'continued', 'stopped']), reason }, dataObject),
    'history.recorded': z.strictObject({ previousOperations: count }, dataObject),
    'examination.recorded': z.strictObject({ deficit: oneOf(['none', 'stable', 'progressive']) }, dataObject),
    'imaging.ordered': z.strictObject(imaging, dataObject),
    'imaging.reported': z.strictObject(imaging, dataObject),
    'session.booked': z.strictObject({ session, purpose: oneOf(sessionPurposes), at: instant }, dataObject),
    'session.moved': z.strictObject({ session, at: instant }, dataObject),
    'session.attended': z.strictObject({ session }, dataObject),
    'session.missed': z.strictObject({ session }, dataObject),
    'session.cancelled': z.strictObject({ session }, dataObject),
    'procedure.ordered': z.strictObject(
      {
        ...site,
        indication: word('the indication, such as radicular'),
        concordantImaging: yesOrNo,
        conservativeWeeks: count,
        plannedOn: day(),
      },
      dataObject,
    ),
    'procedure.checked': z.strictObject({ checks }, dataObject),
    'procedure.performed': z.strictObject(
      { ...site, guidance: word('the guidance, such as fluoroscopy'), performedOn: notLater(moment.today) },
      dataObject,
    ),
    'procedure.refused': z.strictObject({ by: oneOf(['patient', 'clinician']), reason }, dataObject),
    'psychology.assessed': z.strictObject({ outcome: oneOf(['support', 'no-need']) }, dataObject),
    'score.entered': z.strictObject(
      {
        instrument: word('the instrument, such as odi'),
        total: z.number({ error: asking('the total') }),
        of: z
          .int({ error: asking('the points possible') })
          .min(1)
          .optional(),
      },
      dataObject,
    ),
    'flag.known': z.strictObject(
      {
        rule: word('the safety rule, such as red-flag.night-pain'),
        until: instant.refine((value) => value > moment.now, 'A sign is known until a time in the future.'),
        reason,
      },
      dataObject,
    ),
    'stage.bypassed': z.strictObject({ track: word('the track, such as care'), reason }, dataObject),
    'enrolment.transferred': z.strictObject({ reason }, dataObject),
    'enrolment.accepted': z.strictObject({}, dataObject),
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
  'medication.checked': clinicianRoles,
  'medication.contraindicated': clinicianRoles,
  'medication.reviewed': clinicianRoles,
  'taper.reviewed': clinicianRoles,
  'history.recorded': careRoles,
  'examination.recorded': careRoles,
  'imaging.ordered': careRoles,
  'imaging.reported': careRoles,
  'session.booked': careRoles,
  'session.moved': careRoles,
  'session.attended': careRoles,
  'session.missed': careRoles,
  'session.cancelled': careRoles,
  'procedure.ordered': clinicianRoles,
  'procedure.checked': clinicianRoles,
  'procedure.performed': careRoles,
  'procedure.refused': careRoles,
  'psychology.assessed': clinicianRoles,
  'score.entered': careRoles,
  'flag.known': clinicianRoles,
  'stage.bypassed': clinicianRoles,
  'enrolment.transferred': careRoles,
  'enrolment.accepted': careRoles,
  'decision.made': clinicianRoles,
  'enrolment.paused': careRoles,
  'enrolment.resumed': careRoles,
  'enrolment.withdrawn': careRoles,
} as const satisfies Record<(typeof staffEventTypes)[number], readonly Role[]>;

export function staffEventContract(moment: Moment) {
  const data = staffEvents(moment);
  const event = <const T extends keyof typeof data>(type: T) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(moment), data: data[type] });
  // Facts without data may leave it out.
  const bare = <const T extends 'enrolment.resumed' | 'enrolment.accepted' | 'medication.reviewed'>(type: T) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(moment), data: data[type].default({}) });
  return z.discriminatedUnion(
    'type',
    [
      event('diagnosis.recorded'),
      event('medication.started'),
      event('medication.stopped'),
      event('medication.checked'),
      event('medication.contraindicated'),
      bare('medication.reviewed'),
      event('taper.reviewed'),
      event('history.recorded'),
      event('examination.recorded'),
      event('imaging.ordered'),
      event('imaging.reported'),
      event('session.booked'),
      event('session.moved'),
      event('session.attended'),
      event('session.missed'),
      event('session.cancelled'),
      event('procedure.ordered'),
      event('procedure.checked'),
      event('procedure.performed'),
      event('procedure.refused'),
      event('psychology.assessed'),
      event('score.entered'),
      event('flag.known'),
      event('stage.bypassed'),
      event('enrolment.transferred'),
      bare('enrolment.accepted'),
      event('decision.made'),
      event('enrolment.paused'),
      bare('enrolment.resumed'),
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
        'patient.admitted',
        z.strictObject(
          { reviewAt: instant.refine((value) => value > facts.now, 'The day to ask again lies in the future.') },
          dataObject,
        ),
      ),
      event('patient.discharged', z.strictObject({}, dataObject).default({})),
      event(
        'consent.changed',
        z.strictObject({ email: yesOrNo, givenOn: notLater(facts.today).optional() }, dataObject),
      ),
      event('contact.changed', contact),
    ],
    { error: asking('a type: patient.died, patient.admitted, patient.discharged, consent.changed, contact.changed') },
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
