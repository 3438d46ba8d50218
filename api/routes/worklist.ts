import { z } from 'zod';
import { iso, oneOf } from '../contracts/fields';
import { cursorAfter, pageQuery, toPage } from '../contracts/page';
import { Worklist } from '../contracts/work';
import { defineRoute, type Route } from '../route';
import { speechNotes } from '../speech-notes';
import type { WorklistReason, WorklistRow, WorklistView } from '../../src/storage/worklist';

const views = ['needs-you', 'waiting', 'on-track', 'ended'] as const satisfies readonly WorklistView[];

const words = (code: string): string => code.replaceAll('-', ' ');

/** One sentence of why. */
const sentences: Record<WorklistReason, (what: string) => string> = {
  ended: () => 'This enrolment has ended.',
  escalated: (tier) =>
    tier === 'now' ? 'An escalation needs somebody now.' : `An escalation is to be looked at: ${words(tier)}.`,
  quarantined: () => 'A fact could not be carried out; an operator is asked to look at it.',
  gate: (question) => `A clinician is asked: ${question}`,
  task: (kind) => `There is a task: ${words(kind)}.`,
  held: () => 'Routine messages are held until somebody says how to go on.',
  'messages-ended': () => 'Whoever resolved an escalation ended the routine messages: nothing is sent.',
  admitted: () => 'In hospital: nothing routine is asked until then.',
  'no-consent': () => 'There is no consent to mail, so nothing is sent.',
  undeliverable: () => 'Mail does not reach this patient: the address is missing or does not work.',
  paused: () => 'Paused; it goes on by itself.',
  'check-in': () => 'Waiting for the patient to answer a check-in.',
  'nothing-due': () => 'Nothing is due.',
};

const show = (row: WorklistRow) => ({
  id: row.id,
  patient: row.patient,
  pathway: row.pathway,
  status: row.status,
  reason: row.reason,
  why: sentences[row.reason](row.what ?? ''),
  notes: speechNotes(row.speech),
  at: iso(row.at),
  reasons: row.reasons.map(({ reason, what, at }) => ({ reason, why: sentences[reason](what ?? ''), at: iso(at) })),
});

export const worklistRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/worklist',
    deed: 'see patients',
    about: 'patient',
    summary: 'Whose turn it is, and why',
    query: z.strictObject({ view: oneOf(views).optional(), ...pageQuery }),
    replies: { 200: { description: 'One page, most urgent first', schema: Worklist } },
    handle: async ({ query, principal, deps: { store } }) => {
      const page = toPage(query);
      const rows = await store.worklist.readWorklist(store.db, principal.clinicId, query.view ?? 'needs-you', page);
      const body = { items: rows.map(show), nextCursor: cursorAfter(rows, page, (row) => row.at) };
      return { status: 200, body, shown: rows.map(({ id }) => id) };
    },
  }),
];
