import { z } from 'zod';
import { asking, day, id, instant, oneOf, reason as reasonFor, word, yesOrNo } from '../../src/domain/facts/fields';
import { notLater } from './enrolment';
import { migration } from './migration';
import { conditionAnswers, imagingModalities, type staffEventTypes } from '../../src/domain/words/event';
import { sessionPurposes, sides } from '../../src/domain/words/session';

export type Moment = { now: number; today: string };
const MINUTE = 60_000;

/** Sender's clocks may run a little fast; whoever writes the fact takes the earlier of this and now. */
export const past = ({ now }: Moment) =>
  instant.refine((value) => value <= now + MINUTE, 'This time lies in the future of the clinic’s clock.').optional();

const reason = reasonFor();
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

export const dataObject = { error: asking('data as an object') };

export const staffEvents = (moment: Moment) =>
  ({
    'diagnosis.recorded': z.strictObject(
      { mechanism: oneOf(['neuropathic', 'axial', 'structural', 'mixed']) },
      dataObject,
    ),
    'medication.started': z.strictObject(
      {
        class: word('the class of the medicine, such as gabapentinoid'),
        agent: word('the medicine'),
        doseLevel: word('the dose level, such as starting or target'),
        startedOn: notLater(moment.today),
      },
      dataObject,
    ),
    'medication.stopped': z.strictObject(
      { reason, class: word('the class of the medicine, such as gabapentin').optional() },
      dataObject,
    ),
    'medication.checked': z.strictObject({ checks }, dataObject),
    'medication.contraindicated': z.strictObject(
      { class: word('the class of the medicine, such as gabapentinoid'), reason },
      dataObject,
    ),
    'medication.reviewed': z.strictObject(
      {
        classes: z.array(word('a class of medicine that is taken, such as opioid')).max(40).optional(),
        weighed: z.array(word('a class whose benefits and risks were weighed')).max(40).optional(),
      },
      dataObject,
    ),
    'prompt.snoozed': z.strictObject(
      {
        prompt: word('the prompt, such as prompt.gabapentinoid-opioid'),
        until: instant.refine((value) => value > moment.now, 'A prompt is set aside until a time in the future.'),
        reason,
      },
      dataObject,
    ),
    'taper.reviewed': z.strictObject({ outcome: oneOf(['reducing', 'continued', 'stopped']), reason }, dataObject),
    'history.recorded': z.strictObject(
      {
        previousOperations: count,
        conditions: z.record(word('a condition for entry'), oneOf(conditionAnswers)).optional(),
      },
      dataObject,
    ),
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
        technique: word('the technique, such as transforaminal').optional(),
      },
      dataObject,
    ),
    'procedure.checked': z.strictObject({ checks }, dataObject),
    'procedure.performed': z.strictObject(
      { ...site, guidance: word('the guidance, such as fluoroscopy'), performedOn: notLater(moment.today) },
      dataObject,
    ),
    'procedure.refused': z.strictObject({ by: oneOf(['patient', 'clinician']), reason }, dataObject),
    'psychology.requested': z.strictObject({}, dataObject),
    'psychology.assessed': z.strictObject({ outcome: oneOf(['support', 'no-need']) }, dataObject),
    'score.entered': z.strictObject(
      {
        instrument: word('the instrument, such as odi'),
        total: z.number({ error: asking('the total') }),
        of: z
          .int({ error: asking('the points possible') })
          .min(1)
          .optional(),
        version: word('the version of the form or table').optional(),
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
        gate: word('the gate that is decided, such as surgical-review'),
        choice: oneOf(['approve', 'decline']),
        reason,
      },
      dataObject,
    ),
    'pathway.migrated': z.strictObject(
      {
        ...migration,
        reason,
        preview: z
          .string({ error: asking('the hash of the migration-preview that was looked at') })
          .regex(/^[0-9a-f]{64}$/, 'Give the hash of the migration-preview that was looked at.'),
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

/** A fact was wrong. What takes its place is judged by the contract of its own type, once the type is known. */
const retraction = z.strictObject(
  {
    eventId: id,
    reason,
    replacement: z
      .record(z.string(), z.unknown(), { error: asking('the data the fact should have had, as an object') })
      .optional()
      .meta({ description: 'The data of the right fact, of the same type. It takes the place of the wrong one.' }),
  },
  dataObject,
);

export function staffEventContract(moment: Moment) {
  const data = staffEvents(moment);
  const event = <const T extends keyof typeof data>(type: T) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(moment), data: data[type] });
  // Facts without data may leave it out.
  const bare = <const T extends 'enrolment.resumed' | 'enrolment.accepted' | 'psychology.requested'>(type: T) =>
    z.strictObject({ type: z.literal(type), occurredAt: past(moment), data: data[type].default({}) });
  return z.discriminatedUnion(
    'type',
    [
      event('diagnosis.recorded'),
      event('medication.started'),
      event('medication.stopped'),
      event('medication.checked'),
      event('medication.contraindicated'),
      z.strictObject({
        type: z.literal('medication.reviewed'),
        occurredAt: past(moment),
        data: data['medication.reviewed'].default({}),
      }),
      event('prompt.snoozed'),
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
      bare('psychology.requested'),
      event('score.entered'),
      event('flag.known'),
      event('stage.bypassed'),
      event('enrolment.transferred'),
      bare('enrolment.accepted'),
      event('decision.made'),
      event('pathway.migrated'),
      event('enrolment.paused'),
      bare('enrolment.resumed'),
      event('enrolment.withdrawn'),
      z.strictObject({ type: z.literal('event.retracted'), occurredAt: past(moment), data: retraction }),
    ],
    { error: asking(`a type: ${[...Object.keys(data), 'event.retracted'].join(', ')}`) },
  );
}

export const StaffEvent = staffEventContract({ now: Number.MIN_SAFE_INTEGER, today: '9999-12-31' }).meta({
  id: 'StaffEvent',
});
export type StaffEvent = z.infer<typeof StaffEvent>;

export const EventAccepted = z.object({ eventId: id }).meta({ id: 'EventAccepted' });
