/** What GET /enrolments/:id/timeline says of one thing that happened, until its generated type is there. Newest first. */
export type TimelineLine = {
  id: string;
  at: string;
  kind: string;
  icon: LineKind;
  text: string;
  soft: string | null;
  by: string | null;
  why: string | null;
  tone?: 'plain' | 'not-sent' | 'failed';
  eventId?: string;
  type?: string;
  data?: Record<string, unknown>;
  canRetract?: boolean;
  correction?: { as: 'retracted' | 'replaced' | 'moved'; at: string; by: string; reason: string } | null;
  checkInId?: string | null;
  messageId?: string | null;
  escalationId?: string | null;
};

export const lineKinds = ['answers', 'calls', 'messages', 'visits', 'decisions', 'system'] as const;
export type LineKind = (typeof lineKinds)[number];
