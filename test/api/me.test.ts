import { deeds } from '../../src/domain/words/authority';
import { DAY, HOUR } from '../../src/domain/words/time';
import { createApiFixture, type ApiFixture } from '../support/api-fixture';
import { staffIdOf } from '../support/staff-browser';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const iso = (at: number): string => new Date(at).toISOString();
const ask = async (path: string) => (await f.as('lead').get(`/api/v1${path}`)).body as Record<string, unknown>;

describe('GET /me', () => {
  test('says who holds a key, where, and what they may', async () => {
    const { body } = await f.as('lead').get('/api/v1/me');

    expect(body).toEqual({
      staff: { id: await staffIdOf(f, 'lead'), name: 'Dr Amara Osei', role: 'lead', team: 'leads' },
      clinic: {
        ...{ id: f.clinicId, name: 'Riverside Outpatients', publicName: 'Riverside Outpatients' },
        ...{ timeZone: 'Europe/London', language: 'en', phone: '+44 20 7946 0100' },
      },
      mode: 'demo',
      may: expect.arrayContaining(['see patients', 'resolve escalations', 'change rotas and absences']) as string[],
      session: null,
    });
  });

  test('a program is nobody, and may nothing that takes a person', async () => {
    const { body } = await f.as({ key: await f.programKey('coordinator') }).get('/api/v1/me');

    const { staff, may } = body as { staff: unknown; may: string[] };
    expect(staff).toBeNull();
    expect(may).toContain('enrol patients');
    expect(may.filter((deed) => deeds[deed as keyof typeof deeds].person)).toEqual([]);
  });
});

// Each of these goes on from where the one before it left the rota.
describe('GET /duty', () => {
  test('G-7: names who is on duty, without the mailbox of the daily test, and until when', async () => {
    const lee = await staffIdOf(f, 'clinician');
    const { now, on, gaps, unreachable } = await ask('/duty');

    expect(Date.parse(now as string)).toBeCloseTo(await f.now(), -5);
    expect((on as { name: string; rota: string }[]).map(({ name, rota }) => [name, rota])).toEqual([
      ['Dr Lee', 'Clinician on call'],
      ['Dr Amara Osei', 'Second on call'],
      ['Sam Wright', 'Service manager'],
    ]);
    expect(on).toContainEqual(
      expect.objectContaining({ staffId: lee, rotaId: 'clinician-on-call', until: '2126-01-01T00:00:00.000Z' }),
    );
    expect([gaps, unreachable]).toEqual([[], []]);
  });

  test('G-7: a duty lasts over shifts that adjoin, and ends with an absence, which is a gap', async () => {
    const lee = await staffIdOf(f, 'clinician');
    const now = Math.floor((await f.now()) / HOUR) * HOUR;
    const shift = (from: number, to: number) => ({ staffId: lee, startsAt: iso(from), endsAt: iso(to) });
    const shifts = [shift(now, now + DAY), shift(now + DAY, now + 30 * DAY)];
    await f.as('lead').put('/api/v1/rotas/clinician-on-call/shifts', { shifts });
    const until = async () =>
      ((await ask('/duty')).on as { rotaId: string; until: string }[]).find(
        ({ rotaId }) => rotaId === 'clinician-on-call',
      )?.until;
    expect(await until()).toBe(iso(now + 30 * DAY));

    const away = { startsAt: iso(now + 2 * DAY), endsAt: iso(now + 3 * DAY) };
    await f.as('lead').post(`/api/v1/staff/${lee}/absences`, away);

    expect(await until()).toBe(iso(now + 2 * DAY));
    const { gaps } = await ask('/duty');
    expect(gaps).toEqual([
      {
        rotaId: 'clinician-on-call',
        rota: 'Clinician on call',
        ...away,
        words: expect.stringMatching(
          /^Nobody is on duty as Clinician on call from \w{3} \d+ \w+, \d\d:\d\d to /,
        ) as string,
      },
    ]);
  });

  test('G-7: who stands in a rota and could not be told is named, with the reason', async () => {
    const lee = await staffIdOf(f, 'clinician');
    await f.db.updateTable('staff_member').set({ email: null }).where('id', '=', lee).execute();
    await f.db.updateTable('staff_member').set({ active: false }).where('role', '=', 'operator').execute();

    const { unreachable, gaps } = await ask('/duty');

    expect((unreachable as { words: string }[]).map(({ words }) => words)).toEqual([
      'Dr Lee has no mail address and no pager here: nobody could tell them.',
      'Sam Wright does not work here any more, and stands in the rota.',
    ]);
    expect((gaps as { rotaId: string; words: string }[]).map(({ rotaId }) => rotaId)).toContain('clinician-on-call');
    expect((gaps as { words: string }[])[0]?.words).toMatch(/from now to /);
  });
});

describe('GET /pulse', () => {
  test('API-9: is answered without a row in the audit, and moves with what changes', async () => {
    const before = await ask('/pulse');
    expect(before).toEqual({
      now: expect.any(String) as string,
      version: expect.any(String) as string,
      open: { now: 0, today: 0, digest: 0 },
    });

    const { patientId } = await f.enrolled();
    await f.store.transact(f.db, (tx) =>
      f.store.escalations.raiseEscalation(tx, {
        ...{ clinicId: f.clinicId, patientId, enrolmentId: null, tier: 'now', class: 'spine' },
        ...{ rule: 'red-flag.bladder-change', signalKey: 'seen by the pulse', at: Date.now() },
      }),
    );

    const after = await ask('/pulse');
    expect(after.version).not.toBe(before.version);
    expect(after.open).toEqual({ now: 1, today: 0, digest: 0 });
    const rows = await f.db.selectFrom('audit_log').select('action').where('action', 'like', 'GET %').execute();
    expect(rows).toEqual([]);
  });
});
