import { z } from 'zod';

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
  id: z.string().max(100),
  version: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});
