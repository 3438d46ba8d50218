import { type PatientAtHome, patientAtHome } from '../../api/patient/patient-at-home';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

const guess = (day: number, month: number) =>
  home.store.transact(home.db, (tx) =>
    home.store.links.birthdayMatches(tx, home.store.links.linkCodeHash(home.code), { day, month }),
  );
const link = () => home.db.selectFrom('link').select(['wrong_tries', 'locked_until']).executeTakeFirstOrThrow();

test('day and month must both be right', async () => {
  expect([await guess(14, 5), await guess(5, 14), await guess(14, 6), await guess(15, 5)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a right day forgets the wrong ones', async () => {
  await guess(1, 1);
  await guess(14, 5);

  expect(await link()).toEqual({ wrong_tries: 0, locked_until: null });
});

test('the fifth wrong day locks the link for an hour, after which five more tries are free', async () => {
  for (let tries = 0; tries < 5; tries += 1) await guess(1, 1);
  const locked = await link();
  expect(await guess(14, 5)).toBe(false);
  expect(locked.wrong_tries).toBe(5);
  expect(Math.round(((locked.locked_until ?? 0) - Date.now()) / 60_000)).toBe(60);

  await home.db
    .updateTable('link')
    .set({ locked_until: new Date(Date.now() - 1) })
    .execute();
  for (let tries = 0; tries < 4; tries += 1) await guess(1, 1);

  expect(await guess(14, 5)).toBe(true);
});

test('an unknown code matches no birthday', async () => {
  const hash = home.store.links.linkCodeHash('no such code');

  expect(await home.store.links.birthdayMatches(home.db, hash, { day: 14, month: 5 })).toBe(false);
});

test('whose telephone to show is known only where one clinic lives', async () => {
  expect((await home.store.links.onlyClinic(home.db))?.publicName).toBe('Riverside Outpatients');

  await home.db.insertInto('clinic').values({ name: 'Second', settings: '{}' }).execute();

  expect(await home.store.links.onlyClinic(home.db)).toBeNull();
});
