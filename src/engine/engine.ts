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
