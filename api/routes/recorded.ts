import { Attendances, attendanceQuery, OwnFacts } from '../contracts/course/attendance';
import { showAttendances, showOwnFacts } from '../views/course/attendance';
import { defineRoute, type Route } from './route';

/** What is recorded of many patients at once, and by one person of the day. */
export const recordedRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/attendances',
    deed: 'see patients',
    about: 'patient',
    summary: 'Everybody’s appointments of a day, and what became of each',
    query: attendanceQuery,
    replies: { 200: { description: 'In the order of the day', schema: Attendances } },
    handle: async ({ query, principal, deps }) => {
      const body = await showAttendances(deps, principal, query.on);
      return { status: 200, body, shown: body.items.map(({ enrolmentId }) => enrolmentId) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/me/facts',
    deed: 'see patients',
    about: 'patient',
    summary: 'What you have recorded today, each with the way back',
    replies: { 200: { description: 'Newest first', schema: OwnFacts } },
    handle: async ({ principal, deps }) => {
      const body = await showOwnFacts(deps, principal);
      return { status: 200, body, shown: body.items.map(({ enrolmentId }) => enrolmentId) };
    },
  }),
];
