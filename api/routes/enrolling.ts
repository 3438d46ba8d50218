import { Alike, FirstDays, firstDaysContract, FirstDaysWish, Typed, typedContract } from '../enrolling/contract';
import { showAlike } from '../enrolling/alike';
import { showFirstDays } from '../enrolling/first-days';
import { clinicFacts } from '../commands/clinic-facts';
import { defineRoute, type Route } from './route';

/** What is looked at before somebody is enrolled. They write nothing. */
export const enrollingRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/enrolments/alike',
    deed: 'enrol patients',
    about: 'patient',
    summary: 'Whether somebody is known already: by name and day of birth, telephone number or mail address',
    body: Typed,
    bodyFor: async ({ principal, deps }) => typedContract(await clinicFacts(deps, principal)),
    replies: { 200: { description: 'Patients who may be the same person', schema: Alike } },
    handle: (call) => showAlike(call),
  }),
  defineRoute({
    method: 'post',
    path: '/enrolments/preview',
    deed: 'enrol patients',
    about: 'clinic',
    summary: 'What would happen by itself in the first 30 days, with the real texts; nothing is kept',
    body: FirstDaysWish,
    bodyFor: async ({ principal, deps }) => firstDaysContract(await clinicFacts(deps, principal)),
    replies: {
      200: { description: 'Mails, work for staff and questions, in the order in which they come', schema: FirstDays },
    },
    handle: (call) => showFirstDays(call),
  }),
];
