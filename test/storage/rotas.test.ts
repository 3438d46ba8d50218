import { DAY, HOUR } from '../../src/domain/time';
import { addAbsence, gaps, onCallRotas, onDuty, openRotaGapTasks, replaceShifts } from '../../src/storage/rotas';
import { createLadderFixture, type LadderFixture } from '../support/ladder-fixture';
import { ladderSettings } from '../support/ladder-settings';

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
  f.within((tx) => replaceShifts(tx, { clinicId: clinic.clinicId, rota, shifts }));
const absent = (staffId: string, startsAt: number, endsAt: number) =>
  f.within((tx) => addAbsence(tx, { clinicId: clinic.clinicId, staffId, startsAt, endsAt }));
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
        faults: [
          'shifts[0].staffId names nobody who works in this clinic.',
          'shifts[1].endsAt must lie after its startsAt.',
        ],
      },
    });
    expect(await duty(now)).toEqual([ann.staffId]);
  });

  test('of an unknown rota is refused', async () => {
    await expect(replace([], 'third')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('absences', () => {
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
