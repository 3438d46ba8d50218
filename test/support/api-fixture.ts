import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { createApp } from '../../api/app';
import type { ApiDeps } from '../../api/deps';
import { loadClinic } from '../../src/catalogue/clinic/load-clinic';
import type { Role } from '../../src/domain/words/authority';
import { createLog, type Logger } from '../../src/log';
import { calendarFile } from '../../src/mail/calendar-file';
import { parseMailbox } from '../../src/mail/channel';
import type { OidcConfig } from '../../src/config/config';
import { createMailRender } from '../../src/house/mail-road';
import { signInParts } from '../../src/house/sign-in-parts';
import { published, seedClinic, type ApiKeys } from '../../src/house/seed';
import { connect } from '../../src/storage/tx/connection';
import { createStore } from '../../src/storage/store';
import { createTestDatabase } from './servers/database';
import { root, shippedCatalogue } from './care/shipped';
import { setClinicClock } from './care/test-day';

export type ApiFixture = Awaited<ReturnType<typeof createApiFixture>>;

export type Enrolled = { id: string; patientId: string };

type Method = 'get' | 'post' | 'put';

export type ApiOptions = {
  mode?: 'demo' | 'live';
  trustProxy?: number | string[];
  /** How people reach it; `where it listens` is needed where somebody signs in at the built-in provider. */
  publicUrl?: 'where it listens' | `http${string}`;
  /** An outside provider instead of the built-in one. */
  oidc?: OidcConfig;
  /** What it writes to its log; by default nothing is written. */
  log?: Logger;
};

const noProvider: OidcConfig = { issuer: 'https://id.example.test', clientId: 'x', clientSecret: null, demanded: [] };

/** The real API on a real database. The engine is one that only does, at once, what it was nudged for. */
export async function createApiFixture(options: ApiOptions = {}) {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 10 });
  const store = createStore(db);
  const catalogue = shippedCatalogue();
  const settings = loadClinic(`${root}/clinic/demo.yaml`, catalogue.instruments);
  const nudges: string[] = [];
  const working = new Set<Promise<void>>();
  const state = { engineWorks: true };

  /** What the worker would do: the step, under the locks. */
  const advance = (id: string): Promise<void> =>
    store.transact(db, async (tx) => {
      await store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, deps.rules, id));
    });
  const start = (work: Promise<void>): void => {
    const done = work.finally(() => working.delete(done));
    working.add(done);
  };
  const engine: ApiDeps['engine'] = {
    nudgeEnrolment: (id, because) => {
      nudges.push(`enrolment ${because ?? ''}`);
      if (state.engineWorks) start(advance(id));
    },
    nudgeEscalation: () => nudges.push('escalation'),
    nudgeDispatch: (lane) => nudges.push(`dispatch ${lane}`),
    wake: () => Promise.resolve(state.engineWorks),
    isReachable: () => Promise.resolve(state.engineWorks),
    close: () => Promise.resolve(),
  };
  const walks: unknown[] = [];
  const mode = options.mode ?? 'demo';
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const here = `http://127.0.0.1:${String(port)}`;
  const asked = options.publicUrl ?? 'http://127.0.0.1:8080';
  const publicUrl = asked === 'where it listens' ? here : asked;
  const oidc = options.oidc ?? (mode === 'live' ? noProvider : null);
  const deps: ApiDeps = {
    store,
    lists: store,
    probe: db,
    rules: catalogue.rules,
    catalogue,
    engine,
    config: {
      mode,
      publicUrl,
      trustProxy: options.trustProxy ?? null,
    },
    log: options.log ?? createLog('api test', 'silent'),
    parseMailbox,
    renderMail: createMailRender({ config: { publicUrl }, catalogue }),
    ...signInParts({ mode, oidc, publicUrl, host: '127.0.0.1', port }),
    appointmentFile: (appointment) => calendarFile({ ...appointment, address: 'no-reply@riverside.test' }),
    walkClock: async (clinicId, target) => {
      walks.push(target);
      return { now: await store.clock.clinicNow(db, clinicId), instants: 0, folded: 0 };
    },
  };
  const app = createApp(deps);
  server.on('request', app);

  const keys = await store.transact(db, async (tx) => {
    await store.pathways.publishPathways(tx, published(catalogue, 'demo'));
    return seedClinic(tx, settings);
  });
  if (keys === null) throw new Error('the clinic was there before');
  const { id: clinicId } = await db.selectFrom('clinic').select('id').executeTakeFirstOrThrow();
  await setClinicClock(db);
  await db.insertInto('store').values({ mode: deps.config.mode }).execute();

  return {
    app,
    /** Where it listens, without a slash at the end. */
    here,
    db,
    databaseUrl: database.url,
    deps,
    store,
    settings,
    clinicId,
    keys,
    nudges,
    walks,
    state,
    advance,
    /** The clinic's time, which is not the wall clock's. */
    now: (): Promise<number> => store.clock.clinicNow(db, clinicId),
    /** Asks as somebody of the seeded clinic, with any key, or with none. */
    as: (who: keyof ApiKeys | { key: string } | null) =>
      asker(server, who === null ? null : typeof who === 'string' ? keys[who] : who.key),
    /** A second clinic with one key of this role; null = a key of a program, without a person. */
    async otherClinic(role: Role): Promise<{ key: string; clinicId: string }> {
      const other = await db
        .insertInto('clinic')
        .values({ name: 'Lakeside', settings: JSON.stringify(settings) })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (deps.config.mode === 'demo') await setClinicClock(db, await store.clock.clinicNow(db, clinicId));
      return { key: await makeKey(db, other.id, role), clinicId: other.id };
    },
    /** Another patient each time, enrolled by the coordinator. */
    async enrolled(overrides: Parameters<typeof anEnrolment>[0] = {}): Promise<Enrolled> {
      const made = await asker(server, keys.coordinator).post('/api/v1/enrolments', anEnrolment(overrides));
      const body = made.body as Enrolled & { detail?: string };
      if (made.status !== 201) throw new Error(`enrolling was answered ${String(made.status)}: ${made.text}`);
      return body;
    },
    programKey: (role: Role) => makeKey(db, clinicId, role),
    /** How many rows there are of everything that a request could write about a patient. */
    async rows(): Promise<Record<string, number>> {
      const tables = [
        'patient',
        'consent',
        'enrolment',
        'event',
        'task',
        'gate',
        'duty_shift',
        'absence',
        'escalation',
        'patient_text',
      ] as const;
      const counts = await Promise.all(
        tables.map(async (table) => {
          const { count } = await db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow();
          return [table, count] as const;
        }),
      );
      return Object.fromEntries(counts);
    },
    async settle(): Promise<void> {
      await Promise.allSettled(working);
    },
    async close(): Promise<void> {
      await Promise.allSettled(working);
      await new Promise((resolve) => server.close(resolve));
      await db.destroy();
      await database.drop();
    },
  };
}

async function makeKey(db: ApiDeps['store']['db'], clinicId: string, role: Role): Promise<string> {
  const key = `tl_${randomBytes(32).toString('base64url')}`;
  await db
    .insertInto('api_key')
    .values({
      clinic_id: clinicId,
      role,
      label: `${role} program`,
      key_hash: createHash('sha256').update(key).digest(),
    })
    .execute();
  return key;
}

function asker(server: Parameters<typeof request>[0], key: string | null) {
  const send = (method: Method, path: string, body?: object | string, headers: Record<string, string> = {}) => {
    const asked = request(server)[method](path).set(headers);
    if (key !== null) asked.set('Authorization', `Bearer ${key}`);
    return body === undefined ? asked : asked.send(body);
  };
  return {
    get: (path: string, headers?: Record<string, string>) => send('get', path, undefined, headers),
    post: (path: string, body?: object | string, headers?: Record<string, string>) => send('post', path, body, headers),
    put: (path: string, body?: object | string, headers?: Record<string, string>) => send('put', path, body, headers),
  };
}

let counter = 1000;

/** A valid enrolment of another patient each time: another name, number and address, so that nobody is taken for another. */
export function anEnrolment(overrides: { patient?: object; consent?: object; [field: string]: unknown } = {}) {
  counter += 1;
  const { patient, consent, ...rest } = overrides;
  return {
    pathway: 'post-laminectomy-syndrome',
    version: 1,
    patient: {
      reference: `A-${counter}`,
      familyName: 'Okafor',
      givenName: `Ada ${counter}`,
      bornOn: '1970-05-14',
      timeZone: 'Europe/London',
      language: 'en',
      email: `ada.${counter}@example.test`,
      preferredTime: '09:00',
      phone: `+44 20 7946 ${counter}`,
      ...patient,
    },
    consent: { email: true, givenOn: '2025-11-20', ...consent },
    ...rest,
  };
}
