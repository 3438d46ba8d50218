import {
  extendZodWithOpenApi,
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { policyText } from '../../src/domain/facts/rights';
import type { Description, Route } from '../routes/route';
import { openPaths } from '../routes/staff-router';
import { glossary } from './glossary';
import { Problem } from './problem';

extendZodWithOpenApi(z);

/** As much of an OpenAPI document as the page of it reads. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};
type Content = Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }>;
export type Operation = {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
export type OpenApiDocument = {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

type Replies = RouteConfig['responses'];

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

/** What every route below /api/v1 may answer, whatever it is for. */
const always: Replies = {
  401: problem('No valid API key and nobody signed in'),
  403: problem('Not for this role, or a change that a browser was made to ask for by another site'),
  422: problem('Fields that need another look, all at once'),
  429: problem('Too many requests'),
  500: problem('A fault of ours; it has a request id and says nothing else'),
  503: problem('Too much at once, or the database cannot be had: the header Retry-After says when to try again'),
};

/** The document is made from the routes themselves: what is not in it does not exist. */
export function openApiDocument(routes: readonly Route[], publicUrl: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: publicUrl.startsWith('https://') ? '__Host-staff' : 'staff',
    description: 'Of a browser that has signed in at /sign-in; it changes things from pages of this host only.',
  });
  for (const route of routes) registry.registerPath(pathOf(route));
  for (const { method = 'get', path, summary, type } of openPaths) {
    registry.registerPath({
      method,
      path,
      summary,
      tags: ['open'],
      responses: { 200: { description: summary, content: { [type]: { schema: z.string() } } } },
    });
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version: '1',
      description: 'Care pathways of a clinic: who is where, why, and what happens next.',
    },
    // Whatever host it was read from: a proxy, another name of this machine.
    servers: [{ url: '/' }],
  }) as unknown as OpenApiDocument;
  return explained(document) as OpenApiDocument;
}

/** Every field with what it means: as its contract says, else as its name does everywhere. */
function explained(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(explained);
  if (typeof part !== 'object' || part === null) return part;
  const { properties, ...rest } = part as { properties?: Record<string, Schema> };
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, explained(value)]));
  if (properties === undefined) return inner;
  return {
    ...inner,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const told = explained(schema) as Schema;
        const words = glossary[name];
        return [
          name,
          told.description !== undefined || told.$ref !== undefined || words === undefined
            ? told
            : { ...told, description: words },
        ];
      }),
    ),
  };
}

const verbs = { get: 'get', post: 'do', put: 'replace' } as const;

/** `getEnrolmentsByIdTimeline`, for programs that are made from this description: the address and the method as one name. */
const operationIdOf = ({ method, path }: Route): string =>
  verbs[method] +
  path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? `By-${part.slice(1)}` : part))
    .flatMap((part) => part.split('-'))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** What can be sent as it stands, by name: of facts one of each type, by its type. */
export function examplesOf(body: z.ZodType): Record<string, { value: unknown }> {
  const told = (type: z.ZodType): unknown[] => [type.meta()?.examples ?? []].flat();
  const options = body instanceof z.ZodDiscriminatedUnion ? (body.options as z.ZodType[]) : [];
  const all = [body, ...options].flatMap(told);
  const values = all.length === 0 && body.safeParse({}).success ? [{}] : all;
  const nameOf = (value: unknown, index: number): string =>
    typeof value === 'object' && value !== null && 'type' in value
      ? String(value.type)
      : `example-${String(index + 1)}`;
  return Object.fromEntries(values.map((value, index) => [nameOf(value, index), { value }]));
}

function pathOf(route: Route): RouteConfig {
  const body = route.body
    ? {
        body: {
          content: { 'application/json': { schema: route.body, examples: examplesOf(route.body) } },
          required: true,
        },
      }
    : {};
  return {
    method: route.method,
    operationId: operationIdOf(route),
    path: `/api/v1${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
    summary: route.summary,
    description: `${policyText(route.deed)}${route.demoOnly ? ' Demonstration stores only.' : ''}`,
    tags: [route.path.split('/')[1] ?? ''],
    security: [{ apiKey: [] }, { session: [] }],
    request: {
      params: route.params as z.ZodObject | undefined,
      query: route.query as z.ZodObject | undefined,
      ...(route.method === 'post' ? { headers: z.object({ 'Idempotency-Key': z.string().optional() }) } : {}),
      ...body,
    },
    responses: {
      ...always,
      ...(route.params ? { 404: problem('Not there, or of another clinic') } : {}),
      ...Object.fromEntries(
        Object.entries(route.replies).map(([status, reply]) => [status, replyOf(Number(status), reply)]),
      ),
    },
  };
}

const replyOf = (status: number, { description, schema, text }: Description) => {
  if (status >= 400) return problem(description);
  if (!schema) return { description };
  return { description, content: { 'application/json': { schema }, ...(text ? plainText : {}) } };
};

const plainText = { 'text/plain': { schema: z.string() } };
