import { z } from 'zod';
import { at, file, fileId } from './fields';
import { id } from '../../src/domain/facts/fields';
import { pageOf } from './page';

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
