import { z } from 'zod';
import { isBounded } from '../calendar/calendar';

// Small shapes that several kinds of data file share.

export const Text = z.string().trim().min(1);
/** Ids stand in keys and addresses: lower case, digits and hyphens. */
export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case with hyphens, like "weekly-check-in"');
export const Percent = z.int().min(1).max(100);
export const Days = z.int().min(1);
export const Minutes = z.int().min(1);
/** Rule ids have a group before the name, like `red-flag.fever`. */
export const RuleId = z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'must be a group and a name, like "red-flag.fever"');
export const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be an hour like "09:00"');
export const Day = z.iso
  .date('must be a day like "2026-12-25"')
  .refine(isBounded, 'must be a day from the years 1880 to 2200');
