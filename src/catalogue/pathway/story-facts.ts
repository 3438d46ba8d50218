import type { z } from 'zod';
import type { Moment } from '../../domain/facts/fact';
import { facts } from '../../domain/facts/table';
import { staffEventTypes, type StaffEventType } from '../../domain/words/event';

/** A number as large as this is an instant: people write it as text. */
const FIRST_INSTANT = 1e11;

/**
 * The data of a fact in a story as the house would take it, by the contract of its type: a story of what the house refuses
 * is no story. Throws, naming the type and each field, where it would. What is no fact of staff stays as it is.
 */
export function dataInStory(type: string, written: Record<string, unknown>, moment: Moment): Record<string, unknown> {
  if (!isOfStaff(type)) return written;
  // Each row makes the contract of its own type.
  const contract = facts[type].data as unknown as (moment: Moment) => z.ZodType<Record<string, unknown>>;
  const read = contract(moment).safeParse(asPosted(written));
  if (read.success) return read.data;
  const faults = read.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => `"${name}" is no field of it.`)
      : [`${issue.path.join('.')}: ${issue.message}`],
  );
  throw new Error(`On ${moment.today} ${type} cannot be recorded so: ${faults.join(' ')}`);
}

const isOfStaff = (type: string): type is StaffEventType => (staffEventTypes as readonly string[]).includes(type);

const asPosted = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'number' && value > FIRST_INSTANT ? new Date(value).toISOString() : value,
    ]),
  );
