import { DAY, HOUR } from '../../../src/domain/words/time';
import type { Role } from '../../../src/domain/words/authority';
import {
  absencesOf,
  addAbsence,
  endAbsence,
  gaps,
  onCallRotas,
  onDuty,
  openRotaGapTasks,
  replaceShifts,
} from '../../../src/storage/rota/rotas';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { ladderSettings } from '../../support/ladder-settings';

let f: LadderFixture;
let clinic: Awaited<ReturnType<LadderFixture['aClinic']>>;
let ann: { staffId: string };
let bob: { staffId: string };
let now: number;

beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  clinic = await f.aClinic();
  ann = await clinic.staff();
  bob = await clinic.staff();
  now = await clinic.now();
});

const duty = async (at: number, rota = 'first') =>
  (await onDuty(f.db, clinic.clinicId, rota, at)).map((person) => person.staffId);
const replace = (shifts: { staffId: string; startsAt: number; endsAt: number }[], rota = 'first') =>
  f.within((tx) => replaceShifts(tx, { clinicId: clinic.clinicId, rota, shifts, by: 'lead' }));
const absent = (staffId: string, startsAt: number, endsAt: number) =>
  f.within((tx) => addAbsence(tx, { clinicId: clinic.clinicId, staffId, startsAt, endsAt, by: 'lead' }));
const gapsOf = async (from: number, to: number) =>
  (await gaps(f.db, clinic.clinicId, 'first', from, to)).map((gap) => [(gap.from - now) / HOUR, (gap.to - now) / HOUR]);
const tasks = () =>
  f.db
    .selectFrom('task')
    .select(['key', 'status', 'team'])
    .where('clinic_id', '=', clinic.clinicId)
    .where('kind', '=', 'close-rota-gap')
    .execute();
const openRotas = async () =>
  (await tasks())
    .filter((task) => task.status === 'open')
    .map((task) => task.key.split('@')[0]?.split('/')[1])
    .sort();

describe('being on duty', () => {
  test('lasts from the start of a shift up to, not including, its end', async () => {
    await clinic.shift('first', ann.staffId, now, now + HOUR);

    expect(await duty(now - 1)).toEqual([]);
    expect(await duty(now)).toEqual([ann.staffId]);
    expect(await duty(now + HOUR - 1)).toEqual([ann.staffId]);
    expect(await duty(now + HOUR)).toEqual([]);
  });

  test('ends with an absence, with leaving, and at the clinic’s door', async () => {
    await clinic.shift('first', ann.staffId, now, now + 4 * HOUR);
    await clinic.shift('first', bob.staffId, now, now + 4 * HOUR);
    await absent(ann.staffId, now + HOUR, now + 2 * HOUR);
    expect(await duty(now + HOUR)).toEqual([bob.staffId]);
    expect(await duty(now + 2 * HOUR)).toHaveLength(2);

    await f.db.updateTable('staff_member').set({ active: false }).where('id', '=', bob.staffId).execute();
    expect(await duty(now)).toEqual([ann.staffId]);
    expect(await duty(now, 'second')).toEqual([]);
    expect(await onDuty(f.db, (await f.aClinic()).clinicId, 'first', now)).toEqual([]);
  });

  test('counts once in overlapping shifts', async () => {
    await clinic.shift('first', ann.staffId, now, now + 2 * HOUR);
    await clinic.shift('first', ann.staffId, now, now + HOUR);

    expect(await duty(now)).toEqual([ann.staffId]);
  });
});

describe('replacing shifts', () => {
  test('keeps what was served and cuts what is running', async () => {
    await clinic.shift('first', ann.staffId, now - 3 * HOUR, now - HOUR);
    await clinic.shift('first', ann.staffId, now - HOUR, now + HOUR);
    await clinic.shift('first', ann.staffId, now + HOUR, now + 2 * HOUR);

    const shifts = await replace([{ staffId: bob.staffId, startsAt: now - HOUR, endsAt: now + HOUR }]);

    expect(shifts).toMatchObject([{ staffId: bob.staffId, endsAt: now + HOUR }]);
    expect(await duty(now - 2 * HOUR)).toEqual([ann.staffId]);
    expect(await duty(now - 1)).toEqual([ann.staffId]);
    expect(await duty(now + HOUR - 1)).toEqual([bob.staffId]);
    expect(await duty(now + HOUR + 1)).toEqual([]);
  });

  test('done twice leaves the same rota', async () => {
    const plan = [{ staffId: ann.staffId, startsAt: now - HOUR, endsAt: now + HOUR }];
    await replace(plan);

    expect(await replace(plan)).toHaveLength(1);
    expect(await duty(now + HOUR - 1)).toEqual([ann.staffId]);
  });

  test('names every fault and changes nothing', async () => {
    await clinic.shift('first', ann.staffId, now - HOUR, now + HOUR);
    const stranger = await (await f.aClinic()).staff();

    const bad = replace([
      { staffId: stranger.staffId, startsAt: now, endsAt: now + HOUR },
      { staffId: ann.staffId, startsAt: now, endsAt: now },
    ]);

    await expect(bad).rejects.toMatchObject({
      code: 'invalid',
      details: {
        errors: [
          { field: 'shifts.0.staffId', message: 'Nobody with this id works in this clinic.' },
          { field: 'shifts.1.endsAt', message: 'The end must lie after the start.' },
        ],
      },
    });
    expect(await duty(now)).toEqual([ann.staffId]);
  });

  test('of an unknown rota is refused', async () => {
    await expect(replace([], 'third')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('who counts', () => {
  test('a shift of somebody without authority, without a way to be told, or who has left covers nothing', async () => {
    const coordinator = await clinic.staff('coordinator');
    const unreachable = await clinic.staff('clinician', { email: null });
    const gone = await clinic.staff('clinician', { active: false });
    for (const { staffId } of [coordinator, unreachable, gone]) {
      await clinic.shift('first', staffId, now, now + HOUR);
      await clinic.shift('manager', staffId, now, now + HOUR);
    }

    expect(await duty(now)).toEqual([]);
    expect(await gapsOf(now, now + HOUR)).toEqual([[0, 1]]);
    expect(await duty(now, 'manager')).toEqual([coordinator.staffId]);

    await clinic.shift('first', ann.staffId, now, now + HOUR);
    expect(await duty(now)).toEqual([ann.staffId]);
    expect(await gapsOf(now, now + HOUR)).toEqual([]);
  });

  test('a rung takes only people who may resolve, the last resort any staff, the test mailbox its own', async () => {
    const plan = async (rota: string, role: Role) => {
      const { staffId } = await clinic.staff(role);
      const [shift] = await replace([{ staffId, startsAt: now, endsAt: now + HOUR }], rota);
      return shift?.recordedBy;
    };
    const refused = { code: 'invalid', details: { errors: [{ field: 'shifts.0.staffId' }] } };

    await expect(plan('first', 'coordinator')).rejects.toMatchObject(refused);
    await expect(plan('second', 'operator')).rejects.toMatchObject(refused);
    await expect(plan('manager', 'canary')).rejects.toMatchObject(refused);
    await expect(plan('canary-mailbox', 'clinician')).rejects.toMatchObject(refused);
    expect(await plan('first', 'lead')).toBe('lead');
    expect(await plan('manager', 'operator')).toBe('lead');
    expect(await plan('canary-mailbox', 'canary')).toBe('lead');
  });

  test('a clinician who becomes a coordinator leaves a gap behind', async () => {
    await replace([{ staffId: ann.staffId, startsAt: now, endsAt: now + 30 * DAY }]);
    expect(await openRotas()).toEqual([]);

    await f.db.updateTable('staff_member').set({ role: 'coordinator' }).where('id', '=', ann.staffId).execute();
    await f.within((tx) => openRotaGapTasks(tx, clinic.clinicId));

    expect(await openRotas()).toContain('first');
  });
});

describe('absences', () => {
  const end = (id: string) => f.within((tx) => endAbsence(tx, { clinicId: clinic.clinicId, id, by: 'lead' }));
  const listed = async () =>
    (await absencesOf(f.db, clinic.clinicId, await clinic.now(), { limit: 50, after: null })).map(({ id }) => id);

  test('are listed while they run or lie ahead, by their start, with who wrote them', async () => {
    await absent(ann.staffId, now - 2 * HOUR, now - HOUR);
    const later = await absent(ann.staffId, now + 2 * HOUR, now + 3 * HOUR);
    const running = await absent(bob.staffId, now - HOUR, now + HOUR);

    expect(await listed()).toEqual([running, later]);
    const [first] = await absencesOf(f.db, clinic.clinicId, now, { limit: 1, after: null });
    expect(first).toMatchObject({ staffId: bob.staffId, recordedBy: 'lead', endedAt: null });
    const next = await absencesOf(f.db, clinic.clinicId, now, {
      limit: 1,
      after: { rank: 0, at: now - HOUR, id: running },
    });
    expect(next.map(({ id }) => id)).toEqual([later]);
  });

  test('end before their time: the shift counts again, and the gap closes by itself', async () => {
    await replace([{ staffId: ann.staffId, startsAt: now, endsAt: now + 30 * DAY }]);
    const away = await absent(ann.staffId, now - HOUR, now + DAY);
    const ahead = await absent(ann.staffId, now + 2 * DAY, now + 3 * DAY);
    expect(await openRotas()).toEqual(expect.arrayContaining(['first']));

    const ended = await end(away);
    await end(ahead);

    expect(ended).toMatchObject({ endedBy: 'lead', endsAt: now + DAY });
    expect(await duty(now + HOUR)).toEqual([ann.staffId]);
    expect(await gapsOf(now + 2 * DAY, now + 3 * DAY)).toEqual([]);
    expect(await openRotas()).not.toContain('first');
    expect(await listed()).toEqual([]);
    await expect(end(away)).rejects.toMatchObject({ code: 'not-possible-now' });
    await expect(end(clinic.clinicId)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of strangers or that end before they begin are refused', async () => {
    const stranger = await (await f.aClinic()).staff();

    await expect(absent(stranger.staffId, now, now + HOUR)).rejects.toMatchObject({ code: 'not-found' });
    await expect(absent(ann.staffId, now, now)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('gaps', () => {
  test('are what shifts leave open and absences tear open', async () => {
    await clinic.shift('first', ann.staffId, now + HOUR, now + 10 * HOUR);
    await clinic.shift('first', bob.staffId, now + 8 * HOUR, now + 12 * HOUR);
    await absent(ann.staffId, now + 3 * HOUR, now + 4 * HOUR);
    await absent(ann.staffId, now + 7 * HOUR, now + 9 * HOUR);

    expect(await gapsOf(now, now + 14 * HOUR)).toEqual([
      [0, 1],
      [3, 4],
      [7, 8],
      [12, 14],
    ]);
  });

  test('an empty rota is one gap, a covered one has none', async () => {
    expect(await gapsOf(now, now + HOUR)).toEqual([[0, 1]]);
    await clinic.shift('first', ann.staffId, now - HOUR, now + HOUR);
    expect(await gapsOf(now, now + HOUR)).toEqual([]);
  });

  test('are looked for where an on-call ladder leads', () => {
    expect(onCallRotas(ladderSettings)).toEqual(['first', 'manager', 'second']);
  });

  test('open one task for each rota, once, and close it when it is covered', async () => {
    const look = () => f.within((tx) => openRotaGapTasks(tx, clinic.clinicId));

    expect(await look()).toBe(3);
    expect(await look()).toBe(0);
    await replace([{ staffId: ann.staffId, startsAt: now, endsAt: now + 30 * DAY }]);
    expect(await openRotas()).toEqual(['manager', 'second']);

    await absent(ann.staffId, now + 10 * DAY, now + 11 * DAY);
    expect(await openRotas()).toEqual(['first', 'manager', 'second']);
    expect((await tasks()).every((task) => task.team === 'leads')).toBe(true);
  });

  test('beyond fourteen days wait', async () => {
    await replace([{ staffId: ann.staffId, startsAt: now, endsAt: now + 15 * DAY }]);
    expect(await openRotas()).toEqual([]);

    await replace([{ staffId: ann.staffId, startsAt: now, endsAt: now + 13 * DAY }]);
    expect(await openRotas()).toEqual(['first']);
  });
});
