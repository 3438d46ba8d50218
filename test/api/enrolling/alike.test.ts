import { anEnrolment, type ApiFixture, createApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

describe('POST /enrolments/alike', () => {
  test('C2-1: finds whoever is known by name and day of birth, by a number in any spacing, or by the address', async () => {
    const { patient } = anEnrolment({});
    const known = await f.as('coordinator').post('/api/v1/enrolments', {
      ...anEnrolment({}),
      patient: {
        ...patient,
        reference: 'B-204117',
        familyName: 'Zwicky',
        givenName: 'Odile',
        bornOn: '1959-10-05',
        email: 'odile@example.test',
        phone: '07700 900261',
      },
    });
    const alike = async (typed: object) =>
      (await f.as('coordinator').post('/api/v1/enrolments/alike', typed)).body.items;

    const byName = await alike({ familyName: 'ZWICKY', givenName: 'odile', bornOn: '1959-10-05' });
    expect(byName).toMatchObject([
      {
        person: { reference: 'B-204117', familyName: 'Zwicky', bornOn: '1959-10-05' },
        matched: ['name-and-birth-date'],
        enrolment: { id: known.body.id, status: 'active', endedAt: null },
      },
    ]);
    expect(await alike({ phone: '+44 7700 900 261' })).toMatchObject([{ matched: ['telephone'] }]);
    expect(await alike({ email: 'Odile@example.test' })).toMatchObject([{ matched: ['mail-address'] }]);
    expect(await alike({ familyName: 'Zwicky' })).toEqual([]);
  });

  test('leaves the patient whose name was shown in the audit, and nothing typed', async () => {
    await f.as('coordinator').post('/api/v1/enrolments/alike', { email: 'odile@example.test' });

    const rows = await f.db.selectFrom('audit_log').selectAll().where('action', 'like', '%alike').execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('odile');
  });
});
