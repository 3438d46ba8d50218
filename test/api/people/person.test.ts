import { createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Row = { id: string; person: Record<string, unknown> };
const personIn = async (view: string, id: string) => {
  const { body } = await f.as('coordinator').get(`/api/v1/worklist?view=${view}&limit=200`);
  return (body.items as Row[]).find((row) => row.id === id)?.person;
};

test('API-2: a row names whom it is about with age, number and how they are spoken with; what nobody asked is null', async () => {
  // The clinic's day is 23 November 2026.
  const patient = {
    reference: 'P-1',
    familyName: 'Bright',
    givenName: 'Edwin',
    bornOn: '1969-11-24',
    phone: '+44 20 7946 0001',
    access: { interpreter: 'Polish' },
  };
  const { id, patientId } = await f.enrolled({ patient });

  expect(await personIn('on-track', id)).toEqual({
    id: patientId,
    reference: 'P-1',
    familyName: 'Bright',
    givenName: 'Edwin',
    title: null,
    preferredName: null,
    bornOn: '1969-11-24',
    ageYears: 56,
    diedOn: null,
    phone: { number: '+44 20 7946 0001', kind: null },
    notes: ['Wants an interpreter: Polish.'],
    bestTime: null,
  });
});

test('age is counted to the day in the clinic’s zone, and stands still at death', async () => {
  const birthday = await f.enrolled({ patient: { familyName: 'Birthday', bornOn: '1970-11-23' } });
  const dead = await f.enrolled({ patient: { familyName: 'Late', bornOn: '1950-06-01', phone: undefined } });
  await f.db.updateTable('patient').set({ died_on: '2020-05-31' }).where('id', '=', dead.patientId).execute();

  expect((await personIn('on-track', birthday.id))?.ageYears).toBe(56);
  const row = await personIn('needs-you', dead.id);
  expect([row?.ageYears, row?.diedOn, row?.phone]).toEqual([69, '2020-05-31', null]);
});
