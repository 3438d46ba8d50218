import { z } from 'zod';
import { Pathway, Pathways, versionParams } from '../contracts/pathway';
import { defineRoute, staffRoles, type Route } from '../route';

export const pathwayRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/pathways',
    roles: staffRoles,
    about: 'clinic',
    summary: 'Every version of every pathway',
    query: z.strictObject({}),
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
    roles: staffRoles,
    about: 'clinic',
    summary: 'One version of a pathway',
    params: versionParams,
    query: z.strictObject({}),
    replies: { 200: { description: 'The definition', schema: Pathway } },
    handle: ({ params, deps: { catalogue } }) =>
      Promise.resolve({ status: 200, body: catalogue.pathway(params.id, params.version) }),
  }),
];
