import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';
import { TEST_DAY } from '../support/care/test-day';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Field = { field: string; message: string };
const fields = (response: { body: { errors: Field[] } }): string[] => response.body.errors.map(({ field }) => field);

describe('POST /enrolments', () => {
  test('answers 201 with id and Location, and the patient is under way', async () => {
    const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment());

    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/api/v1/enrolments/${made.body.id}`);
    const seen = await f.as('coordinator').get(made.headers.location ?? '');
    expect(seen.body).toMatchObject({
      id: made.body.id,
      patientId: made.body.patientId,
      status: 'active',
      pathway: { id: 'post-laminectomy-syndrome', version: 1 },
      tracks: [
        {
          track: 'care',
          stage: 'diagnosis',
          kind: 'diagnosis',
          waitingFor: { for: 'record', event: 'diagnosis.recorded' },
        },
      ],
      scores: [],
      openEscalation: null,
    });
    expect(seen.body.person).toMatchObject({ id: made.body.patientId, familyName: 'Okafor', bornOn: '1970-05-14' });
    expect(seen.body.pathway.title).toBe('Persistent pain after spinal surgery');
    expect(seen.body.tracks[0]).toMatchObject({
      title: 'Care',
      stageTitle: 'Diagnosis',
      position: { step: 1, of: expect.any(Number) as number },
      waitingFor: { words: expect.stringMatching(/^the diagnosis to be recorded by \d/) as string },
    });
    expect(seen.body.now).toMatchObject({
      where: expect.stringMatching(/^Step 1 of \d, Diagnosis$/) as string,
      nextAt: expect.stringMatching(/Z$/) as string,
      wouldChange: expect.arrayContaining(['the diagnosis is recorded']) as string[],
    });
    expect(seen.body.next.length).toBeGreaterThan(0);
    expect(Date.parse(seen.body.tracks[0].waitingFor.by)).toBeGreaterThan(TEST_DAY);
  });

  test('what is not offered is entered by naming its version, and only so', async () => {
    const open = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: undefined }));
    const named = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 1 }));
    const unknown = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 99 }));

    const versionOf = async (made: typeof named) =>
      (await f.as('coordinator').get(made.headers.location ?? '')).body.pathway.version as number;
    expect(await versionOf(open)).toBe(3);
    expect(await versionOf(named)).toBe(1);
    expect(unknown.status).toBe(404);
  });

  test('a patient without telephone is enrolled and somebody is asked for the number', async () => {
    const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ patient: { phone: undefined } }));

    const tasks = await f.as('coordinator').get('/api/v1/tasks?status=open');
    expect(made.status).toBe(201);
    expect(tasks.body.items).toContainEqual(
      expect.objectContaining({ kind: 'no-telephone', enrolmentId: made.body.id }),
    );
  });

  test('fifty at once for one patient make one enrolment', async () => {
    const body = anEnrolment();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => f.as('coordinator').post('/api/v1/enrolments', body)),
    );

    const statuses = answers.map(({ status }) => status);
    const made = await f.db
      .selectFrom('enrolment')
      .innerJoin('patient', 'patient.id', 'enrolment.patient_id')
      .select('enrolment.id')
      .where('reference', '=', body.patient.reference)
      .execute();
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(49);
    expect(made).toHaveLength(1);
  });

  test('a second enrolment on the same pathway is a 409 that names the first', async () => {
    const body = anEnrolment();
    const first = await f.as('coordinator').post('/api/v1/enrolments', body);
    const before = await f.rows();

    const second = await f.as('coordinator').post('/api/v1/enrolments', body);

    expect(second.status).toBe(409);
    expect(second.body.details).toEqual({ enrolmentId: first.body.id });
    expect(await f.rows()).toEqual(before);
  });

  test('a re-referral is linked to the enrolment before', async () => {
    const body = anEnrolment();
    const first = await f.as('coordinator').post('/api/v1/enrolments', body);
    await f.as('coordinator').post(`/api/v1/enrolments/${first.body.id}/events`, {
      type: 'enrolment.withdrawn',
      data: { reason: 'moved away' },
    });

    const again = await f
      .as('coordinator')
      .post('/api/v1/enrolments', { ...body, patient: { ...body.patient, phone: '020 7946 0001' } });

    expect(again.status).toBe(201);
    expect(again.body.patientId).toBe(first.body.patientId);
    const seen = await f.as('coordinator').get(`/api/v1/enrolments/${again.body.id}`);
    expect(seen.body.previousId).toBe(first.body.id);
    const patient = await f.db
      .selectFrom('patient')
      .select('phone')
      .where('id', '=', first.body.patientId)
      .executeTakeFirstOrThrow();
    expect(patient.phone).toBe('020 7946 0001');
  });

  test.each([
    ['birth date', { bornOn: '1971-05-14' }],
    ['family name', { familyName: 'Other' }],
  ])('a known reference with another %s is refused', async (_case, other) => {
    const body = anEnrolment();
    await f.as('coordinator').post('/api/v1/enrolments', body);
    const before = await f.rows();

    const answer = await f
      .as('coordinator')
      .post('/api/v1/enrolments', { ...body, patient: { ...body.patient, ...other } });

    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('another birth date or family name');
    expect(await f.rows()).toEqual(before);
  });

  test('every fault is listed at once, in the order of the form', async () => {
    const before = await f.rows();

    const answer = await f.as('coordinator').post('/api/v1/enrolments', {
      pathway: 'no-such',
      patient: {
        familyName: '',
        bornOn: '2999-01-01',
        timeZone: 'Mars/Base',
        language: 'en',
        email: 'a@b.test, c@d.test',
        preferredTime: '03:00',
        phone: 'call me',
        nick: 'x',
      },
      consent: { givenOn: '2026-02-30' },
    });

    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(fields(answer)).toEqual([
      'pathway',
      'patient.reference',
      'patient.familyName',
      'patient.givenName',
      'patient.bornOn',
      'patient.timeZone',
      'patient.email',
      'patient.preferredTime',
      'patient.phone',
      'patient.nick',
      'consent.email',
      'consent.givenOn',
    ]);
    expect(answer.body.errors[0].message).toContain('post-laminectomy-syndrome');
    expect(answer.body.errors[7].message).toBe('Choose an hour from 08:00, and before 20:00.');
    expect(JSON.stringify(answer.body)).not.toContain('a@b.test');
    expect(await f.rows()).toEqual(before);
  });

  test.each([
    ['an offset instead of a zone', { timeZone: '+01:00' }, 'patient.timeZone'],
    ['two mailboxes', { email: 'ada@example.test,eve@example.test' }, 'patient.email'],
    ['a mailbox with a line break', { email: 'ada@example.test\r\nBcc: eve@example.test' }, 'patient.email'],
    ['a name with a line break', { familyName: 'Oka\nfor' }, 'patient.familyName'],
    ['a lone surrogate', { givenName: 'A\ud800da' }, 'patient.givenName'],
    ['a number for a name', { givenName: 7 }, 'patient.givenName'],
    ['an object for a reference', { reference: { $ne: '' } }, 'patient.reference'],
    ['a name of a thousand letters', { familyName: 'x'.repeat(1000) }, 'patient.familyName'],
    ['nothing for a text', { familyName: null }, 'patient.familyName'],
    ['a NUL', { reference: 'A\u0000B' }, 'patient.reference'],
  ])('%s is refused by name', async (_case, patient, field) => {
    const before = await f.rows();

    const answer = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ patient }));

    expect(answer.status).toBe(422);
    expect(fields(answer)).toEqual([field]);
    expect(await f.rows()).toEqual(before);
  });

  test('a care team of strangers is refused', async () => {
    const answer = await f
      .as('coordinator')
      .post('/api/v1/enrolments', anEnrolment({ careTeam: { clinician: '0199a000-0000-7000-8000-000000000000' } }));

    expect(answer.status).toBe(422);
    expect(fields(answer)).toEqual(['careTeam.clinician']);
  });

  test('names of every script come back byte for byte', async () => {
    const names = { familyName: 'Nguyễn-O’Brien', givenName: 'عائشة 李' };

    const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ patient: names }));

    const row = await f.db
      .selectFrom('patient')
      .select(['family_name', 'given_name'])
      .where('id', '=', made.body.patientId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ family_name: names.familyName, given_name: names.givenName });
  });

  test('__proto__ and constructor change nothing', async () => {
    const text = JSON.stringify(anEnrolment()).replace(
      '{',
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
    );

    const answer = await f.as('coordinator').post('/api/v1/enrolments', text, { 'Content-Type': 'application/json' });

    expect(answer.status).toBe(422);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('GET /enrolments/:id/…', () => {
  test('timeline, messages and explanation speak of the enrolment', async () => {
    const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment());
    const get = (part: string) => f.as('clinician').get(`/api/v1/enrolments/${made.body.id}/${part}`);

    const [timeline, messages, explanation] = [await get('timeline'), await get('messages'), await get('explanation')];

    expect(timeline.status).toBe(200);
    expect(timeline.body.items[0]).toMatchObject({
      kind: 'system',
      by: 'Priya Shah',
      text: expect.stringMatching(/^The enrolment started; the first check-in is on \d+ \w+ \d{4}\.$/) as string,
      canRetract: false,
    });
    expect(timeline.body.items[1]).toMatchObject({
      of: 'entry',
      text: 'Stage “Diagnosis” began.',
      why: 'the first stage of the track “care” (post-laminectomy-syndrome/v1#care/first)',
    });
    expect(messages.body.items[0]).toMatchObject({ role: 'invite', state: 'planned', channel: 'mail' });
    expect(explanation.body.tracks[0].title).toBe('Diagnosis');
    expect(typeof explanation.body.tracks[0].since).toBe('string');
  });

  test.each(['', '/timeline', '/decisions', '/messages', '/scores', '/explanation', '/evidence'])(
    '%s of nobody and of another clinic is the same 404',
    async (part) => {
      const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment());
      const other = await f.otherClinic('coordinator');

      const foreign = await f.as(other).get(`/api/v1/enrolments/${made.body.id}${part}`);
      const nobody = await f.as('coordinator').get(`/api/v1/enrolments/0199a000-0000-7000-8000-000000000000${part}`);
      const garbled = await f.as('coordinator').get(`/api/v1/enrolments/1'or'1${part}`);

      const shape = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({
        status,
        body: { ...body, requestId: 'another each time' },
      });
      expect(shape(foreign)).toEqual(shape(nobody));
      expect([foreign.status, nobody.status, garbled.status]).toEqual([404, 404, 404]);
    },
  );
});
