import { z } from 'zod';
import { remindMany, sendAgain, withholdMessage } from '../commands/messages';
import { Message, Reminders, RemindersWish, SentAgain, Withheld, Withholding } from '../contracts/course/messages';
import { showMessage } from '../views/course/message';
import { defineRoute, type Route } from './route';

/** Mail to patients, one by one or for many: as it reads, once more, or not at all. */
export const messageRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/messages/:id',
    deed: 'see patients',
    about: 'patient',
    summary: 'A mail as it reads, planned or sent, and why it was not sent; for a frame also as it looks',
    replies: { 200: { description: 'Subject, text, and what can be done about it', schema: Message } },
    handle: ({ params, principal, deps }) => showMessage(deps, principal.clinicId, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/messages/:id/send-again',
    deed: 'send or keep back messages',
    about: 'patient',
    summary: 'Send a mail once more',
    body: z.strictObject({}).default({}),
    replies: {
      202: { description: 'It stands in the ledger, and leaves when it may.', schema: SentAgain },
      409: { description: 'It would be pointless, or is on its way; detail says why.' },
    },
    handle: (call) => sendAgain(call),
  }),
  defineRoute({
    method: 'post',
    path: '/messages/:id/withholding',
    deed: 'send or keep back messages',
    about: 'patient',
    summary: 'Keep a mail back that has not left, with a reason',
    body: Withholding,
    replies: {
      202: { description: 'It is not sent.', schema: Withheld },
      409: { description: 'It has left, or does not go anyway; detail says which.' },
    },
    handle: (call) => withholdMessage(call),
  }),
  defineRoute({
    method: 'post',
    path: '/worklist/reminders',
    deed: 'send or keep back messages',
    about: 'patient',
    summary:
      'Ask many patients once more for their open check-in, row by row; a dry run tells the texts and sends nothing',
    body: RemindersWish,
    replies: { 200: { description: 'What goes to whom, and who is left out and why', schema: Reminders } },
    handle: (call) => remindMany(call),
  }),
];
