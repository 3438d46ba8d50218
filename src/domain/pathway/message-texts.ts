import type { PlannedMessage } from '../effect';

/** The words of one mail to a patient, in one language. They name no condition, score, instrument or specialty. */
export type MessageText = { subject: string; lead: string; action: string };

/** By the role a message has for its check-in. */
export type MessageTexts = Record<PlannedMessage['role'], MessageText>;
