import { z } from 'zod';
import { at } from './fields';
import { durationMs } from '../../src/domain/calendar/calendar';
import { asking, id, instant } from '../../src/domain/facts/fields';
import { DAY } from '../../src/domain/words/time';

/** ISO 8601 in whole weeks, days, hours, minutes and seconds. */
const WHOLE = /^P(?=.)(\d{1,4}W)?(\d{1,5}D)?(T(?=.)(\d{1,6}H)?(\d{1,7}M)?(\d{1,8}S)?)?$/;

const duration = z
  .string({ error: asking('a duration such as P7D or PT1H') })
  .refine(
    (value) => WHOLE.test(value) && durationMs(value) <= 1100 * DAY,
    'Give a duration such as P7D or PT1H, of at most three years.',
  )
  .transform(durationMs);

/** `{"advance":"PT0S"}` means: carry out what is due now. */
export const ClockMove = z
  .union([z.strictObject({ advance: duration }), z.strictObject({ to: z.union([z.literal('next-event'), instant]) })], {
    error: asking('{"advance":"P7D"}, {"to":"next-event"} or {"to":"2027-01-05T09:00:00Z"}'),
  })
  .meta({ id: 'ClockMove', examples: [{ advance: 'P7D' }, { to: 'next-event' }] });

export const ClockReading = z
  .object({
    now: at,
    folded: z.int().optional().meta({
      description: 'Repeats of exhausted ladders and canaries that were carried out once instead of each time.',
    }),
  })
  .meta({ id: 'ClockReading' });

export const Mailbox = z
  .object({
    items: z.array(
      z.object({
        id,
        to: z.string(),
        from: z.string(),
        subject: z.string(),
        text: z.string(),
        html: z.string(),
        receivedAt: at,
      }),
    ),
  })
  .meta({ id: 'Mailbox', description: 'Newest first.' });
