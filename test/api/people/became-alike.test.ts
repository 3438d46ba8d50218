import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Patient = ReturnType<typeof anEnrolment>['patient'];

async function known(patient: Partial<Patient> = {}, who: 'coordinator' | { key: string } = 'coordinator') {
  const body = anEnrolment({ patient });
  const { body: made, status } = await f.as(who).post('/api/v1/enrolments', body);
  expect(status).toBe(201);
  return { ...(made as { id: string; patientId: string }), form: body.patient };
}

const record = (patientId: string, type: string, data: object) =>
  f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, { type, data });
const correct = (patientId: string, data: object) =>
  record(patientId, 'patient.corrected', { reason: 'typed wrongly', ...data });
const changeContact = (patientId: string, data: object) => record(patientId, 'contact.changed', data);
const toldApart = (patientId: string) =>
  f.db.selectFrom('not_same_person').select(['other_id', 'recorded_by']).where('patient_id', '=', patientId).execute();

type Change = (to: Patient) => { type: string; data: object };
const ways: [string, Change, string][] = [
  [
    'a corrected name',
    ({ familyName, givenName }) => ({
      type: 'patient.corrected',
      data: { familyName, givenName: givenName.toUpperCase(), reason: 'x' },
    }),
    'name-and-birth-date',
  ],
  [
    'a telephone number',
    ({ phone }) => ({ type: 'contact.changed', data: { phone: phone.replace('+44 ', '0') } }),
    'telephone',
  ],
  [
    'a mail address',
    ({ email }) => ({ type: 'contact.changed', data: { email: email.toUpperCase() } }),
    'mail-address',
  ],
];

describe('a record that becomes like another one', () => {
  test.each(ways)('by %s is asked about, and nothing is written', async (_how, change, matched) => {
    const [one, other] = [await known(), await known()];
    const before = await f.rows();
    const row = () => f.db.selectFrom('patient').selectAll().where('id', '=', one.patientId).executeTakeFirstOrThrow();
    const was = await row();
    const { type, data } = change(other.form);

    const answer = await record(one.patientId, type, data);

    expect([answer.status, answer.body.type]).toEqual([409, 'urn:throughline:possible-duplicate']);
    expect(answer.body.details).toEqual({
      candidates: [{ patientId: other.patientId, reference: other.form.reference, matched: [matched] }],
    });
    expect(answer.body.detail).toContain('patient.merged');
    expect(JSON.stringify(answer.body)).not.toMatch(/Okafor|@example|7946/);
    expect([await f.rows(), await row()]).toEqual([before, was]);
  });

  test.each(ways)('by %s goes on once it is said who it is not, and that is kept', async (_how, change) => {
    const [one, other] = [await known(), await known()];
    const { type, data } = change(other.form);

    const answer = await record(one.patientId, type, { ...data, notSameAs: [other.patientId] });

    expect(answer.status).toBe(202);
    expect(await toldApart(one.patientId)).toEqual([{ other_id: other.patientId, recorded_by: expect.any(String) }]);
    const event = f.db.selectFrom('event').select('data').where('id', '=', answer.body.events[0].eventId);
    expect(JSON.stringify(await event.executeTakeFirstOrThrow())).not.toContain(other.patientId);
  });

  test('by a corrected birth date is asked about, too', async () => {
    const one = await known();
    const other = await known({ givenName: one.form.givenName, bornOn: '1971-05-14' });

    const answer = await correct(one.patientId, { bornOn: '1971-05-14' });

    expect(answer.body.details.candidates).toEqual([
      { patientId: other.patientId, reference: other.form.reference, matched: ['name-and-birth-date'] },
    ]);
  });

  test('by what a re-referral brings is asked about, too', async () => {
    const [one, other] = [await known(), await known()];
    const again = { ...anEnrolment({ pathway: 'knee-osteoarthritis', version: undefined }), patient: one.form };
    const typed = { ...again, patient: { ...one.form, phone: other.form.phone } };

    const asked = await f.as('coordinator').post('/api/v1/enrolments', typed);
    const gone = await f.as('coordinator').post('/api/v1/enrolments', { ...typed, notSameAs: [other.patientId] });

    expect([asked.status, asked.body.type]).toEqual([409, 'urn:throughline:possible-duplicate']);
    expect(gone.status).toBe(201);
    expect(await toldApart(one.patientId)).toHaveLength(1);
  });

  test('in what it already shared is not asked about again', async () => {
    const one = await known();
    const twin = anEnrolment({ patient: { phone: one.form.phone }, notSameAs: [one.patientId] });
    await f.as('coordinator').post('/api/v1/enrolments', twin);

    const same = await changeContact(one.patientId, { phone: one.form.phone });
    const name = await correct(one.patientId, { givenName: 'Adaeze' });

    expect([same.status, name.status]).toEqual([202, 202]);
  });

  test('is not asked about with whom somebody told it apart before, from either side', async () => {
    const one = await known();
    const twin = anEnrolment({ patient: { phone: one.form.phone }, notSameAs: [one.patientId] });
    const { body } = await f.as('coordinator').post('/api/v1/enrolments', twin);

    const answers = [
      await changeContact(body.patientId as string, { email: one.form.email }),
      await correct(one.patientId, { givenName: twin.patient.givenName }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  });

  test('of another clinic is nobody’s business, and can neither be named', async () => {
    const one = await known();
    const elsewhere = await known({}, await f.otherClinic('coordinator'));

    const named = await changeContact(one.patientId, { phone: elsewhere.form.phone, notSameAs: [elsewhere.patientId] });
    const answer = await changeContact(one.patientId, { phone: elsewhere.form.phone });

    expect([named.status, named.body.errors[0].field]).toEqual([422, 'data.notSameAs']);
    expect(answer.status).toBe(202);
  });

  test('is shown to nobody who may not see patients', async () => {
    const [one, other] = [await known(), await known()];

    const body = { type: 'contact.changed', data: { phone: other.form.phone } };
    const answer = await f.as('operator').post(`/api/v1/patients/${one.patientId}/events`, body);

    expect(answer.status).toBe(403);
    expect(JSON.stringify(answer.body)).not.toContain(other.patientId);
  });

  test('only one of two at once', async () => {
    const both = [await known(), await known()];

    const answers = await Promise.all(
      both.map(({ patientId }) => changeContact(patientId, { email: 'one.house@example.test' })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  });

  test('nothing but a list of others is no change', async () => {
    const [one, other] = [await known(), await known()];

    const answer = await changeContact(one.patientId, { notSameAs: [other.patientId] });

    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'data']);
  });
});
