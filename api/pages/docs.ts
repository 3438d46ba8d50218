import { Router } from 'express';
import type { OpenApiDocument, Operation, Schema } from '../contracts/openapi';
import { sendPage } from './page';

/** A piece of a type's text; where it is a shape described in the page, its name leads there. */
type Piece = { text: string; shape?: string };
type Field = { name: string; required: boolean; says: string; type: Piece[]; fields: Field[] };
type Shape = { type: Piece[]; fields: Field[] };

function typeOf(schema: Schema): Piece[] {
  if (schema.$ref !== undefined) return [{ text: '', shape: schema.$ref.replace('#/components/schemas/', '') }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.enum) return schema.enum.map((value) => ({ text: JSON.stringify(value) }));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap(typeOf);
  if (schema.items) {
    const [first, ...rest] = typeOf(schema.items);
    return [{ ...first, text: `list of ${first?.text ?? ''}` }, ...rest];
  }
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  return [{ text: schema.format === undefined ? type : `${type} (${schema.format})` }];
}

function fieldsOf(schema: Schema): Field[] {
  const parts = [schema, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (schema.items) parts.push(schema.items);
  return parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, field]) => ({
      name,
      required: required.includes(name),
      says: field.description ?? '',
      ...shapeOf(field),
    })),
  );
}

/** What is described under its own name is not described again. */
const shapeOf = (schema: Schema): Shape => ({
  type: typeOf(schema),
  fields: schema.$ref === undefined ? fieldsOf(schema) : [],
});

const bodyOf = (content: Operation['responses'][string]['content']): Shape[] =>
  Object.values(content ?? {}).map(({ schema }) => shapeOf(schema));

const operationOf = (method: string, path: string, one: Operation) => ({
  method: method.toUpperCase(),
  path,
  summary: one.summary ?? '',
  description: one.description ?? '',
  parameters: (one.parameters ?? []).map(({ name, in: where, required, schema }) => ({
    name,
    where,
    required,
    type: typeOf(schema),
  })),
  body: bodyOf(one.requestBody?.content),
  examples: Object.values(one.requestBody?.content ?? {}).flatMap(({ examples }) =>
    Object.values(examples ?? {}).map(({ value }) => JSON.stringify(value)),
  ),
  answers: Object.entries(one.responses).map(([status, { description, content }]) => ({
    status,
    description,
    body: bodyOf(content),
  })),
});

/** The whole description as one page: every address and shape can be found in it. */
function pageOf({ info, paths, components }: OpenApiDocument) {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      part: one.tags?.[0] ?? 'other',
      ...operationOf(method, path, one),
    })),
  );
  return {
    title: `${info.title} API`,
    description: info.description ?? '',
    parts: [...new Set(all.map(({ part }) => part))].map((name) => ({
      name,
      operations: all.filter(({ part }) => part === name),
    })),
    shapes: Object.entries(components?.schemas ?? {}).map(([name, schema]) => ({ name, ...shapeOf(schema) })),
  };
}

/** /openapi.json and a page that shows it. What they say is made when somebody first asks: most processes are never asked. */
export function docsRouter(describe: () => OpenApiDocument): Router {
  const router = Router();
  let made: { document: OpenApiDocument; page: ReturnType<typeof pageOf> } | undefined;
  const described = () => {
    if (made !== undefined) return made;
    const document = describe();
    return (made = { document, page: pageOf(document) });
  };
  router.get('/openapi.json', (_req, res) => {
    res.json(described().document);
  });
  router.get('/docs', (_req, res) => {
    sendPage(res, 'docs', described().page);
  });
  return router;
}
