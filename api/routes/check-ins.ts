import { byId } from '../contracts/fields';
import { AnswersRecorded, TakenAnswers } from '../contracts/taken-answers';
import { defineRoute, type Route } from './route';
import { takeAnswers } from '../commands/taking-answers';

export const checkInRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/check-ins/:id/responses',
    deed: 'take answers',
    about: 'patient',
    summary: 'Record answers taken on the telephone or from paper',
    params: byId,
    body: TakenAnswers,
    replies: {
      202: { description: 'Recorded; help holds what to read to the patient at once.', schema: AnswersRecorded },
      409: { description: 'Answered already, not open, or taken back; detail says which.' },
    },
    handle: (call) => takeAnswers(call),
  }),
];
