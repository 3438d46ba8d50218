import { anEnrolment, type ApiFixture, createApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Item = {
  at: string;
  kind: string;
  words: string;
  about: string | null;
  unanswered: boolean;
  subject: string | null;
  text: string | null;
  dueAt: string;
};

const wish = (more: object = {}) => ({
  pathway: 'post-laminectomy-syndrome',
  version: 1,
  givenName: 'Ada',
  language: 'en',
  email: true,
  phone: true,
  ...more,
});
const itemsOf = async (more: object = {}): Promise<Item[]> => {
  const { status, body } = await f.as('coordinator').post('/api/v1/enrolments/preview', wish(more));
  expect(status).toBe(200);
  return body.items;
};

describe('POST /enrolments/preview', () => {
  test('C2-1: tells the first mail as it will leave, and the reminders that follow silence', async () => {
    const items = await itemsOf();
    const [first] = items;

    expect(first).toMatchObject({
      kind: 'mail',
      unanswered: false,
      about: expect.stringMatching(/^\d+ pages, about \d+ minutes?/) as string,
      text: expect.stringContaining('Dear Ada') as string,
    });
    expect(first?.subject).not.toBeNull();
    expect(items.filter(({ kind, unanswered }) => kind === 'mail' && unanswered).length).toBeGreaterThan(1);
    expect(items.map(({ at }) => at)).toEqual([...items.map(({ at }) => at)].sort());
  });

  test('the mails are those that the plan of a real enrolment holds', async () => {
    const asked = (await itemsOf()).filter(({ kind }) => kind === 'mail');
    const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 1 }));
    const { body } = await f.as('coordinator').get(`/api/v1/enrolments/${made.body.id}/messages?limit=200`);
    const planned: string[] = body.items.map(({ dueAt }: { dueAt: string }) => dueAt).sort();

    expect(planned.length).toBeGreaterThan(3);
    expect(asked.map(({ at }) => at)).toEqual(expect.arrayContaining(planned));
    expect(Date.parse(made.body.undoUntil)).toBeLessThanOrEqual(Date.parse(planned[0] ?? ''));
  });

  test('C2-1: without an address nothing is sent: people are asked to ring', async () => {
    const items = await itemsOf({ email: false });

    expect(items.filter(({ kind }) => kind === 'mail')).toEqual([]);
    expect(items.some(({ kind, words }) => kind === 'task' && /phone/i.test(words))).toBe(true);
  });

  test('says what no text of ours does for this patient, and refuses what cannot be enrolled on', async () => {
    const { body } = await f.as('coordinator').post('/api/v1/enrolments/preview', wish({ language: 'pl' }));
    const unknown = await f.as('coordinator').post('/api/v1/enrolments/preview', wish({ pathway: 'nowhere' }));

    expect(body.notes.join(' ')).toContain('mails and pages are in English');
    expect(unknown.status).toBe(404);
  });
});
