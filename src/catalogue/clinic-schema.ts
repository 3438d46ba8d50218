import { z } from 'zod';
import { isTimeZone } from '../domain/calendar';
import type { ClinicSettings } from '../domain/clinic';
import { Day, Id, Minutes, Text, Time } from './words';

/** In `clinic/default.yaml`: nobody may be shown a number that the clinic never gave. */
const ToBeSet = 'to be set';
const OwnWord = Text.refine((word) => word !== ToBeSet, {
  message: `is still "${ToBeSet}": write what belongs to your clinic`,
});

const Hours = z
  .strictObject({ from: Time, to: Time })
  .refine(({ from, to }) => from < to, { message: 'must end later than it begins' });

const Policy = z.strictObject({
  coverage: z.enum(['on-call', 'next-staffed']),
  rungs: z.array(z.strictObject({ rota: Id, waitMinutes: Minutes })).min(1),
  exhausted: z.strictObject({ rota: Id, repeatMinutes: Minutes }),
  acknowledgementMinutes: Minutes,
});

/** One file of `clinic/`. */
export const ClinicFile = z.strictObject({
  version: z.int().min(1),
  publicName: OwnWord,
  phone: OwnWord,
  emergencyNumber: OwnWord,
  timeZone: z.string().refine(isTimeZone, { message: 'is no time zone: write one like Europe/London' }),
  staffedHours: z
    .array(
      z
        .strictObject({ weekday: z.int().min(1).max(7), from: Time, to: Time })
        .refine(({ from, to }) => from < to, { message: 'must end later than it begins' }),
    )
    .min(1),
  holidays: z.array(Day),
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
  rotas: z.array(z.strictObject({ id: Id, title: Text })).min(1),
  help: z.record(Id, z.strictObject({ version: Text, title: Text, lines: z.array(Text).min(1) })),
  optionalStages: z.record(Id, z.boolean()).optional(),
  askBirthday: z.boolean(),
}) satisfies z.ZodType<ClinicSettings>;
