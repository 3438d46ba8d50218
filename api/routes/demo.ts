import { z } from 'zod';
import { ClockMove, ClockReading, Mailbox } from '../contracts/demo';
import { iso } from '../contracts/fields';
import { mailAddress } from '../../src/domain/facts/fields';
import { defineRoute, type Route } from './route';
import type { ClockTarget } from '../../src/engine/temporal-engine';

type Move = z.infer<typeof ClockMove>;

const targetOf = (move: Move): ClockTarget => {
  if ('advance' in move) return { advanceMs: move.advance };
  return move.to === 'next-event' ? 'next-event' : { at: move.to };
};

export const demoRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/demo/clock',
    deed: 'run the demonstration',
    about: 'clinic',
    demoOnly: true,
    summary: 'Move the clock of a demonstration, from due instant to due instant',
    body: ClockMove,
    replies: {
      200: { description: 'Answered once everything due until then has been carried out.', schema: ClockReading },
      409: { description: 'The clock is already walking, or would have to go back.' },
      503: { description: 'Something does not get done; detail names the row.' },
    },
    handle: async ({ body, principal, deps, commit, earlierReply }) => {
      const earlier = await earlierReply();
      if (earlier) return earlier;
      const { now, folded } = await deps.walkClock(principal.clinicId, targetOf(body));
      return commit(() => Promise.resolve({ status: 200, body: { now: iso(now), folded } }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/demo/mailbox',
    deed: 'run the demonstration',
    about: 'clinic',
    demoOnly: true,
    summary: 'Mail that a demonstration caught instead of sending it',
    query: z.strictObject({ to: mailAddress().optional() }),
    replies: { 200: { description: 'Newest first, at most 500', schema: Mailbox } },
    handle: async ({ query, deps: { store } }) => {
      const mails = await store.caughtMail.listCaughtMail(store.db, { to: query.to ?? null }, 500);
      return { status: 200, body: { items: mails.map((mail) => ({ ...mail, receivedAt: iso(mail.receivedAt) })) } };
    },
  }),
];
