import { z } from 'zod';
import { at, file, fileId, pageOf } from './fields';
import { id } from '../../src/domain/facts/fields';
import { migrationWish } from '../../src/domain/facts/migration';

export const Pathways = z
  .object({
    items: z.array(
      z.object({ id: z.string(), version: z.int(), state: z.string(), title: z.string(), contentHash: z.string() }),
    ),
  })
  .meta({ id: 'Pathways' });

/** The file itself, as the catalogue read it; its language is described in the pathway guide. */
export const Pathway = z
  .looseObject({ id: z.string(), version: z.int(), state: z.string(), title: z.string() })
  .meta({ id: 'Pathway' });

export const versionParams = z.strictObject({
  id: fileId,
  version: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

/** Where each stands is told by GET /enrolments/:id. */
export const PinnedEnrolments = pageOf(z.object({ id, status: z.string(), startedAt: at })).meta({
  id: 'PinnedEnrolments',
});

export const ValidationRequest = z
  .strictObject({ yaml: file() })
  .meta({ id: 'ValidationRequest', examples: [{ yaml: 'id: back-pain\nversion: 1\n' }] });

export const Validation = z
  .object({
    valid: z.boolean(),
    findings: z.array(
      z.object({
        rule: z.string(),
        path: z.string(),
        line: z.int(),
        column: z.int(),
        reason: z.string(),
        fix: z.string(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'PathwayValidation' });

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
