import { createMailbox } from '../../../src/house/demonstration/mailbox';
import { makePatients } from '../../../src/house/demonstration/make';
import { createMailRender } from '../../../src/house/mail-road';
import { rebuild } from '../../../src/domain/step/rebuild';
import { stateIn } from '../../../src/domain/step/up-cast';
import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';
import { anEnrolment, type ApiFixture, createApiFixture } from '../../support/api-fixture';
import { historyFaults } from '../../kill/checks/history-whole';
import { ladderFaults } from '../../kill/checks/ladders-climb';
import { ledgerFaults, withheldFaults } from '../../kill/checks/ledger-true';
import { readRows, type Rows } from '../../kill/checks/rows';

jest.setTimeout(300_000);

const opened: ApiFixture[] = [];
afterAll(async () => {
  for (const fixture of opened) await fixture.close();
});

/** A demonstration as it is after its first start, on the day of all tests: a Monday at ten. */
async function aDemonstration() {
  const fixture = await createApiFixture();
  opened.push(fixture);
  const errors: unknown[] = [];
  const log = Object.assign(Object.create(fixture.deps.log) as typeof fixture.deps.log, {
    error: (what: unknown) => errors.push(what),
  });
  const deps = { ...fixture.deps, log };
  const { publicUrl } = fixture.deps.config;
  const render = createMailRender({ config: { publicUrl }, catalogue: fixture.deps.catalogue });
  const mailbox = createMailbox({ render, fromAddress: 'no-reply@riverside.test', replyTo: null });
  return {
    fixture,
    errors,
    make: (wanted: number, signal?: AbortSignal) =>
      makePatients({ deps, databaseUrl: fixture.databaseUrl, wanted, mailbox, ...(signal && { signal }) }),
  };
}

describe('the forty of a new demonstration', () => {
  let house: Awaited<ReturnType<typeof aDemonstration>>;
  let rows: Rows;
  beforeAll(async () => {
    house = await aDemonstration();
    expect(await house.make(40)).toBe(40);
    rows = await readRows(house.fixture.databaseUrl);
  });

  const list = async <T>(path: string): Promise<T[]> =>
    ((await house.fixture.as('clinician').get(path)).body as { items: T[] }).items;

  test('every course could be lived', () => {
    expect(house.errors).toEqual([]);
    expect(rows.enrolments).toHaveLength(40);
  });

  test('the facts of each make the very state that is stored', async () => {
    const { db, store, deps, clinicId } = house.fixture;
    const settings = await store.clinics.readClinic(db, clinicId);
    for (const { id, who } of rows.enrolments) {
      const row = await db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const state = stateIn(row.snapshot);
      if (state === null) throw new Error(`${who} has no state`);
      const rules = deps.rules({ id: row.pathway_id, version: row.pathway_version }, settings.settings);
      const facts = await store.facts.factsBefore(db, id, row.digested_seq + 1);
      expect([who, rebuild(rules, facts, { now: state.now, observed: [] })]).toEqual([who, state]);
    }
  });

  test('histories are whole, nothing was sent twice or lost, every ladder climbs, and nothing is due', async () => {
    const { store, db, clinicId, now } = house.fixture;
    // Older mails are settled without a copy.
    const faults = ledgerFaults(rows).filter((fault) => !fault.endsWith('never caught'));
    expect([...historyFaults(rows), ...faults, ...withheldFaults(rows), ...ladderFaults(rows)]).toEqual([]);
    expect(await store.demoClock.dueBy(db, { clinicId }, (await now()) - 2 * MINUTE, 10)).toEqual([]);
  });

  test('the worklist has something in each of its views, and as much as people can take in', async () => {
    const reply = await house.fixture.as('coordinator').get('/api/v1/worklist');

    expect((reply.body as { counts: object }).counts).toEqual({ needsYou: 14, waiting: 18, onTrack: 5, ended: 3 });
  });

  test('two are for now: one has twelve minutes, one is overdue; three are for today; all are of today', async () => {
    type Escalation = { tier: string; status: string; raisedAt: string; dueAt: string; exhausted: boolean };
    const open = await list<Escalation>('/api/v1/escalations?status=open');
    const at = await house.fixture.now();

    const tiers = open.map(({ tier, status, exhausted }) => `${tier} ${status}${exhausted ? ' overdue' : ''}`);
    expect(tiers.sort()).toEqual([
      'now open',
      'now open overdue',
      'today acknowledged overdue',
      'today open',
      'today open',
    ]);
    const running = open.find(({ tier, exhausted }) => tier === 'now' && !exhausted);
    const left = Date.parse(running?.dueAt ?? '') - at;
    expect(left).toBeLessThan(12 * MINUTE);
    expect(left).toBeGreaterThan(8 * MINUTE);
    for (const { raisedAt } of open) expect(at - Date.parse(raisedAt)).toBeLessThan(3 * HOUR);
  });

  test('what was raised before has been taken on and resolved by people, and nobody is told of it any more', async () => {
    const alerts = rows.messages.filter(({ escalationId, state }) => escalationId !== null && state === 'planned');
    expect(alerts).toEqual([]);
    const resolved = await list<{ owner: { name: string } | null }>('/api/v1/escalations?status=resolved');
    for (const { owner } of resolved) expect(owner).not.toBeNull();
  });

  test('five are to be rung, and one of them was rung in vain', async () => {
    const calls = await list<{ kind: string }>('/api/v1/tasks?status=open');
    const kinds = calls.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['deferred-call', 'safety-call', 'ask-left-blank', 'ask-by-phone', 'call-patient']),
    );
  });

  test('the mailbox holds the mails of a week, with the links that work', async () => {
    const mails = await list<{ receivedAt: string; to: string; text: string }>(
      '/api/v1/demo/mailbox?to=ada.okafor@example.test',
    );
    const at = await house.fixture.now();
    const [newest] = mails;
    expect(mails.length).toBeGreaterThan(0);
    for (const { receivedAt } of mails) expect(at - Date.parse(receivedAt)).toBeLessThan(7 * DAY);
    const code = /\/go\/([0-9A-Z-]+)/.exec(newest?.text ?? '')?.[1] ?? '';
    const { store, db } = house.fixture;
    const view = await store.checkIns.readCheckIn(db, { linkHash: store.links.linkCodeHash(code) }, null);
    expect(view).toMatchObject({ givenName: 'Ada', sentAt: null, status: 'planned' });
  });

  test('somebody is on call at every hour, but for one night that somebody is asked to fill', async () => {
    const { store, db, clinicId, settings, now } = house.fixture;
    const at = await now();
    for (const rota of store.rotas.onCallRotas(settings)) {
      const gaps = await store.rotas.gaps(db, clinicId, rota, at, at + 60 * DAY);
      expect([rota, gaps.map(({ from, to }) => (to - from) / HOUR)]).toEqual([
        rota,
        rota === 'clinician-on-call' ? [12] : [],
      ]);
    }
    expect(rows.tasks.filter(({ kind, status }) => kind === 'close-rota-gap' && status === 'open')).toHaveLength(1);
  });

  test('a second start adds nothing', async () => {
    expect(await house.make(40)).toBe(0);
    const again = await readRows(house.fixture.databaseUrl);
    expect({ ...again, now: 0 }).toEqual({ ...rows, now: 0 });
  });
});

test('a making that was cut short goes on where it was', async () => {
  const { fixture, make, errors } = await aDemonstration();
  await make(3);
  const before = await readRows(fixture.databaseUrl);

  expect([await make(5), errors]).toEqual([2, []]);

  const after = await readRows(fixture.databaseUrl);
  expect(after.enrolments.map(({ who }) => who)).toEqual(
    expect.arrayContaining(before.enrolments.map(({ who }) => who)),
  );
  const early = new Set(before.enrolments.map(({ id }) => id));
  expect(after.events.filter(({ enrolmentId }) => early.has(enrolmentId))).toEqual(before.events);
});

test('a store that has patients of its own stays as it is', async () => {
  const { fixture, make } = await aDemonstration();
  await fixture.as('coordinator').post('/api/v1/enrolments', anEnrolment());
  await fixture.settle();
  const before = await readRows(fixture.databaseUrl);

  expect(await make(3)).toBe(0);

  const after = await readRows(fixture.databaseUrl);
  expect({ ...after, now: 0 }).toEqual({ ...before, now: 0 });
});
