import { sql } from 'kysely';
import { MINUTE } from '../../../src/domain/words/time';
import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { atTheWeeklyPages } from '../../support/care/at-the-page';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const idOf = async ({ patientId }: Enrolled): Promise<string> =>
  (await f.db.selectFrom('escalation').select('id').where('patient_id', '=', patientId).executeTakeFirstOrThrow()).id;
const read = async (id: string, who: Parameters<ApiFixture['as']>[0] = 'clinician') =>
  (await f.as(who).get(`/api/v1/escalations/${id}`)).body;
const climb = (id: string) => f.store.transact(f.db, (tx) => f.store.escalations.climb(tx, id));
const pass = (ms: number) =>
  sql`update clinic set clock_offset_ms = clock_offset_ms + ${ms} where id = ${f.clinicId}`.execute(f.db);

describe('one escalation', () => {
  let id: string;
  let patient: Enrolled;
  beforeAll(async () => {
    patient = await f.enrolled({
      patient: {
        familyName: 'Okafor',
        emergencyContact: { name: 'Emeka Okafor', phone: '07700 900 124', relation: 'husband', mayDiscuss: true },
      },
    });
    const page = await atTheWeeklyPages(f, patient);
    await page.tick('1', '5');
    id = await idOf(patient);
  });

  test('API-2: says what the patient ticked in the patient’s own words, where it came from and when', async () => {
    const body = await read(id);

    expect(body.headline).toBe(
      '“Numbness or tingling between my legs, around my genitals or my back passage” and “Pain, numbness or weakness in both legs at the same time”',
    );
    expect(body.source).toEqual({ words: 'Weekly check-in', at: body.raisedAt });
    expect(body.signals).toMatchObject([
      { said: { question: expect.stringContaining('Numbness'), answer: 'ticked, new or worse' }, isNew: false },
      { said: { question: expect.stringContaining('both legs') }, source: { words: 'Weekly check-in' } },
    ]);
    expect(body).toMatchObject({ kind: 'escalation', canWait: null, reports: [], newSince: 0 });
  });

  test('API-2: names the patient with the number to ring, and whom to ring otherwise', async () => {
    const body = await read(id);

    expect(body.person).toMatchObject({ id: patient.patientId, familyName: 'Okafor', bornOn: '1970-05-14' });
    expect(body.person.phone.number).toMatch(/^\+44 20 7946/);
    expect(body.emergencyContact).toEqual({
      name: 'Emeka Okafor',
      phone: '07700 900 124',
      relation: 'husband',
      mayDiscuss: true,
    });
  });

  test('says in words what can be said of each sign, and what leads on', async () => {
    const { outcomes } = await read(id);

    expect(outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'reached-safe',
      'sent-to-emergency',
      'handed-to-service',
      'not-clinical',
      'could-not-reach',
    ]);
    expect(outcomes.at(-1)).toMatchObject({ words: 'Could not reach', hint: expect.stringContaining('rings again') });
  });

  test('API-2: holds the advice the patient read, word by word, with the numbers', async () => {
    const { patientSaw } = await read(id);

    const advice = patientSaw.find(({ text }: { text: string }) => text === 'emergency');
    expect(advice).toMatchObject({ title: 'Please get help now', version: 'en-3', language: 'en' });
    expect(advice.lines).toContain('Do not drive yourself. If you cannot get there, ring 999.');
  });

  test('says who was told and when, by the ledger alone, and who is next by name and time', async () => {
    await climb(id);
    expect((await read(id)).told).toMatchObject([{ name: 'Dr Lee', channel: 'mail', state: 'on-the-way', times: 0 }]);

    await sql`update message set state = 'accepted', accepted_at = clinic_now(clinic_id) where escalation_id = ${id}`.execute(
      f.db,
    );
    const body = await read(id);

    expect(body.told).toMatchObject([{ name: 'Dr Lee', channel: 'mail', state: 'told', times: 1, rung: 1 }]);
    expect(body.next).toMatchObject({
      name: 'Dr Amara Osei',
      at: body.window.endsAt,
      isLast: false,
      words: 'then Dr Amara Osei is told',
    });
    expect(Date.parse(body.window.endsAt) - Date.parse(body.window.startedAt)).toBe(15 * MINUTE);
    expect(body.window.overdueMinutes).toBe(0);
  });

  test('a mailbox that refuses it counts as failed', async () => {
    await sql`update message set state = 'refused', accepted_at = null where escalation_id = ${id}`.execute(f.db);

    expect((await read(id)).told).toMatchObject([{ name: 'Dr Lee', state: 'failed', times: 0 }]);
  });

  test('K1-5: everybody told and nobody there: overdue, and whoever is last knows it', async () => {
    for (let rung = 0; rung < 2; rung += 1) {
      await pass(15 * MINUTE);
      await climb(id);
    }
    await sql`update message set state = 'accepted', accepted_at = clinic_now(clinic_id) where escalation_id = ${id}`.execute(
      f.db,
    );
    await pass(20 * MINUTE);

    const byClinician = await read(id);
    expect(byClinician.exhausted).toBe(true);
    expect(byClinician.window.overdueMinutes).toBe(20);
    expect(byClinician.next.words).toBe('You are the last on the list. You will be asked again every 15 minutes.');
    expect((await read(id, 'coordinator')).next.words).toBe(
      'Everybody on the list has been told. They are asked again every 15 minutes.',
    );
    expect(byClinician.told.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Dr Lee', 'Dr Amara Osei', 'Sam Wright']),
    );
  });

  test('what came in since somebody took it on is counted as new', async () => {
    await f.as('clinician').post(`/api/v1/escalations/${id}/acknowledgement`, {});
    const held = await read(id);
    expect(held).toMatchObject({
      owner: { name: 'Dr Lee' },
      holding: { what: 'acknowledged', by: 'Dr Lee', reason: null },
      window: null,
      newSince: 0,
    });
    expect(Date.parse(held.ownedUntil)).toBeGreaterThan(await f.now());

    await pass(MINUTE);
    await f.store.transact(f.db, async (tx) =>
      f.store.escalations.raiseEscalation(tx, {
        ...{ clinicId: f.clinicId, patientId: patient.patientId, enrolmentId: patient.id, tier: 'now' },
        ...{ class: 'infection', rule: 'red-flag.fever', signalKey: 'later', at: await f.now() },
      }),
    );

    expect(await read(id)).toMatchObject({ status: 'open', owner: null, ownedUntil: null, newSince: 1 });
  });

  test('what may be done is said for each reader, with the reason where not', async () => {
    expect((await read(id)).may).toMatchObject({ acknowledge: { may: true, why: null }, resolve: { may: true } });
    expect((await read(id, 'coordinator')).may).toMatchObject({
      acknowledge: { may: false, why: 'It is for: clinician, lead, as a named person.' },
      resolve: { may: false },
    });
    const program = { key: await f.programKey('clinician') };
    expect((await read(id, program)).may.resolve.why).toContain('named person');
  });

  test('what is held back is counted, and when the next of it would leave', async () => {
    await f.settle();
    const { held, raisedAt } = await read(id);

    expect(held).toMatchObject({ since: raisedAt, messages: expect.any(Number), planned: expect.any(Number) });
    expect(held.planned).toBeGreaterThan(0);
    expect(Date.parse(held.nextAt)).toBeGreaterThan(await f.now());
  });
});

describe('the list', () => {
  let ids: string[];
  beforeAll(async () => {
    ids = [];
    const at = await f.now();
    for (let n = 0; n < 34; n += 1) {
      const { id: enrolmentId, patientId } = await f.enrolled();
      const { escalationId } = await f.store.transact(f.db, (tx) =>
        f.store.escalations.raiseEscalation(tx, {
          ...{ clinicId: f.clinicId, patientId, enrolmentId, tier: n % 3 === 0 ? 'now' : 'today' },
          ...{ class: 'medication', rule: 'severe', signalKey: `list ${String(n)}`, at },
        }),
      );
      ids.push(escalationId);
    }
  });

  const page = async (query: string) => (await f.as('clinician').get(`/api/v1/escalations?${query}`)).body;
  const all = async (query: string, between: (n: number) => Promise<unknown> = () => Promise.resolve()) => {
    const items: { id: string; tier: string }[] = [];
    for (let cursor: string | null = '', n = 0; cursor !== null; n += 1) {
      const body = await page(`${query}&limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`);
      items.push(...body.items);
      cursor = body.nextCursor;
      await between(n);
    }
    return items.map(({ id }) => id);
  };

  test('K1-4: loses none of more than thirty while people take them on, give them back and raise more', async () => {
    const read = await all('status=open', async (n) => {
      const taken = ids[n * 3] ?? '';
      const answer = await f.as('clinician').post(`/api/v1/escalations/${taken}/acknowledgement`, {});
      expect(answer.status).toBe(200);
      await sql`update escalation set status = 'open', acknowledged_by = null where id = ${ids[n] ?? ''}`.execute(f.db);
    });

    expect([...read].sort()).toEqual([...new Set(read)].sort());
    expect(read).toEqual(expect.arrayContaining(ids));
  });

  test('is narrowed to a tier, and counts whatever the page is', async () => {
    const now = await page('tier=now&limit=3');
    const whole = await page('limit=200');

    expect(now.items.map(({ tier }: { tier: string }) => tier)).toEqual(['now', 'now', 'now']);
    expect(now.counts).toEqual(whole.counts);
    expect(whole.counts.all).toBe(whole.items.length);
    const { now: urgent, today, digest, all: open } = whole.counts as Record<string, number>;
    expect([urgent, today, digest].reduce((sum = 0, each = 0) => sum + each, 0)).toBe(open);
    expect(Date.parse(whole.now)).toBeLessThanOrEqual(await f.now());
  });

  test('K1-3: mine is what this person has; the team’s is also what their duty and their patients bring, and what nobody on the list has taken', async () => {
    await f.as('lead').post(`/api/v1/escalations/${ids[1] ?? ''}/acknowledgement`, {});
    const mine = (await f.as('lead').get('/api/v1/escalations?owner=mine&limit=200')).body;
    const team = (await f.as('clinician').get('/api/v1/escalations?owner=team&limit=200')).body;
    const coordinator = (await f.as('coordinator').get('/api/v1/escalations?owner=team&limit=200')).body;

    expect(mine.items.map(({ id }: { id: string }) => id)).toEqual([ids[1]]);
    expect(mine.counts.mine).toBe(1);
    // Dr Lee is on call: every ladder of the clinic is theirs to look at.
    expect(team.counts.team).toBe(team.counts.all);
    expect(coordinator.counts).toMatchObject({ mine: 0, team: 0, now: 0, today: 0 });
    expect(coordinator.items).toEqual([]);

    const alone = ids[2] ?? '';
    await f.db
      .updateTable('escalation')
      .set({ exhausted_at: new Date(await f.now()) })
      .where('id', '=', alone)
      .execute();
    const anybody = (await f.as('coordinator').get('/api/v1/escalations?owner=team')).body;
    expect(anybody.items.map(({ id }: { id: string }) => id)).toEqual([alone]);
  });

  test('operators see that there are some, and of no one whom they are about', async () => {
    const answer = await f.as('operator').get('/api/v1/escalations?limit=200');

    expect(answer.body.counts.all).toBeGreaterThan(30);
    expect(answer.text).not.toMatch(/Okafor|headline|person|Numbness/);
  });
});
