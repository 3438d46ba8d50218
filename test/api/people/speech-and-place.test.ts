import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const enrol = async (patient: object) => f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ patient }));

type Item = { kind: string; enrolmentId: string; notes: string[]; id: string };

async function tasksOf(enrolmentId: string): Promise<Item[]> {
  await f.settle();
  const { body } = await f.as('coordinator').get('/api/v1/tasks?status=open&limit=200');
  return (body.items as Item[]).filter((item) => item.enrolmentId === enrolmentId);
}

async function rowOf(id: string): Promise<{ person: { notes: string[] } }> {
  for (const view of ['needs-you', 'waiting', 'on-track']) {
    const { body } = await f.as('coordinator').get(`/api/v1/worklist?view=${view}&limit=200`);
    const row = (body.items as { id: string; person: { notes: string[] } }[]).find((item) => item.id === id);
    if (row) return row;
  }
  throw new Error('in no view');
}

const change = (patientId: string, data: object) =>
  f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, { type: 'contact.changed', data });

describe('a language that the pathway is not written in', () => {
  test('is said at once, on the worklist, and asked of the coordinators', async () => {
    const { body } = await enrol({ language: 'pl' });

    const sentence = expect.stringContaining('Speaks Polish');
    expect(body.notes).toEqual([sentence, expect.stringContaining('emergency texts are not written')]);
    expect(await tasksOf(body.id)).toContainEqual(
      expect.objectContaining({ kind: 'other-language', team: 'coordinators', notes: [sentence] }),
    );
    expect((await rowOf(body.id)).person.notes).toEqual([sentence]);
  });

  test.each(['en', 'en-GB'])('%s is written in', async (language) => {
    const { body } = await enrol({ language });

    expect(body.notes).toEqual([]);
    expect((await tasksOf(body.id)).map(({ kind }) => kind)).not.toContain('other-language');
    expect((await rowOf(body.id)).person.notes).toEqual([]);
  });

  test('is asked about when it changes, and no more once it is spoken', async () => {
    const { body } = await enrol({});
    await change(body.patientId, { language: 'pl' });
    expect((await tasksOf(body.id)).map(({ kind }) => kind)).toContain('other-language');

    await change(body.patientId, { language: 'en' });

    expect((await tasksOf(body.id)).map(({ kind }) => kind)).not.toContain('other-language');
  });
});

test('whoever rings sees that an interpreter or a helper is wanted', async () => {
  const { body } = await enrol({ phone: undefined, access: { interpreter: 'Polish', helper: true } });

  const [task] = await tasksOf(body.id);

  expect(task?.notes).toEqual(['Wants an interpreter: Polish.', 'Somebody helps the patient.']);
  const claimed = await f.as('coordinator').post(`/api/v1/tasks/${task?.id ?? ''}/claim`, {});
  expect(claimed.body.notes).toEqual(task?.notes);
});

describe('a language that the clinic’s own emergency texts are not written in', () => {
  const kindsOf = async (id: string) => (await tasksOf(id)).map(({ kind }) => kind);

  test('asks somebody to say whom to ring, also where the numbers are right', async () => {
    const { body } = await enrol({ language: 'pl' });

    expect(await kindsOf(body.id)).toContain('emergency-numbers');
  });

  test('is asked about when it changes, and no more once they are', async () => {
    const { body } = await enrol({});
    expect(await kindsOf(body.id)).not.toContain('emergency-numbers');
    await change(body.patientId, { language: 'pl' });
    expect(await kindsOf(body.id)).toContain('emergency-numbers');
    await change(body.patientId, { timeZone: 'Europe/Paris', language: 'en-GB' });
    expect(await kindsOf(body.id)).toContain('emergency-numbers');
    await change(body.patientId, { timeZone: 'Europe/London' });

    expect(await kindsOf(body.id)).not.toContain('emergency-numbers');
  });
});

describe('a move to another country', () => {
  test('asks somebody about the emergency numbers', async () => {
    const { body } = await enrol({});
    await change(body.patientId, { timeZone: 'Europe/Paris' });

    expect((await tasksOf(body.id)).map(({ kind }) => kind)).toContain('emergency-numbers');
    await change(body.patientId, { timeZone: 'Europe/London' });
    expect((await tasksOf(body.id)).map(({ kind }) => kind)).not.toContain('emergency-numbers');
  });

  test('is said at once to whoever enrols somebody there', async () => {
    const { body } = await enrol({ timeZone: 'America/New_York' });

    expect(body.notes).toEqual([expect.stringContaining('emergency numbers')]);
    expect((await tasksOf(body.id)).map(({ kind }) => kind)).toContain('emergency-numbers');
  });
});

describe('a time zone', () => {
  test.each([
    ['EST', 'America/New_York'],
    ['Etc/GMT+5', 'America/New_York'],
    ['Etc/GMT-1', 'Europe/Paris'],
    ['US/Pacific-New', 'America/Los_Angeles'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['UTC', 'Europe/London'],
    ['GMT', 'Europe/London'],
    ['GMT+1', 'Europe/Paris'],
    ['+01:00', 'Europe/Paris'],
    ['Europe/Londen', 'Europe/London'],
    ['america/new york', 'America/New_York'],
    ['posixrules', 'Europe/London'],
    ['posix/Europe/London', 'Europe/London'],
    ['Europe/Atlantis', 'Europe/London'],
    ['Mars/Base', 'Europe/London'],
  ])('%s is refused, and %s named instead', async (timeZone, suggested) => {
    const answer = await enrol({ timeZone });

    expect([answer.status, answer.body.errors?.[0]]).toEqual([
      422,
      { field: 'patient.timeZone', message: `Give the time zone as region and city, such as ${suggested}.` },
    ]);
  });

  test.each(['Europe/London', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'America/Port-au-Prince'])(
    '%s is one',
    async (timeZone) => {
      expect((await enrol({ timeZone })).status).toBe(201);
    },
  );

  test('that is suggested is always one that would be taken', async () => {
    const { body } = await enrol({});
    for (const typed of [
      'EST',
      'CST',
      'MST',
      'PST',
      'HST',
      'GB',
      'CET',
      'EET',
      'NZ',
      'JST',
      'IST',
      'PRC',
      'Etc/GMT+3',
    ]) {
      const refused = await change(body.patientId, { timeZone: typed });
      const named = /such as (\S+)\.$/.exec(refused.body.errors?.[0]?.message ?? '')?.[1];
      const taken = await change(body.patientId, { timeZone: named });

      expect([typed, refused.status, taken.status]).toEqual([typed, 422, 202]);
    }
  });
});
