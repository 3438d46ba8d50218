import type { Lane } from '../domain/words/message';

/** Whoever sleeps until its time or a nudge. */
export type Sleeper = { enrolment: string; because: string } | { escalation: string } | { lane: Lane };

/** What the rest of the house may ask of the engine: to look. Nothing is carried, nothing throws, a lost nudge is swept. */
export type Engine = {
  nudgeEnrolment(enrolmentId: string, because?: string): void;
  nudgeEscalation(escalationId: string): void;
  nudgeDispatch(lane: Lane): void;
  /** A nudge that is waited for and never dropped for want of room: whether the engine took it. The caller paces itself. */
  wake(sleeper: Sleeper): Promise<boolean>;
  /** Whether the engine answers; for the readiness page only, never on the path of an answer. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
};

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
