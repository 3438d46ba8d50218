import { z } from 'zod';
import { MoveProposed, ResponseMove } from '../contracts/response-move';
import { EventAccepted } from '../contracts/event';
import { byId } from '../contracts/fields';
import { confirmMove, proposeMove } from '../commands/moving-answers';
import { defineRoute, type Route } from './route';

export const responseMoveRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/check-ins/:id/response-move',
    deed: 'move answers',
    about: 'patient',
    summary: 'Say that answers were given for the wrong patient',
    params: byId,
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
    params: byId,
    body: z.strictObject({}).default({}),
    replies: {
      202: { description: 'Moved; they count for the right patient.', schema: EventAccepted },
      409: { description: 'Not possible now, or proposed by the same person; detail says which.' },
    },
    handle: (call) => confirmMove(call),
  }),
];
