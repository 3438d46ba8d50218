import type { Lane } from '../domain/message';

/** What the rest of the house may ask of the engine: to look. Nothing is carried, nothing throws, a lost nudge is swept. */
export type Engine = {
  nudgeEnrolment(enrolmentId: string, because?: string): void;
  nudgeEscalation(escalationId: string): void;
  nudgeDispatch(lane: Lane): void;
  /** Whether the engine answers; for the readiness page only, never on the path of an answer. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
};
