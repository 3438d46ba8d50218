import { z } from 'zod';
import { id } from '../../src/domain/facts/fields';
import { AuditPage, Operations } from '../contracts/operations';
import { cursorAfter, iso, pageQuery, toPage } from '../contracts/fields';
import { showOperations } from '../views/operations';
import { defineRoute, type Route } from './route';

export const operationsRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/operations',
    deed: 'see work',
    about: 'clinic',
    summary: 'Whether the house keeps its promises: health, messages by state and cause, what is late',
    replies: { 200: { description: 'Counts and words; no patient is named', schema: Operations } },
    handle: async ({ principal, deps }) => ({ status: 200, body: await showOperations(deps, principal.clinicId) }),
  }),
  defineRoute({
    method: 'get',
    path: '/audit',
    deed: 'see the audit',
    about: 'patient',
    summary: 'Who did and read what, newest first',
    query: z.strictObject({
      who: id.optional().meta({ description: 'Only of this member of staff.' }),
      about: z
        .string()
        .trim()
        .min(1)
        .max(60)
        .optional()
        .meta({ description: 'Only about the patient of this reference.' }),
      ...pageQuery,
    }),
    replies: { 200: { description: 'One page', schema: AuditPage } },
    handle: async ({ query, principal, deps: { store } }) => {
      const page = toPage(query);
      const rows = await store.auditPage.auditPage(store.db, principal.clinicId, query, page);
      const items = rows.map(({ at, lastAt, status, ...row }) => ({
        ...row,
        at: iso(at),
        lastAt: iso(lastAt),
        words: wordsOf(row.action),
        allowed: status === null || status < 400,
      }));
      return { status: 200, body: { items, nextCursor: cursorAfter(rows, page, (row) => row.at) } };
    },
  }),
];

/** What is no request of the interface. */
const house: Record<string, string> = { 'sign-in': 'Signed in', 'sign-out': 'Signed out' };
const verbs: Record<string, string> = { GET: 'Read', POST: 'Did', PUT: 'Changed' };

/** `GET /patients/:id` is "Read: patients". The address stands beside it. */
function wordsOf(action: string): string {
  const [method = '', path = ''] = action.split(' ');
  if (path === '') return house[action] ?? action;
  const parts = path.split('/').filter((part) => part !== '' && !part.startsWith(':'));
  return `${verbs[method] ?? method}: ${parts.join(' – ').replaceAll('-', ' ')}`;
}
