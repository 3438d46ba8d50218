import type { Lane } from '../domain/words/message';

// Workflow types, ids and queues, written once. Ids are business ids and identify nobody.

/**
 * `alerts` is for ladders and the lane that carries them: a backlog of enrolments on `pathway` never stands in front of
 * an alert. `workflows/` names these queues once more, because it may import nothing of ours.
 */
export const queues = { pathway: 'pathway', alerts: 'alerts', bulk: 'mail-bulk', urgent: 'mail-urgent' } as const;

export const workflowOf = {
  enrolment: (enrolmentId: string) => ({
    type: 'carePathway',
    workflowId: `enrolment/${enrolmentId}`,
    taskQueue: queues.pathway,
    args: [{ enrolmentId }],
  }),
  escalation: (escalationId: string) => ({
    type: 'escalation',
    workflowId: `escalation/${escalationId}`,
    taskQueue: queues.alerts,
    args: [{ escalationId }],
  }),
  dispatch: (lane: Lane) => ({
    type: 'dispatch',
    workflowId: `dispatch/${lane}`,
    taskQueue: lane === 'urgent' ? queues.alerts : queues.pathway,
    args: [{ lane }],
  }),
};
