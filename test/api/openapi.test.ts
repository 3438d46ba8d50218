import type { Express } from 'express';
import { openPaths } from '../../api/routes/staff-router';
import { SCREENS } from '../../api/console/router';
import { examplesOf } from '../../api/contracts/openapi';
import { routes } from '../../api/routes';
import { recordedByStaff } from '../../src/domain/facts/table';
import { patientEventTypes } from '../../src/domain/words/event';
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

test('API-10: every body has an example that its contract takes as it stands, and facts have one for each type', () => {
  const bodies = routes.flatMap(({ method, path, body, bodyFor }) =>
    body ? [{ name: `${method} ${path}`, body, isOfClinic: bodyFor !== undefined }] : [],
  );
  const wrong = bodies.flatMap(({ name, body, isOfClinic }) => {
    const examples = Object.entries(examplesOf(body));
    // What a clinic judges by its own data is posted to one, in facts/examples.test.ts.
    const refused = examples.filter(([, { value }]) => !isOfClinic && !body.safeParse(value).success);
    return examples.length === 0 ? [`${name}: none`] : refused.map(([key]) => `${name}: ${key}`);
  });

  expect(wrong).toEqual([]);
  const content = (path: string): string[] => {
    const { requestBody } = (document.paths[path]?.post ?? {}) as {
      requestBody?: { content: Record<string, { examples?: object }> };
    };
    return Object.keys(requestBody?.content['application/json']?.examples ?? {});
  };
  expect(content('/api/v1/enrolments/{id}/events')).toEqual(recordedByStaff);
  expect(content('/api/v1/patients/{id}/events')).toEqual(patientEventTypes);
  expect(content('/api/v1/escalations/{id}/resolution')).toEqual(['example-1']);
});

test('API-10: it works at whatever address it was read from', () => {
  expect((document as unknown as { servers: object[] }).servers).toEqual([{ url: '/' }]);
});

test('API-5: what is waited for and an open question are described to the last field', () => {
  type Shape = { oneOf?: Shape[]; items?: Shape; enum?: string[]; properties?: Record<string, Shape | undefined> };
  const { Enrolment } = document.components.schemas as Record<string, Shape | undefined>;
  const waits = Enrolment?.properties?.tracks?.items?.properties?.waitingFor?.oneOf ?? [];
  const gates = JSON.stringify(document.paths['/api/v1/enrolments/{id}/gates']) + JSON.stringify(document.components);

  expect(waits.map(({ properties }) => properties?.for?.enum?.[0])).toEqual(
    expect.arrayContaining(['decision', 'record', 'nothing']),
  );
  for (const { properties } of waits) expect(Object.keys(properties ?? {})).toContain('words');
  for (const field of ['question', 'options', 'leadsTo', 'answerBy', 'evidence', 'missing'])
    expect(gates).toContain(`"${field}":{`);
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
  expect(page.text).toContain('<code>{&quot;messages&quot;:&quot;resume&quot;}</code>');
  for (const name of Object.keys(document.components.schemas)) expect(page.text).toContain(`id="shape-${name}"`);
});
