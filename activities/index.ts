import { createAdvanceEnrolment, type AdvanceDeps } from './advance-enrolment';
import { createClimbLadder, type ClimbDeps } from './climb-ladder';
import { createSendDueMessages, type SendDeps } from './send-due-messages';

export type { Waits } from './advance-enrolment';
export type ActivityDeps = AdvanceDeps & ClimbDeps & SendDeps;
export type Activities = ReturnType<typeof createActivities>;

/** All activities of the house, one verb each, every one idempotent. */
export const createActivities = (deps: ActivityDeps) => ({
  advanceEnrolment: createAdvanceEnrolment(deps),
  climbLadder: createClimbLadder(deps),
  sendDueMessages: createSendDueMessages(deps),
});
