import type { Response } from 'express';
import type { Logger } from '../../src/log';
import { isUnavailable } from '../middleware/error-handler';
import { sendPage } from '../pages/page';

/** Why somebody is not signed in. `subject`: what the provider calls somebody whom the clinic does not know. */
export type WhyNot =
  | { what: 'unreachable' | 'declined' | 'refused' | 'too-weak' | 'unknown-attempt' | 'has-left' }
  | { what: 'unknown-person'; subject: string };

const words = {
  unreachable: {
    status: 503,
    title: 'Sign-in does not answer',
    text: 'The place where you sign in could not be reached. Nothing is lost: try again in a minute. If it stays so, tell the person who looks after the computers of your clinic.',
    again: true,
  },
  declined: {
    status: 400,
    title: 'You are not signed in',
    text: 'The sign-in was ended before it was finished.',
    again: true,
  },
  refused: {
    status: 400,
    title: 'You are not signed in',
    text: 'What came back from the sign-in could not be trusted, so nobody was signed in.',
    again: true,
  },
  'too-weak': {
    status: 403,
    title: 'A stronger sign-in is needed',
    text: 'This clinic asks for a second proof of who you are, such as a code on your telephone, and your sign-in was without one. Sign in again with it, or ask the person who looks after accounts in your clinic.',
    again: true,
  },
  'unknown-attempt': {
    status: 400,
    title: 'This sign-in is over',
    text: 'It was used before, took longer than ten minutes, or was begun in another browser.',
    again: true,
  },
  'has-left': {
    status: 403,
    title: 'Your account here is closed',
    text: 'You have signed in, and your account in this clinic has been ended. If that is a mistake, ask the lead of your clinic.',
    again: false,
  },
  'unknown-person': {
    status: 403,
    title: 'Nobody here knows this account yet',
    text: 'You have signed in, but no person of this clinic has this account. Accounts are not made by themselves: ask the lead of your clinic, or whoever runs Throughline there, to add you, and tell them this name of your account:',
    again: false,
  },
} as const satisfies Record<WhyNot['what'], { status: number; title: string; text: string; again: boolean }>;

/** Says so in words, and what to do; nothing there is about anybody else. */
export function sendNotSignedIn(res: Response, why: WhyNot, to: string): void {
  const { status, title, text, again } = words[why.what];
  res.status(status);
  sendPage(res, 'not-signed-in', {
    title,
    text,
    subject: 'subject' in why ? why.subject : null,
    again: again ? `/sign-in?to=${encodeURIComponent(to)}` : null,
  });
}

const faults = ['unreachable', 'declined', 'refused', 'too-weak'] as const;

/** What the provider's fault means for the person; a fault of our own goes on. The log names its cause, which holds no token. */
export function whyNot(error: unknown, log: Logger): WhyNot {
  const kind = error instanceof Error && error.name === 'SignInFault' && 'kind' in error ? error.kind : undefined;
  const what = isUnavailable(error) ? 'unreachable' : faults.find((fault) => fault === kind);
  if (what === undefined) throw error;
  log.warn({ err: error, what }, 'somebody could not be signed in');
  return { what };
}
