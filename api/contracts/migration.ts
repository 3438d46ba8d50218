import { z } from 'zod';
import { at } from './fields';
import { migrationWish } from '../../src/domain/facts/migration';

export const MigrationWish = z.strictObject(migrationWish).meta({ id: 'MigrationWish', examples: [{ toVersion: 2 }] });
export type MigrationWish = z.infer<typeof MigrationWish>;

const stage = z.object({ stage: z.string(), title: z.string() }).nullable();
const changed = (row: z.ZodType) =>
  z.array(z.object({ key: z.string(), before: row.nullable(), after: row.nullable() })).nullable();

/** `hash` goes into the fact that carries it out; null as long as a track waits for a choice. */
export const MigrationPreview = z
  .object({
    fromVersion: z.int(),
    toVersion: z.int(),
    tracks: z.array(
      z.object({
        track: z.string(),
        from: stage,
        to: stage,
        does: z.enum(['goes-on', 'begins', 'ends', 'unclear']),
        why: z.string().nullable(),
        choose: z.array(z.string()),
        evaluation: z.object({ before: z.string(), after: z.string() }).nullable(),
      }),
    ),
    changes: z
      .array(
        z.object({
          does: z.enum(['opens', 'closes']),
          what: z.enum(['task', 'question', 'check-in', 'escalation']),
          key: z.string(),
        }),
      )
      .nullable(),
    checkIns: changed(z.object({ opensAt: at, ask: z.array(z.string()) })),
    messages: changed(at),
    numbers: z
      .array(z.object({ place: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .nullable(),
    hash: z.string().nullable(),
  })
  .meta({ id: 'MigrationPreview' });
