import { z } from 'zod';
import { asking, id, text } from './fields';

export const ResponseMove = z
  .strictObject(
    { toCheckInId: id, reason: text('a reason', 500) },
    { error: asking('an object with toCheckInId and reason') },
  )
  .meta({ id: 'ResponseMove' });

export const MoveProposed = z.object({ taskId: id }).meta({ id: 'MoveProposed' });
