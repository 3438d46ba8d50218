import { z } from 'zod';
import { isRegionAndCity, isTimeZone } from '../../domain/calendar/calendar';
import { type ClinicSettings, type ClinicTexts, helpClasses } from '../../domain/words/clinic';
import { Day, Id, Minutes, Text, Time } from '../../domain/shapes/shapes';

/** In `clinic/default.yaml`: nobody may be shown a number that the clinic never gave. */
const ToBeSet = 'to be set';
const OwnWord = Text.refine((word) => word !== ToBeSet, {
  message: `is still "${ToBeSet}": write what belongs to your clinic`,
});

const Line = z.strictObject({ name: OwnWord, phone: OwnWord });
const Phrases = z.strictObject({ emergencyNumber: Text, crisisLine: Text, outOfHours: Text });

const Hours = z
  .strictObject({ from: Time, to: Time })
  .refine(({ from, to }) => from < to, { message: 'must end later than it begins' });

const Policy = z.strictObject({
  coverage: z.enum(['on-call', 'next-staffed']),
  rungs: z.array(z.strictObject({ rota: Id, waitMinutes: Minutes })).min(1),
  exhausted: z.strictObject({ rota: Id, repeatMinutes: Minutes }),
  repeatNowMinutes: Minutes.optional(),
  acknowledgementMinutes: Minutes,
  goesOnAfterHours: z.literal(true).optional(),
});

const WeekdayHours = z
  .strictObject({ weekday: z.int().min(1).max(7), from: Time, to: Time })
  .refine(({ from, to }) => from < to, { message: 'must end later than it begins' });

/** One file of `clinic/`. */
export const ClinicFile = z.strictObject({
  version: z.int().min(1),
  publicName: OwnWord,
  phone: OwnWord,
  emergencyNumber: OwnWord,
  emergencyCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, like GB'))
    .min(1)
    .optional(),
  crisisLine: Line,
  outOfHours: Line,
  timeZone: z.string().refine((zone) => isRegionAndCity(zone) && isTimeZone(zone), {
    message: 'is no time zone of a place: write region and city, like Europe/London',
  }),
  staffedHours: z.array(WeekdayHours).min(1),
  holidays: z.array(Day),
  item9Window: z.array(WeekdayHours).min(1),
  promptHours: Hours,
  wakeSpreadMinutes: z.int().min(0),
  undoMinutes: z.int().min(0),
  policies: z.strictObject({
    spine: Policy,
    'mental-health': Policy,
    medication: Policy,
    infection: Policy,
    decision: Policy,
    canary: Policy,
  }),
  namedPolicies: z.record(Id, Policy).optional(),
  rotas: z.array(z.strictObject({ id: Id, title: Text })).min(1),
  optionalStages: z.record(Id, z.boolean()).optional(),
  tuned: z
    .record(
      Id,
      z.record(z.string().regex(/^[\w./-]+$/, 'must be a place like care/diagnosis/deadlineDays'), z.number()),
    )
    .optional(),
  askBirthday: z.boolean(),
}) satisfies z.ZodType<Omit<ClinicSettings, 'texts'>>;

/** `texts.<language>.yaml` beside it: what the clinic says to patients in an emergency. */
export const ClinicTextsFile = z.strictObject({
  safetyNet: z.strictObject({ version: Text, lines: z.array(Text).min(1) }),
  help: z.record(
    Id,
    z.strictObject({
      version: Text,
      class: z.enum(helpClasses),
      for: z.array(Text).optional(),
      title: Text,
      lines: z.array(Text).min(1),
      also: Text.optional(),
    }),
  ),
  here: Phrases,
  elsewhere: Phrases,
}) satisfies z.ZodType<ClinicTexts>;
