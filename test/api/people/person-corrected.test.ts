import request from 'supertest';
import { DAY } from '../../../src/domain/words/time';
import { anEnrolment } from '../../support/api-fixture';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';
import { linkTo } from '../patient/patient-at-home';

let f: CorrectedClinic;
beforeAll(async () => {
  f = await openCorrectedClinic();
});
afterAll(async () => {
  await f.close();
});

const correct = (patientId: string, data: object) =>
  f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, {
    type: 'patient.corrected',
    data: { reason: 'typed wrongly', ...data },
  });

const rowOf = (patientId: string) =>
  f.db
    .selectFrom('patient')
    .select(['family_name', 'given_name', 'born_on', 'reference'])
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();

test('a typing error is mended, and what stood there before is kept with who said so', async () => {
  const { id, patientId } = await f.enrolled();
  const before = await rowOf(patientId);

  const answer = await correct(patientId, { familyName: 'Okafor-Reed', bornOn: '1971-05-14' });

  expect(answer.status).toBe(202);
  expect(await rowOf(patientId)).toEqual({ ...before, family_name: 'Okafor-Reed', born_on: '1971-05-14' });
  const kept = await f.db
    .selectFrom('patient_correction')
    .select(['before', 'after', 'reason', 'recorded_by'])
    .where('patient_id', '=', patientId)
    .execute();
  expect(kept).toEqual([
    {
      before: { familyName: before.family_name, bornOn: before.born_on },
      after: { familyName: 'Okafor-Reed', bornOn: '1971-05-14' },
      reason: 'typed wrongly',
      recorded_by: expect.any(String),
    },
  ]);
  await f.advance(id);
  const timeline = await f.as('clinician').get(`/api/v1/enrolments/${id}/timeline?limit=200`);
  const lines = (timeline.body.items as { text: string }[]).map(({ text }) => text);
  expect(lines).toContain('The record was corrected: family name, birth date.');
  expect(JSON.stringify(timeline.body)).not.toContain('Okafor-Reed');
  await f.rebuilt(id);
});

test('what the enrolments know of it holds no name', async () => {
  const { patientId } = await f.enrolled();

  const answer = await correct(patientId, { givenName: 'Adaeze' });

  const event = await f.db
    .selectFrom('event')
    .select('data')
    .where('id', '=', answer.body.events[0].eventId)
    .executeTakeFirstOrThrow();
  expect(event.data).toEqual({ fields: ['givenName'], reason: 'typed wrongly' });
});

test('a corrected birth date opens the links that wrong tries had locked', async () => {
  const { id, patientId } = await f.enrolled({ patient: { bornOn: '1970-04-15' } });
  await f.db
    .updateTable('clinic')
    .set({ settings: JSON.stringify({ ...f.settings, askBirthday: true }) })
    .where('id', '=', f.clinicId)
    .execute();
  await f.wait(DAY);
  const checkIn = await f.db
    .selectFrom('check_in')
    .select('id')
    .where('enrolment_id', '=', id)
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  const code = await linkTo(f.store, checkIn.id);
  const start = async () => {
    const { headers } = await request(f.app).post(`/go/${code}`).type('form').send({ day: '14', month: '5' });
    return headers.location;
  };
  for (let tries = 0; tries < 6; tries += 1) expect(await start()).toContain('fault=birthdayWrong');

  await correct(patientId, { bornOn: '1970-05-14' });

  expect(await start()).toMatch(/^\/check-in/);
});

test('a reference that another record has is refused, however it is typed', async () => {
  const [one, other] = [await f.enrolled(), await f.enrolled()];
  const { reference } = await rowOf(other.patientId);

  const taken = await correct(one.patientId, { reference: ` ${reference.toLowerCase()}\u200b` });
  const own = await correct(one.patientId, { reference: 'New-1' });
  const found = await f.as('coordinator').post('/api/v1/enrolments', {
    ...anEnrolment({ pathway: 'knee-osteoarthritis', version: undefined }),
    patient: { ...anEnrolment().patient, reference: 'new-1', bornOn: '1970-05-14' },
  });

  expect([taken.status, taken.body.details]).toEqual([409, { patientId: other.patientId }]);
  expect(own.status).toBe(202);
  expect([found.status, found.body.patientId]).toEqual([201, one.patientId]);
});

test.each([
  ['nothing but a reason', {}, 'data'],
  ['no reason', { reason: undefined, givenName: 'Eve' }, 'data.reason'],
  ['a birth date to come', { bornOn: '2999-01-01' }, 'data.bornOn'],
  ['a name that cannot be seen', { familyName: '\u200b' }, 'data.familyName'],
])('%s is refused by name', async (_case, data, field) => {
  const { patientId } = await f.enrolled();

  const answer = await correct(patientId, data);

  expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
});

test('what the record says already is no correction', async () => {
  const { patientId } = await f.enrolled();

  expect((await correct(patientId, { familyName: 'Okafor' })).status).toBe(409);
});
