import type { Response } from 'express';
import { IF_WORSE } from '../../src/domain/clinic';
import { helpPage } from './help-texts';
import type { Reader } from './reader';
import { sendPage } from './render';

/** Thanks, what comes next, and what not to wait with. */
export function sendDone(res: Response, reader: Reader): void {
  const worse = reader.safety === null ? null : helpPage(IF_WORSE, reader.safety);
  sendPage(res, 200, 'done', reader, { title: reader.words.doneTitle, worse });
}
