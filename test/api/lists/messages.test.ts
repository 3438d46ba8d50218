import { DAY, HOUR } from '../../../src/domain/words/time';
import { type AnsweringClinic, type CheckIn, numbered, openAnsweringClinic } from '../../support/care/answering-clinic';

// API-8: a mail as it reads, once more, or kept back with a reason; whatever was not sent says why.

let f: AnsweringClinic;
beforeAll(async () => {
  f = await openAnsweringClinic();
});
afterAll(async () => {
  await f.close();
});

type Row = { id: string; role: string; state: string; reason: string | null };

/** The mails of the first check-in, oldest first. */
const mailsOf = ({ id }: CheckIn): Promise<Row[]> =>
  f.db
    .selectFrom('message')
    .select(['id', 'role', 'state', 'reason'])
    .where('check_in_id', '=', id)
    .orderBy('due_at')
    .execute();
const inviteOf = async (checkIn: CheckIn): Promise<Row> => {
  const found = (await mailsOf(checkIn)).find(({ role }) => role === 'invite');
  if (!found) throw new Error('no invitation was planned');
  return found;
};
const became = (id: string, state: string, acceptedAt: number | null = null) =>
  f.db
    .updateTable('message')
    .set({ state, accepted_at: acceptedAt === null ? null : new Date(acceptedAt), attempts: 1 })
    .where('id', '=', id)
    .execute();
const read = async (id: string) =>
  (await f.as('coordinator').get(`/api/v1/messages/${id}`)).body as Record<string, unknown>;
const again = (id: string) => f.as('coordinator').post(`/api/v1/messages/${id}/send-again`, {});
const withhold = (id: string, reason = 'rang the patient instead') =>
  f.as('coordinator').post(`/api/v1/messages/${id}/withholding`, { reason });

test('API-8 a planned mail reads as it will leave: subject, text, where to; and as it looks, for a frame that runs nothing', async () => {
  const checkIn = await f.asked(['peg']);
  const { id } = await inviteOf(checkIn);

  const message = await read(id);

  expect(message).toMatchObject({
    title: expect.stringMatching(/^The check-in “weekly” of /),
    state: 'planned',
    why: expect.stringMatching(/^It /),
    staff: null,
    to: expect.stringMatching(/@example\.test$/),
    note: null,
    againWhyNot: 'It is still to go.',
    canWithhold: true,
  });
  expect(message.text).toContain('/go/XXXX-XXXX-XXXX-XXXX');
  expect(message.text).toContain(message.subject === '' ? 'never' : 'Dear');
  const looks = await f.as('coordinator').get(`/api/v1/messages/${id}`, { Accept: 'text/html' });
  expect(looks.text).toMatch(/^<!doctype html>/i);
  expect(looks.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
  expect(looks.headers['content-security-policy']).not.toMatch(/script-src|allow-scripts/);
});

test('API-8 “do not send” keeps it back with the reason and who said so, once', async () => {
  const { id } = await inviteOf(await f.asked(['peg']));
  const nothing = await withhold(id, ' ');
  expect([nothing.status, nothing.body.errors?.[0]?.field]).toEqual([422, 'reason']);

  expect((await withhold(id)).status).toBe(202);

  expect(await read(id)).toMatchObject({
    state: 'withheld',
    why: 'Not sent: somebody of the clinic chose so.',
    staff: { name: expect.any(String), reason: 'rang the patient instead' },
    canWithhold: false,
  });
  const twice = await withhold(id);
  expect([twice.status, twice.body.detail]).toEqual([
    409,
    'It can no longer be kept back. Not sent: somebody of the clinic chose so.',
  ]);
});

test('API-8 “send again” is a row of its own, which no later plan lets go, and once at a time', async () => {
  const checkIn = await f.asked(['peg']);
  const { id } = await inviteOf(checkIn);
  await became(id, 'accepted', (await f.now()) - 2 * HOUR);

  const sent = await again(id);

  expect([sent.status, sent.body]).toEqual([
    202,
    { id: expect.any(String), words: expect.stringMatching(/^It goes /) },
  ]);
  await f.advance(checkIn.enrolmentId);
  expect((await mailsOf(checkIn)).find(({ role }) => role === 'sent-again')).toMatchObject({
    id: sent.body.id,
    state: 'planned',
  });
  const twice = await again(id);
  expect([twice.status, twice.body.detail]).toEqual([409, 'It is on its way once more already.']);
  expect(f.nudges).toContain('dispatch bulk');
  expect(await read(sent.body.id as string)).toMatchObject({
    title: expect.stringMatching(/^Once more, the check-in/),
  });
});

test('API-8 what would be pointless is not sent again, and says why: answered, no consent, an address that bounced', async () => {
  const [one, two, three] = [await f.asked(['peg']), await f.asked(['peg']), await f.asked(['peg'])];
  const invites = await Promise.all([one, two, three].map(inviteOf));
  for (const { id } of invites) await became(id, 'accepted', (await f.now()) - DAY);
  await f.take(one, { answers: { peg: numbered(1, 1, 1) } });
  await f.recordOfPerson(two.patientId, 'consent.changed', { email: false });
  await f.db
    .updateTable('patient')
    .set({ email_bounced_at: new Date(await f.now()) })
    .where('id', '=', three.patientId)
    .execute();

  const details = await Promise.all(invites.map(async ({ id }) => (await again(id)).body.detail as string));

  expect(details).toEqual([
    'It cannot go: the check-in was answered before.',
    'It cannot go: there is no consent to mail: somebody rings instead.',
    'It cannot go: there is no address that works: somebody rings instead.',
  ]);
});

test('API-8 every mail of the list that did not go says why in words, superseded ones too', async () => {
  const checkIn = await f.asked(['peg']);
  const { id } = await inviteOf(checkIn);
  await f.db.updateTable('message').set({ state: 'superseded' }).where('id', '=', id).execute();

  const { body } = await f.as('coordinator').get(`/api/v1/enrolments/${checkIn.enrolmentId}/messages`);

  const items = (body as { items: { id: string; state: string; why: string | null; title: string }[] }).items;
  expect(items.find((each) => each.id === id)?.why).toBe('The plan no longer contains it.');
  expect(items.filter(({ state, why }) => state !== 'accepted' && why === null)).toEqual([]);
  expect(items.every(({ title }) => title.length > 0)).toBe(true);
});

test('C1-6 reminding many tells each text and who is left out, and why; then it does just that', async () => {
  const [fine, held, answered, fresh] = [
    await f.asked(['peg']),
    await f.asked(['red-flags']),
    await f.asked(['peg']),
    await f.asked(['peg']),
  ];
  const ids = [fine, held, answered, fresh].map(({ enrolmentId }) => enrolmentId);
  await became((await inviteOf(fine)).id, 'accepted', (await f.now()) - 2 * DAY);
  await became((await inviteOf(fresh)).id, 'accepted', (await f.now()) - HOUR);
  await f.take(held, {
    answers: { 'red-flags': { ...numbered(...Array.from({ length: 11 }, () => 0)), '2': 1 } },
    more: true,
  });
  await f.settle();
  await f.take(answered, { answers: { peg: numbered(1, 1, 1) } });
  const ask = (more: object) => f.as('coordinator').post('/api/v1/worklist/reminders', { ids, ...more });
  const before = (await mailsOf(fine)).length;

  const dry = await ask({ dryRun: true });

  expect(dry.status).toBe(200);
  const rows = dry.body.items as { ok: boolean; words: string; text: string | null; person: { id: string } }[];
  expect(rows.map(({ ok, words }) => [ok, words])).toEqual([
    [true, expect.stringMatching(/^It goes /)],
    [false, 'Left out. An escalation is open: messages wait until it is resolved.'],
    [false, 'Left out. No check-in is open to be answered.'],
    [false, 'Left out. A mail about it went out less than a day ago.'],
  ]);
  expect(rows[0]?.text).toContain('Dear');
  expect((await mailsOf(fine)).length).toBe(before);

  const done = await ask({});

  expect((done.body.items as typeof rows).map(({ ok }) => ok)).toEqual([true, false, false, false]);
  expect((await mailsOf(fine)).map(({ role }) => role)).toContain('sent-again');
});
