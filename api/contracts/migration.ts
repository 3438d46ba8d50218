import { z } from 'zod';
import { at } from './fields';
import { asking, counted, word } from '../../src/domain/facts/fields';

const byTrack = (what: string) =>
  z
    .record(word('a track'), word(what), { error: asking(`${what} by track`) })
    .refine((map) => Object.keys(map).length <= 20, 'Name at most 20 tracks.')
    .optional();

/** To which version, and what a person has to say about it track by track. */
export const migration = {
  toVersion: counted('the number of the version to move to'),
  stageMap: byTrack('the stage to go on in'),
  classMap: byTrack('the class the running trial counts as'),
};

export const MigrationWish = z.strictObject(migration).meta({ id: 'MigrationWish', examples: [{ toVersion: 2 }] });
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
