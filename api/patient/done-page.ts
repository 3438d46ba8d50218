import type { Response } from 'express';
import { IF_WORSE } from '../../src/domain/words/clinic';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { adviceOf } from './advice';
import { helpPage } from '../answering/help-texts';
import type { PatientDeps } from './patient-deps';
import type { Reader } from './reader';
import { sendPage } from './render';

/** Thanks, what comes next, and what not to wait with; after a worrying answer its advice stands before everything else. */
export function sendDone(deps: PatientDeps, res: Response, view: CheckInView, reader: Reader): void {
  const texts = adviceOf(deps, view);
  const worse = reader.safety === null || texts.length > 0 ? null : helpPage(IF_WORSE, reader.safety);
  sendPage(res, 200, 'done', reader, { title: reader.words.doneTitle, texts, worse, adviceAddress: null });
}
