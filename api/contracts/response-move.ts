import { z } from 'zod';
import { asking, id, reason } from '../../src/domain/facts/fields';

export const ResponseMove = z
  .strictObject({ toCheckInId: id, reason: reason() }, { error: asking('an object with toCheckInId and reason') })
  .meta({ id: 'ResponseMove' });

export const MoveProposed = z.object({ taskId: id }).meta({ id: 'MoveProposed' });
