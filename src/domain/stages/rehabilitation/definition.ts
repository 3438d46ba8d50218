import { z } from 'zod';
import { judged, pointed, stage } from '../schema';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'rehabilitation'> = {
  schema: z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('rehabilitation') }),
};
