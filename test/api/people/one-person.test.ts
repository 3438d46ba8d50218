import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Patient = ReturnType<typeof anEnrolment>['patient'];

const enrol = (body: object, who: 'coordinator' | { key: string } = 'coordinator') =>
  f.as(who).post('/api/v1/enrolments', body);

/** Somebody who is known, with the form that was filled in. */
async function known(patient: Partial<Patient> = {}) {
  const body = anEnrolment({ patient });
  const { body: made, status } = await enrol(body);
  expect(status).toBe(201);
  return { ...(made as { id: string; patientId: string }), form: body.patient };
}

/** The same form again, with some fields typed otherwise. */
const again = (form: Patient, typed: Partial<Patient>, more: Parameters<typeof anEnrolment>[0] = {}) =>
  enrol({ ...anEnrolment(more), patient: { ...form, ...typed } });

describe('a reference', () => {
  test.each([
    ['in another case', 'Ä-ß-77a', 'ä-SS-77A'],
    ['in full width', 'K-2041', 'Ｋ－２０４１'],
    ['in another form of its accents', 'Caf\u00e9-1', 'Cafe\u0301-1'],
    ['with invisible characters', 'X-3001', 'X\u200b-30\u206001\ufeff'],
    ['with a mark of direction', 'X-3002', '\u200fX-3002'],
    ['with other hyphens', 'X-3003', 'X\u20113003'],
    ['with a minus', 'X-3004', 'X\u22123004'],
    ['with blanks inside', 'X-3005', 'X - 3005'],
    ['with a blank that does not break', 'X-3006', 'X-30\u00a006'],
  ])('%s is the same reference', async (_how, first, second) => {
    const one = await known({ reference: first });

    const answer = await again(one.form, { reference: second });

    expect(answer.status).toBe(409);
    expect(answer.body.details).toEqual({ enrolmentId: one.id });
    const rows = await f.db.selectFrom('patient').select('reference').where('id', '=', one.patientId).execute();
    expect(rows).toEqual([{ reference: first }]);
  });

  test('with another accent is another one', async () => {
    const one = await known({ reference: 'É-5001' });
    const other = await known({ reference: 'E-5001' });

    expect(other.patientId).not.toBe(one.patientId);
  });

  test('of another clinic is nobody’s business', async () => {
    const one = await known();
    const other = await f.otherClinic('coordinator');

    const answer = await enrol({ ...anEnrolment(), patient: one.form }, other);

    expect(answer.status).toBe(201);
  });

  test('typed fifty ways at once makes one person', async () => {
    const body = anEnrolment();
    const ways = Array.from({ length: 50 }, (_none, n) => `${body.patient.reference}${'\u200b'.repeat(n % 7)}`);

    const answers = await Promise.all(
      ways.map((reference) => enrol({ ...body, patient: { ...body.patient, reference } })),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
  });
});

describe('somebody new who is like somebody known', () => {
  test.each<[string, (form: Patient) => Partial<Patient>, string]>([
    ['the same name and birth date', ({ givenName }) => ({ givenName }), 'name-and-birth-date'],
    [
      'the same name in another case',
      ({ givenName }) => ({ givenName: givenName.toUpperCase(), familyName: 'OKAFOR' }),
      'name-and-birth-date',
    ],
    [
      'family and given name in each other’s place',
      ({ givenName, familyName }) => ({ givenName: familyName, familyName: givenName }),
      'name-and-birth-date',
    ],
    ['the same number', ({ phone }) => ({ phone }), 'telephone'],
    ['the same number as dialled at home', ({ phone }) => ({ phone: phone.replace('+44 ', '0') }), 'telephone'],
    ['the same number with 00', ({ phone }) => ({ phone: phone.replace('+44 20', '0044 (0)20') }), 'telephone'],
    ['the same mail address', ({ email }) => ({ email: email.toUpperCase() }), 'mail-address'],
  ])('by %s is asked about', async (_what, alike, matched) => {
    const one = await known();
    const before = await f.rows();

    const answer = await enrol(anEnrolment({ patient: alike(one.form) }));

    expect(answer.status).toBe(409);
    expect(answer.body.type).toBe('urn:throughline:possible-duplicate');
    expect(answer.body.details).toEqual({
      candidates: [{ patientId: one.patientId, reference: one.form.reference, matched: [matched] }],
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/Okafor|@example|7946/);
    expect(await f.rows()).toEqual(before);
  });

  test('goes on once it is said who it is not, and that is kept', async () => {
    const one = await known();
    const twin = anEnrolment({ patient: { phone: one.form.phone }, notSameAs: [one.patientId] });

    const answer = await enrol(twin);

    expect(answer.status).toBe(201);
    const kept = await f.db
      .selectFrom('not_same_person')
      .select(['other_id', 'recorded_by'])
      .where('patient_id', '=', answer.body.patientId)
      .execute();
    expect(kept).toEqual([{ other_id: one.patientId, recorded_by: expect.any(String) }]);
  });

  test('goes on only where everybody alike was named', async () => {
    const [one, other] = [await known(), await known()];
    const alike = { phone: one.form.phone, email: other.form.email };

    const answer = await enrol(anEnrolment({ patient: alike, notSameAs: [one.patientId] }));

    expect(answer.body.details.candidates).toEqual([
      { patientId: other.patientId, reference: other.form.reference, matched: ['mail-address'] },
    ]);
  });

  test('is not somebody of another clinic, and nobody can be named who is not there', async () => {
    const one = await known();
    const other = await f.otherClinic('coordinator');

    const elsewhere = await enrol({ ...anEnrolment(), patient: { ...one.form, reference: 'Z-1' } }, other);
    const nobody = await enrol(anEnrolment({ notSameAs: ['0199a000-0000-7000-8000-000000000000'] }));
    const foreign = await enrol(anEnrolment({ notSameAs: [elsewhere.body.patientId] }));

    expect(elsewhere.status).toBe(201);
    expect([nobody.status, nobody.body.errors[0].field]).toEqual([422, 'notSameAs']);
    expect([foreign.status, foreign.body.errors[0].field]).toEqual([422, 'notSameAs']);
  });

  test('two who enrol one person at once, each by a reference of their own, do not both get through', async () => {
    const { patient } = anEnrolment();
    const bodies = Array.from({ length: 10 }, () => {
      const other = anEnrolment();
      return { ...other, patient: { ...patient, reference: other.patient.reference } };
    });

    const answers = await Promise.all(bodies.map((body) => enrol(body)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.type))).toEqual(
      new Set(['urn:throughline:possible-duplicate']),
    );
  });
});

describe('a re-referral', () => {
  test('does not change who somebody is', async () => {
    const one = await known();
    await f.as('coordinator').post(`/api/v1/enrolments/${one.id}/events`, {
      type: 'enrolment.withdrawn',
      data: { reason: 'moved away' },
    });

    const answer = await again(one.form, { givenName: 'Adaeze', phone: '020 7946 0002' });

    expect(answer.status).toBe(201);
    const row = await f.db
      .selectFrom('patient')
      .select(['given_name', 'phone'])
      .where('id', '=', one.patientId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ given_name: one.form.givenName, phone: '020 7946 0002' });
  });

  test('knows that the address does not work, until somebody gives one that does', async () => {
    const one = await known();
    await f.as('coordinator').post(`/api/v1/enrolments/${one.id}/events`, {
      type: 'enrolment.withdrawn',
      data: { reason: 'moved away' },
    });
    await f.db.updateTable('patient').set({ email_bounced_at: new Date() }).where('id', '=', one.patientId).execute();

    const { body } = await again(one.form, {});

    const open = async () => {
      await f.settle();
      const tasks = f.db.selectFrom('task').select('kind').where('enrolment_id', '=', body.id);
      return (await tasks.where('status', '=', 'open').execute()).map(({ kind }) => kind);
    };
    const planned = () =>
      f.db
        .selectFrom('message')
        .select('id')
        .where('enrolment_id', '=', body.id)
        .where('state', '=', 'planned')
        .execute();
    expect(await open()).toContain('correct-contact');
    expect(await planned()).toEqual([]);
    await f.as('coordinator').post(`/api/v1/patients/${one.patientId}/events`, {
      type: 'contact.changed',
      data: { email: one.form.email },
    });
    expect(await open()).not.toContain('correct-contact');
    expect((await planned()).length).toBeGreaterThan(0);
  });
});

describe('a text field', () => {
  test.each([
    ['a direction override', 'Oka\u202erof', 'turn the direction'],
    ['an isolate', 'Oka\u2066for', 'turn the direction'],
    ['nothing to be seen', '\u200b\u2060\ufeff', 'cannot be seen'],
    ['a blank of Braille', '\u2800', 'cannot be seen'],
    ['a filler', '\u3164', 'cannot be seen'],
    ['a NUL', 'A\u0000', 'control characters'],
  ])('with %s is refused with a sentence', async (_what, value, sentence) => {
    for (const field of ['reference', 'familyName', 'givenName', 'address'] as const) {
      const answer = await enrol(anEnrolment({ patient: { [field]: value } }));

      expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, `patient.${field}`]);
      expect(answer.body.errors[0].message).toContain(sentence);
    }
  });

  test('keeps what scripts need: marks of direction, joiners, accents of their own', async () => {
    const one = await known({ familyName: 'نیک\u200cنام', givenName: '\u200eДмитро e\u0301' });

    const row = await f.db
      .selectFrom('patient')
      .select(['family_name', 'given_name'])
      .where('id', '=', one.patientId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ family_name: one.form.familyName, given_name: one.form.givenName });
  });
});
