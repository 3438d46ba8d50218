import { z } from 'zod';
import { clinicFacts } from '../commands/clinic-facts';
import { patientEventContract, PatientEvent, PatientEventAccepted } from '../contracts/event';
import { confirmMerge, proposeMerge } from '../commands/merging';
import { recordPatientEvent } from '../commands/recording';
import { defineRoute, type Route } from './route';

export const patientRoutes: Route[] = [
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
