import { z } from 'zod';
import { clinicFacts } from '../commands/clinic-facts';
import { patientEventContract, PatientEvent, PatientEventAccepted } from '../contracts/event';
import { confirmMerge, proposeMerge } from '../commands/merging';
import { recordPatientEvent } from '../commands/recording';
import { Patient } from '../contracts/person';
import { searchQuery, SearchResults } from '../contracts/search';
import { showFound, showPatient } from '../views/patient';
import { defineRoute, type Route } from './route';

export const patientRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/search',
    deed: 'see patients',
    about: 'patient',
    summary: 'Find a patient by name, reference, birth date, telephone number or mail address',
    query: searchQuery,
    replies: { 200: { description: 'Whom all of it fits', schema: SearchResults } },
    handle: async ({ query, principal, deps }) => {
      const { body, shown } = await showFound(deps, principal.clinicId, query.q);
      return { status: 200, body, shown };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:id',
    deed: 'see patients',
    about: 'patient',
    summary: 'One patient: how to reach them, who may be told, what they agreed to',
    replies: {
      200: { description: 'As it is on record', schema: Patient },
      409: { description: 'This record was merged into another; details.patientId says which.' },
    },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showPatient(deps, principal.clinicId, params.id),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:id/events',
    deed: 'record facts of the person',
    about: 'patient',
    summary: 'Record a fact of the person',
    body: PatientEvent,
    bodyFor: async ({ principal, deps }) => patientEventContract(await clinicFacts(deps, principal)),
    replies: {
      202: {
        description:
          'Recorded in every open enrolment, all or none; patient.merged waits for a second person (taskId).',
        schema: PatientEventAccepted,
      },
      409: {
        description:
          'Not possible now; detail says why. possible-duplicate names the candidates; data.notSameAs goes on.',
      },
    },
    handle: (call) => {
      const { body } = call;
      return body.type === 'patient.merged' ? proposeMerge({ ...call, body }) : recordPatientEvent({ ...call, body });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:id/merge/confirmation',
    deed: 'merge records',
    about: 'patient',
    summary: 'Confirm, as a second person, that another record is of this patient',
    body: z.strictObject({}).default({}),
    replies: {
      202: { description: 'The two records are one; every enrolment knows.', schema: PatientEventAccepted },
      409: { description: 'Not possible now, or proposed by the same person; detail says which, and how to mend it.' },
    },
    handle: (call) => confirmMerge(call),
  }),
];
