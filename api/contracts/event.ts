import { z } from 'zod';
import type { Moment, PatientFacts, RecordedType } from '../../src/domain/facts/fact';
import { asking, id, instant } from '../../src/domain/facts/fields';
import { facts, recordedByStaff } from '../../src/domain/facts/table';
import { patientEventTypes, type EventType } from '../../src/domain/words/event';
import { at, holdEnds } from './fields';

// What may be recorded, put together from the rows of the facts.

const MINUTE = 60_000;

/** Sender's clocks may run a little fast; whoever writes the fact takes the earlier of this and now. */
const past = ({ now }: Moment) =>
  instant.refine((value) => value <= now + MINUTE, 'This time lies in the future of the clinic’s clock.').optional();

type Option<T extends RecordedType> = {
  [K in T]: z.ZodObject<
    { type: z.ZodLiteral<K>; occurredAt: ReturnType<typeof past>; data: ReturnType<(typeof facts)[K]['data']> },
    z.core.$strict
  >;
}[T];

function oneOfThese<T extends RecordedType>(types: readonly T[], moment: Moment) {
  const options = types.map((type) => {
    const data = facts[type].data as unknown as (moment: Moment) => z.ZodType;
    return z
      .strictObject({ type: z.literal(type), occurredAt: past(moment), data: data(moment) })
      .meta({ description: `Records ${type}.`, examples: [{ type, data: facts[type].example }] });
  });
  return z.discriminatedUnion('type', options as unknown as [Option<T>, ...Option<T>[]], {
    error: asking(`a type: ${types.join(', ')}`),
  });
}

export const staffEventContract = (moment: Moment) => oneOfThese(recordedByStaff, moment);
export const patientEventContract = (moment: PatientFacts) => oneOfThese(patientEventTypes, moment);

export const StaffEvent = staffEventContract({ now: Number.MIN_SAFE_INTEGER, today: '9999-12-31' }).meta({
  id: 'StaffEvent',
});
export type StaffEvent = z.infer<typeof StaffEvent>;

export const PatientEvent = patientEventContract({
  now: 8.64e15,
  today: '9999-12-31',
  promptHours: { from: '00:00', to: '24:00' },
  isMailbox: () => true,
  zones: null,
  staff: null,
}).meta({ id: 'PatientEvent' });
export type PatientEvent = z.infer<typeof PatientEvent>;

/**
 * What may take the place of a wrong fact: the data of its type. Null where nothing can: a decision is made again, by
 * whoever decides, with the question in view.
 */
export function replacementContract(type: EventType, moment: PatientFacts): z.ZodType<Record<string, unknown>> | null {
  const row = facts[type];
  if (!('data' in row) || typeof row.kept !== 'object' || row.kept !== null) return null;
  return row.data(moment) as unknown as z.ZodType<Record<string, unknown>>;
}

const undoUntil = at.nullable().meta({
  description:
    'So long whoever recorded it may take it back (event.retracted with its eventId); null: never by itself.',
});

export const EventAccepted = z
  .object({
    eventId: id.meta({ description: 'Of the fact: event.retracted names it.' }),
    undoUntil,
    note: z
      .string()
      .optional()
      .meta({ description: 'There where no stage waits for the fact: it is kept all the same.' }),
  })
  .meta({ id: 'EventAccepted' });

export const PatientEventAccepted = z
  .object({
    events: z.array(z.object({ enrolmentId: id, eventId: id })),
    recordedAt: at,
    undoUntil,
    holdEnds,
    taskId: id.optional().meta({ description: 'patient.merged: nothing was recorded yet, a second person is asked.' }),
  })
  .meta({ id: 'PatientEventAccepted' });
