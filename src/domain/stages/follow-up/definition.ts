import { z } from 'zod';
import { Gate } from '../../pathway/gate-schema';
import { judged, pointed, stage } from '../schema';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'follow-up'> = {
  schema: z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('follow-up'), gate: Gate.optional() }),
};
