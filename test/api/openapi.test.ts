import type { Express } from 'express';
import { openPaths } from '../../api/routes/staff-router';
import { SCREENS } from '../../api/console/router';
import { routes } from '../../api/routes';
import { createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
let document: {
  paths: Record<string, Record<string, { security?: object[]; description?: string; operationId?: string }>>;
  components: { schemas: Record<string, object> };
};
beforeAll(async () => {
  f = await createApiFixture();
  document = (await f.as(null).get('/openapi.json')).body as typeof document;
});
afterAll(async () => {
  await f.close();
});

/** The console is one page, whatever screen is opened; where an alert leads is described by itself. */
const screens = new RegExp(` /(${SCREENS.join('|')})(/|$)`);

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } };

/** Every address that Express would answer, read from its own router; those of the patient's pages are not JSON. */
function mounted(app: Express): string[] {
  const [staff, ...rest] = (app.router as unknown as { stack: Layer[] }).stack
    .filter(({ handle }) => handle.stack !== undefined)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  return [...listed(staff, '/api/v1'), ...rest.flatMap((layer) => listed(layer, ''))]
    .filter((line) => !/ \/(go|check-in|assets|console)\b/.test(line) && !screens.test(line))
    .sort();
}
const sizeOf = ({ handle }: Layer): number =>
  (handle.stack ?? []).filter(({ route }) => route?.path.startsWith('/enrolments')).length;
const listed = (layer: Layer | undefined, prefix: string): string[] =>
  (layer?.handle.stack ?? []).flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method} ${prefix}${route.path.replaceAll(/:(\w+)/g, '{$1}')}`)
      : [],
  );

test('what is mounted and what is described are the same', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );

  expect(mounted(f.app)).toEqual(described.sort());
  expect(described).toHaveLength(routes.length + openPaths.length);
});

test('every route below /api/v1 has a policy, and its description names it', () => {
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([, methods]) => Object.values(methods));

  expect(operations.length).toBeGreaterThan(15);
  expect(operations.filter(({ security, description }) => !security || !/^For: \w/.test(description ?? ''))).toEqual(
    [],
  );
});

test('who may is told from the table of authority, down to the fact, the class and the team', () => {
  const policyOf = (path: string): string => document.paths[`/api/v1${path}`]?.post?.description ?? '';

  expect(policyOf('/enrolments/{id}/events')).toContain('diagnosis.recorded – clinician, lead;');
  expect(policyOf('/escalations/{id}/acknowledgement')).toMatch(/spine – clinician, lead;.*Whoever this ladder told/);
  expect(policyOf('/tasks/{id}/completion')).toContain('coordinators – coordinator, lead;');
  expect(policyOf('/staff/{id}/absences')).toBe('For: coordinator, lead, as a named person.');
});

test('API-10: every field says what it means', () => {
  const silent: string[] = [];
  const look = (part: unknown, where: string): void => {
    if (typeof part !== 'object' || part === null) return;
    const { properties } = part as { properties?: Record<string, { description?: string; $ref?: string }> };
    for (const [name, field] of Object.entries(properties ?? {})) {
      if (field.description === undefined && field.$ref === undefined) silent.push(`${where}.${name}`);
    }
    for (const [key, inner] of Object.entries(part)) look(inner, `${where}/${key}`);
  };
  look(document.components.schemas, '');
  look(document.paths, '');

  expect(silent).toEqual([]);
});

test('every operation has a name of its own', () => {
  const names = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([, methods]) => Object.values(methods).map(({ operationId }) => operationId));

  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(names.length);
});

test('the shapes are described, with examples and formats', () => {
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['NewEnrolment', 'StaffEvent', 'PatientEvent', 'Escalation', 'Problem']),
  );
  expect(JSON.stringify(document.components.schemas.NewEnrolment)).toContain('"format":"date"');
});

test('/docs shows it with our own files only', async () => {
  const page = await f.as(null).get('/docs');
  const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file ?? '');

  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script>|onload=|https?:/);
  expect(files).toContain('/assets/pages.css');
  const answers = await Promise.all(files.map((file) => f.as(null).get(file)));
  expect(answers.map(({ status }) => status)).toEqual(files.map(() => 200));
  for (const path of Object.keys(document.paths)) expect(page.text).toContain(`<code>${path}</code>`);
  for (const name of Object.keys(document.components.schemas)) expect(page.text).toContain(`id="shape-${name}"`);
});
