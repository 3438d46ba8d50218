import { Router } from 'express';
import type { OpenApiDocument, Operation, Schema } from '../contracts/openapi';
import { escape } from './html';

const style = `:root{color-scheme:light dark;background:Canvas}body{font:1rem/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
code,.shape{font-family:ui-monospace,monospace;font-size:.9rem;overflow-wrap:anywhere}h2{margin-top:2.5rem;border-bottom:1px solid GrayText}
summary{cursor:pointer;padding:.4rem 0}summary b{display:inline-block;min-width:3.5rem}details{border-bottom:1px solid GrayText}
.shape ul{margin:0;padding-left:1.25rem;list-style:none}.shape>ul{padding-left:0}nav ul{columns:3 12rem;padding-left:1.25rem}`;

/** One name of a schema and where it is described. */
const nameOf = (ref: string): string => ref.replace('#/components/schemas/', '');

function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = escape(nameOf(schema.$ref));
    return `<a href="#shape-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return escape(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => escape(JSON.stringify(value))).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeText).join(' | ');
  if (schema.items) return `list of ${typeText(schema.items)}`;
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  return escape(schema.format === undefined ? type : `${type} (${schema.format})`);
}

function shape(schema: Schema): string {
  const parts = [schema, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (schema.items) parts.push(schema.items);
  const fields = parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, field]) => {
      const may = required.includes(name) ? '' : ' <i>may be left out</i>';
      const says = field.description === undefined ? '' : ` – ${escape(field.description)}`;
      return `<li><code>${escape(name)}</code>: ${typeText(field)}${may}${says}${field.$ref === undefined ? shape(field) : ''}</li>`;
    }),
  );
  return fields.length === 0 ? '' : `<ul>${fields.join('')}</ul>`;
}

const body = (content: Operation['responses'][string]['content']): string =>
  Object.values(content ?? {})
    .map(
      ({ schema }) => `<div class="shape">${typeText(schema)}${schema.$ref === undefined ? shape(schema) : ''}</div>`,
    )
    .join('');

function operation(method: string, path: string, one: Operation): string {
  const parameters = (one.parameters ?? []).map(
    ({ name, in: where, required, schema }) =>
      `<li><code>${escape(name)}</code> (${escape(where)}${required ? '' : ', may be left out'}): ${typeText(schema)}</li>`,
  );
  const replies = Object.entries(one.responses).map(
    ([status, { description, content }]) => `<dt>${escape(status)}</dt><dd>${escape(description)}${body(content)}</dd>`,
  );
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(one.summary ?? '')}</summary>
<p>${escape(one.description ?? '')}</p>
${parameters.length > 0 ? `<h3>Parameters</h3><ul>${parameters.join('')}</ul>` : ''}
${one.requestBody ? `<h3>Body</h3>${body(one.requestBody.content)}` : ''}
<h3>Answers</h3><dl>${replies.join('')}</dl></details>`;
}

/** The whole description as one page: no script, nothing from outside, every address and shape findable in the page. */
function pageOf({ info, paths, components }: OpenApiDocument): string {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      tag: one.tags?.[0] ?? 'other',
      html: operation(method, path, one),
    })),
  );
  const tags = [...new Set(all.map(({ tag }) => tag))];
  const sections = tags.map((tag) => {
    const own = all.filter((each) => each.tag === tag).map(({ html }) => html);
    return `<h2 id="${escape(tag)}">${escape(tag)}</h2>${own.join('\n')}`;
  });
  const shapes = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<h3 id="shape-${escape(name)}">${escape(name)}</h3><div class="shape">${shape(schema) || typeText(schema)}</div>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(info.title)} API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/docs.css"></head>
<body><main><h1>${escape(info.title)} API</h1><p>${escape(info.description ?? '')}</p>
<p>Send <code>Authorization: Bearer …</code> with each request. The same as a document: <a href="/openapi.json">/openapi.json</a>.</p>
<nav aria-label="Parts"><ul>${tags.map((tag) => `<li><a href="#${escape(tag)}">${escape(tag)}</a></li>`).join('')}<li><a href="#shapes">shapes</a></li></ul></nav>
${sections.join('\n')}<h2 id="shapes">Shapes</h2>${shapes.join('\n')}</main></body></html>
`;
}

/** /openapi.json and a page that shows it. */
export function docsRouter(document: OpenApiDocument): Router {
  const router = Router();
  const page = pageOf(document);
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.get('/docs', (_req, res) => {
    res.type('html').send(page);
  });
  router.use('/docs/docs.css', (_req, res) => {
    res.type('css').send(style);
  });
  return router;
}
