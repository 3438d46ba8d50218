import { z } from 'zod';
import { AnswersRecorded, MoveProposed, ResponseMove, TakenAnswers } from '../contracts/course/taken-answers';
import { Answered } from '../contracts/course/answers';
import { CheckInForm } from '../contracts/course/form';
import { showForm } from '../views/course/form';
import { showAnswers } from '../views/course/answers';
import { defineRoute, type Route } from './route';
import { takeAnswers } from '../commands/taking-answers';
import { EventAccepted } from '../contracts/event';
import { confirmMove, proposeMove } from '../commands/moving-answers';

export const checkInRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/check-ins/:id/answers',
    deed: 'see patients',
    about: 'patient',
    summary: 'What was answered to one check-in, question by question, in the words in which it was read',
    replies: { 200: { description: 'Every form, and how its answers came', schema: Answered } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showAnswers(deps, principal.clinicId, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/check-ins/:id/form',
    deed: 'take answers',
    about: 'patient',
    summary: 'The questions of a check-in as its patient reads them, to be answered together or copied from paper',
    replies: {
      200: { description: 'What to say first, and every page as far as the answers have led', schema: CheckInForm },
    },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showForm(deps, principal, params.id),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/check-ins/:id/responses',
    deed: 'take answers',
    about: 'patient',
    summary: 'Record answers taken on the telephone or from paper',
    body: TakenAnswers,
    replies: {
      202: { description: 'Recorded; help holds what to read to the patient at once.', schema: AnswersRecorded },
      409: { description: 'Answered already, not open, or taken back; detail says which.' },
    },
    handle: (call) => takeAnswers(call),
  }),
];

export const responseMoveRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/check-ins/:id/response-move',
    deed: 'move answers',
    about: 'patient',
    summary: 'Say that answers were given for the wrong patient',
    body: ResponseMove,
    replies: {
      202: { description: 'Proposed; a second named person confirms it.', schema: MoveProposed },
      409: { description: 'These answers cannot go there; detail says why.' },
    },
    handle: (call) => proposeMove(call),
  }),
  defineRoute({
    method: 'post',
    path: '/check-ins/:id/response-move/confirmation',
    deed: 'move answers',
    about: 'patient',
    summary: 'Confirm, as a second person, that answers belong to another patient',
    body: z.strictObject({}).default({}),
    replies: {
      202: { description: 'Moved; they count for the right patient.', schema: EventAccepted },
      409: { description: 'Not possible now, or proposed by the same person; detail says which.' },
    },
    handle: (call) => confirmMove(call),
  }),
];
