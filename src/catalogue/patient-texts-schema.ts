import { z } from 'zod';
import { countTexts, mailTexts, pageTexts, type CountForms, type PatientTexts } from '../domain/patient-texts';
import { Text } from './words';

const CountText = z.strictObject({
  zero: Text.optional(),
  one: Text.optional(),
  two: Text.optional(),
  few: Text.optional(),
  many: Text.optional(),
  other: Text,
}) as z.ZodType<CountForms>;

/** One file `texts/patient.<language>.yaml`: every text there is, and no other. */
export const PatientTextsFile = z.strictObject({
  pages: z.record(z.enum(pageTexts), Text),
  mail: z.record(z.enum(mailTexts), Text),
  counts: z.record(z.enum(countTexts), CountText),
  hours: z.strictObject({
    days: z.array(Text).length(7),
    span: Text,
    and: z.string().min(1),
    line: Text,
    inZone: Text,
    am: Text.optional(),
    pm: Text.optional(),
  }),
}) satisfies z.ZodType<PatientTexts>;
