import type { Lane } from '../domain/message';

// Workflow types, ids and queues, written once. Ids are business ids and identify nobody.

export const queues = { pathway: 'pathway', bulk: 'mail-bulk', urgent: 'mail-urgent' } as const;

export const workflowOf = {
  enrolment: (enrolmentId: string) => ({
    type: 'carePathway',
    workflowId: `enrolment/${enrolmentId}`,
    args: [{ enrolmentId }],
  }),
  escalation: (escalationId: string) => ({
    type: 'escalation',
    workflowId: `escalation/${escalationId}`,
    args: [{ escalationId }],
  }),
  dispatch: (lane: Lane) => ({ type: 'dispatch', workflowId: `dispatch/${lane}`, args: [{ lane }] }),
};
