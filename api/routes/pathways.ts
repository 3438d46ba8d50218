import { z } from 'zod';
import { cursorAfter, iso, pageQuery, toPage } from '../contracts/fields';
import {
  Pathway,
  Pathways,
  PinnedEnrolments,
  Protocol,
  Validation,
  ValidationRequest,
  versionParams,
} from '../contracts/pathway';
import { showProtocol } from '../views/pathway';
import { defineRoute, type Route } from './route';

export const pathwayRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/pathways',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'Every version of every pathway',
    replies: { 200: { description: 'By id, oldest version first', schema: Pathways } },
    handle: ({ deps: { catalogue } }) =>
      Promise.resolve({
        status: 200,
        body: {
          items: catalogue.pathways.map(({ id, version, state, title }) => ({
            id,
            version,
            state,
            title,
            contentHash: catalogue.contentHash(id, version),
          })),
        },
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/pathways/:id/versions/:version',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'One version of a pathway',
    params: versionParams,
    replies: { 200: { description: 'The definition', schema: Pathway } },
    handle: ({ params, deps: { catalogue } }) =>
      Promise.resolve({ status: 200, body: catalogue.pathway(params.id, params.version) }),
  }),
  defineRoute({
    method: 'get',
    path: '/pathways/:id/versions/:version/protocol',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'One version as people read it: protocol, numbers with their signatures, ways and mails',
    params: versionParams,
    replies: { 200: { description: 'The protocol', schema: Protocol } },
    handle: ({ params, deps }) =>
      Promise.resolve({
        status: 200,
        body: showProtocol(deps, deps.catalogue.pathway(params.id, params.version)),
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/pathways/:id/versions/:version/enrolments',
    deed: 'see patients',
    about: 'clinic',
    summary: 'Who is on a version and has not ended, oldest first: for the decision after a recall',
    params: versionParams,
    query: z.strictObject(pageQuery),
    replies: { 200: { description: 'One page of enrolments', schema: PinnedEnrolments } },
    handle: async ({ params, query, principal, deps: { catalogue, store } }) => {
      const { id, version } = catalogue.pathway(params.id, params.version);
      const page = toPage(query);
      const rows = await store.pathways.enrolmentsOn(store.db, principal.clinicId, { id, version }, page);
      const items = rows.map(({ createdAt, ...row }) => ({ ...row, startedAt: iso(createdAt) }));
      const body = { items, nextCursor: cursorAfter(rows, page, (row) => row.createdAt) };
      return { status: 200, body, shown: rows.map(({ id }) => id) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/pathways/validation',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'What is wrong with a pathway file, by the settings of this clinic; nothing is kept',
    body: ValidationRequest,
    replies: { 200: { description: 'Findings by line; none means that it is sound', schema: Validation } },
    handle: async ({ body, principal, deps: { catalogue, store } }) => {
      const { settings } = await store.clinics.readClinic(store.db, principal.clinicId);
      const { findings } = catalogue.validate(body.yaml, settings);
      return { status: 200, body: { valid: findings.length === 0, findings } };
    },
  }),
];
