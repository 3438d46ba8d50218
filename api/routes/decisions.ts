import { Gates, Responsibility, responsibilityQuery } from '../contracts/course/gates';
import { showGates, showResponsibility } from '../views/course/gates';
import { defineRoute, type Route } from './route';

/** What waits for a decision about one patient, and who is there to make it. */
export const decisionRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/gates',
    deed: 'see patients',
    about: 'patient',
    summary: 'Open questions to a clinician: the finding, what is missing, and where each answer leads',
    replies: { 200: { description: 'The questions', schema: Gates } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showGates(deps, principal, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/responsibility',
    deed: 'see patients',
    about: 'patient',
    summary: 'Who is, was or will be responsible for the patient at an instant',
    query: responsibilityQuery,
    replies: { 200: { description: 'The people, and where there was nobody', schema: Responsibility } },
    handle: async ({ params, query, principal, deps }) => ({
      status: 200,
      body: await showResponsibility(deps, principal.clinicId, params.id, query.at),
    }),
  }),
];
