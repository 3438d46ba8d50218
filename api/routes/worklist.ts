import { z } from 'zod';
import type { ApiDeps } from '../deps';
import { taskTitle, taskWords } from '../../src/domain/telling/journal-text';
import { ruleWords } from '../../src/domain/escalation/signal-words';
import { cursorAfter, iso, pageQuery, toPage } from '../contracts/fields';
import { oneOf } from '../../src/domain/facts/fields';
import { UncheckedMedicines, Worklist } from '../contracts/work';
import { defineRoute, type Route } from './route';
import { showPerson } from '../views/person';
import type { WatchedVersion, WorklistReason, WorklistRow, WorklistView } from '../../src/storage/work/worklist';

const views = ['needs-you', 'waiting', 'on-track', 'ended'] as const satisfies readonly WorklistView[];

/** One sentence of why; what is to be done where it is work. The time stands beside it. */
const sentences: Record<WorklistReason, (what: string, instruments: Instruments) => string> = {
  ended: () => 'This enrolment has ended.',
  escalated: (tier) =>
    tier === 'now' ? 'An escalation needs somebody now.' : `An escalation is to be looked at: ${tier}.`,
  quarantined: () => 'A fact could not be carried out; an operator is asked to look at it.',
  call: (kind) => `Waiting for a call: ${taskWords(kind)}.`,
  gate: (question) => `A clinician is asked: ${question}`,
  task: (kind) => `${taskTitle(kind)}.`,
  held: () => 'Routine messages are held until somebody says how to go on.',
  'messages-ended': () => 'Whoever resolved an escalation ended the routine messages: nothing is sent.',
  admitted: () => 'In hospital: nothing routine is asked until then.',
  'no-consent': () => 'There is no consent to mail, so nothing is sent.',
  undeliverable: () => 'Mail does not reach this patient: the address is missing or does not work.',
  paused: () => 'Paused; it goes on by itself.',
  'call-again': (kind) => `Waiting for a call, which is asked for again then: ${taskWords(kind)}.`,
  'check-in': () => 'Waiting for the patient to answer a check-in.',
  'known-sign': (rule, instruments) =>
    `A sign is recorded as known until then: ${ruleWords(rule, instruments) ?? 'no form asks about it any more'}.`,
  'prompt-snoozed': () => 'A prompt on medicines is set aside until then.',
  'nothing-due': () => 'Nothing is due.',
};

type Instruments = ApiDeps['catalogue']['instruments'];

const show = (row: WorklistRow, instruments: Instruments) => ({
  id: row.id,
  person: showPerson(row.person),
  pathway: row.pathway,
  status: row.status,
  reason: row.reason,
  why: sentences[row.reason](row.what ?? '', instruments),
  at: iso(row.at),
  reasons: row.reasons.map(({ reason, what, at }) => ({
    reason,
    why: sentences[reason](what ?? '', instruments),
    at: iso(at),
  })),
  moreTasks: row.moreTasks,
});

/** Each version that watches over medicines, as its file says. */
const watchedIn = ({ pathways }: ApiDeps['catalogue']): WatchedVersion[] =>
  pathways.flatMap(({ id, version, medicines }) => {
    const classes = [...new Set((medicines?.watch ?? []).flatMap((watch) => watch.classes))];
    return medicines && classes.length > 0
      ? [{ pathway: id, version, classes, days: medicines.confirmedWithinDays }]
      : [];
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
    handle: async ({ query, principal, deps: { store, catalogue } }) => {
      const page = toPage(query);
      const rows = await store.worklist.readWorklist(store.db, principal.clinicId, query.view ?? 'needs-you', page);
      const body = {
        items: rows.map((row) => show(row, catalogue.instruments)),
        nextCursor: cursorAfter(rows, page, (row) => row.at),
      };
      return { status: 200, body, shown: rows.map(({ id }) => id) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/medicines/unchecked',
    deed: 'see patients',
    about: 'patient',
    summary: 'Who takes a medicine that nobody asked about lately; it stops nothing',
    query: z.strictObject(pageQuery),
    replies: { 200: { description: 'One page, the longest unasked first', schema: UncheckedMedicines } },
    handle: async ({ query, principal, deps: { store, catalogue } }) => {
      const page = toPage(query);
      const rows = await store.worklist.readUnchecked(store.db, principal.clinicId, watchedIn(catalogue), page);
      const items = rows.map(({ at, ...row }) => ({ ...row, at: iso(at) }));
      return {
        status: 200,
        body: { items, nextCursor: cursorAfter(rows, page, (row) => row.at) },
        shown: rows.map(({ id }) => id),
      };
    },
  }),
];
