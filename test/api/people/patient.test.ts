import { createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const everything = {
  reference: 'P-77',
  familyName: 'Okafor',
  givenName: 'Adaeze',
  preferredName: 'Ada',
  bestTime: 'mornings, not on Fridays',
  bornOn: '1970-05-14',
  phone: '+44 7700 900123',
  phoneKind: 'mobile',
  otherPhones: [{ number: '020 7946 0001', kind: 'home' }],
  address: '1 Quay Street\nRiverside',
  emergencyContact: { name: 'Chidi Okafor', phone: '+44 7700 900124', relation: 'son', mayDiscuss: false },
  gp: { name: 'Dr Grey', practice: 'Quay Surgery' },
  access: { interpreter: 'Igbo', largePrint: true },
};
const read = async (id: string) =>
  (await f.as('coordinator').get(`/api/v1/patients/${id}`)).body as Record<string, unknown>;

test('API-1 everything a caller needs: every number with its kind, whom else to ring and whether they may be told, access, consent', async () => {
  const { id, patientId } = await f.enrolled({ patient: everything });

  expect(await read(patientId)).toMatchObject({
    id: patientId,
    preferredName: 'Ada',
    bestTime: 'mornings, not on Fridays',
    ageYears: 56,
    phone: { number: '+44 7700 900123', kind: 'mobile' },
    contacts: [
      { id: '1', number: '+44 7700 900123', kind: 'mobile' },
      { id: '2', number: '020 7946 0001', kind: 'home' },
    ],
    email: { address: expect.stringContaining('@example.test'), bouncedAt: null, bounceWords: null },
    address: '1 Quay Street\nRiverside',
    emergencyContact: { name: 'Chidi Okafor', relation: 'son', phone: '+44 7700 900124', mayDiscuss: false },
    gp: { name: 'Dr Grey', practice: 'Quay Surgery', email: null },
    language: 'en',
    spoken: 'en',
    timeZone: 'Europe/London',
    access: { interpreter: 'Igbo', helper: null, largePrint: true },
    notes: ['Wants an interpreter: Igbo.'],
    consents: [{ channel: 'email', given: true, on: '2025-11-20', recordedBy: 'Priya Shah' }],
    careTeam: { coordinator: null, clinician: null },
    enrolments: [
      { id, status: 'active', endedAt: null, pathway: { version: 1, title: expect.stringMatching(/surgery/) } },
    ],
  });
});

test('what nobody asked is null, and an address that came back says so', async () => {
  const { patientId } = await f.enrolled({ patient: { phone: undefined, familyName: 'Bare' } });
  await f.db
    .updateTable('patient')
    .set({ email_bounced_at: new Date('2026-11-20T10:00:00Z') })
    .where('id', '=', patientId)
    .execute();

  expect(await read(patientId)).toMatchObject({
    phone: null,
    contacts: [],
    email: { bouncedAt: '2026-11-20T10:00:00.000Z', bounceWords: expect.stringContaining('20 November 2026') },
    emergencyContact: null,
    gp: null,
    access: { interpreter: null, helper: null, largePrint: null },
  });
});

test('every part of the contact card can be changed, and taken away', async () => {
  const { patientId } = await f.enrolled({
    patient: { ...everything, reference: 'P-78', familyName: 'Changed', email: undefined, phone: '+44 7700 900333' },
  });
  const change = (data: object) =>
    f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, { type: 'contact.changed', data });

  const changed = await change({
    preferredName: null,
    bestTime: 'after 16:00',
    phoneKind: 'work',
    otherPhones: [],
    emergencyContact: null,
    gp: { name: 'Dr Green' },
    access: { helper: 'her son' },
  });

  expect([changed.status, changed.body.detail]).toEqual([202, undefined]);
  expect(await read(patientId)).toMatchObject({
    preferredName: null,
    bestTime: 'after 16:00',
    contacts: [{ id: '1', number: '+44 7700 900333', kind: 'work' }],
    emergencyContact: null,
    gp: { name: 'Dr Green', practice: null, email: null },
    access: { interpreter: null, helper: 'her son', largePrint: null },
  });
  expect((await change({ otherPhones: [{ number: 'none', kind: 'home' }] })).status).toBe(422);
});

test('API-1: an operator and another clinic see nothing of it, and each look is on record', async () => {
  const { patientId } = await f.enrolled({ patient: { familyName: 'Watched' } });
  const other = await f.otherClinic('coordinator');
  const path = `/api/v1/patients/${patientId}`;

  expect((await f.as('operator').get(path)).status).toBe(403);
  expect((await f.as(other).get(path)).status).toBe(404);
  await f.as('clinician').get(path);
  const rows = await f.db
    .selectFrom('audit_log')
    .select(['subject', 'status'])
    .where('action', '=', 'GET /patients/:id')
    .where('subject', '=', patientId)
    .orderBy('at')
    .execute();
  expect(rows.map(({ status }) => status)).toEqual([403, 404, 200]);
});

test('a merged record leads to the one that was kept, which keeps every number', async () => {
  const kept = await f.enrolled({ patient: { familyName: 'Kept', phone: '+44 7700 900401' } });
  const gone = await f.enrolled({
    pathway: 'knee-osteoarthritis',
    patient: { familyName: 'Gone', phone: '+44 7700 900402' },
  });
  await f.as('coordinator').post(`/api/v1/patients/${kept.patientId}/events`, {
    type: 'patient.merged',
    data: { from: gone.patientId, reason: 'typed twice' },
  });
  const merged = await f.as('lead').post(`/api/v1/patients/${kept.patientId}/merge/confirmation`, {});
  expect([merged.status, merged.body.detail]).toEqual([202, undefined]);

  const old = await f.as('coordinator').get(`/api/v1/patients/${gone.patientId}`);
  expect([old.status, old.body.details?.patientId]).toEqual([409, kept.patientId]);
  expect(await read(kept.patientId)).toMatchObject({
    contacts: [{ number: '+44 7700 900401' }, { number: '+44 7700 900402', kind: 'other' }],
  });
});
