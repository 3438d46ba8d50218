import { clinicFacts } from '../clinic-facts';
import { patientEventContract, PatientEvent, PatientEventAccepted } from '../contracts/patient-event';
import { byId } from '../contracts/fields';
import { recordPatientEvent } from '../recording';
import { defineRoute, type Route } from '../route';

export const patientRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/patients/:id/events',
    deed: 'record facts of the person',
    about: 'patient',
    summary: 'Record a fact of the person',
    params: byId,
    body: PatientEvent,
    bodyFor: async ({ principal, deps }) => patientEventContract(await clinicFacts(deps, principal)),
    replies: {
      202: { description: 'Recorded in every open enrolment, all or none.', schema: PatientEventAccepted },
      409: { description: 'Not possible now; detail says why.' },
    },
    handle: (call) => recordPatientEvent(call),
  }),
];
