import { z } from 'zod';
import { at } from './fields';
import { asking, id, instant } from '../../src/domain/facts/fields';

const MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };
const WHOLE = /^P(?=.)(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/;

/** ISO 8601 in weeks, days, hours, minutes and seconds; a day has 24 hours here, because the clock is one of instants. */
export function millisecondsOf(duration: string): number | null {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = WHOLE.exec(duration) ?? [];
  if (!WHOLE.test(duration)) return null;
  return (
    Number(weeks) * MS.W + Number(days) * MS.D + Number(hours) * MS.H + Number(minutes) * MS.M + Number(seconds) * MS.S
  );
}

const duration = z
  .string({ error: asking('a duration such as P7D or PT1H') })
  .refine(
    (value) => (millisecondsOf(value) ?? Infinity) <= 1100 * MS.D,
    'Give a duration such as P7D or PT1H, of at most three years.',
  )
  .transform((value) => millisecondsOf(value) ?? 0);

/** `{"advance":"PT0S"}` means: carry out what is due now. */
export const ClockMove = z
  .union([z.strictObject({ advance: duration }), z.strictObject({ to: z.union([z.literal('next-event'), instant]) })], {
    error: asking('{"advance":"P7D"}, {"to":"next-event"} or {"to":"2027-01-05T09:00:00Z"}'),
  })
  .meta({ id: 'ClockMove' });

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
