import { type ApiFixture, createApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

const mailTo = (to: string, subject: string) =>
  f.db
    .insertInto('caught_mail')
    .values({
      to_address: to,
      from_address: 'no-reply@riverside.test',
      subject,
      text: 'Hello',
      html: '<html><head></head><body>Hello</body></html>',
      message_id: subject,
      headers: '{}',
      raw: Buffer.from(''),
      received_at: new Date(),
    })
    .execute();

test('operations says in counts and words how the house is, and names no patient', async () => {
  const { patientId } = await f.enrolled();

  const { status, body } = await f.as('operator').get('/api/v1/operations');

  expect(status).toBe(200);
  expect(body.checks.map(({ what }: { what: string }) => what)).toEqual([
    'database',
    'engine',
    'watch',
    'promises',
    'mail',
  ]);
  expect(body.messages.map(({ state }: { state: string }) => state)).toEqual([
    'sent',
    'planned',
    'held',
    'not-sent',
    'failed',
  ]);
  expect(JSON.stringify(body)).not.toMatch(new RegExp(`Okafor|A-1|${patientId}`));
});

test('a promise that is late is listed with its instant', async () => {
  const { id } = await f.enrolled();
  await f.settle();
  const dueAt = new Date((await f.now()) - 60 * 60_000);
  await f.db.updateTable('enrolment').set({ wake_at: dueAt }).where('id', '=', id).execute();

  const { body } = await f.as('operator').get('/api/v1/operations');

  expect(body.late).toContainEqual({ what: 'enrolment', id, dueAt: dueAt.toISOString() });
});

test('G-14: the lead reads in the audit who looked at whom; nobody else does', async () => {
  const { id } = await f.enrolled();
  await f.as('clinician').get(`/api/v1/enrolments/${id}`);
  const { reference } = await f.db
    .selectFrom('patient')
    .innerJoin('enrolment', 'enrolment.patient_id', 'patient.id')
    .select('reference')
    .where('enrolment.id', '=', id)
    .executeTakeFirstOrThrow();

  const { body } = await f.as('lead').get(`/api/v1/audit?about=${reference}`);
  const others = await Promise.all(
    (['coordinator', 'clinician', 'operator'] as const).map((role) => f.as(role).get('/api/v1/audit')),
  );

  expect(body.items[0]).toMatchObject({
    who: 'Dr Lee',
    action: 'GET /enrolments/:id',
    about: reference,
    allowed: true,
  });
  expect(others.map(({ status }) => status)).toEqual([403, 403, 403]);
});

test('the protocol of a version comes with its numbers, signed or not, its ways and its mails', async () => {
  const { body } = await f.as('clinician').get('/api/v1/pathways/post-laminectomy-syndrome/versions/3/protocol');

  expect(body.blocks[0]).toEqual({ kind: 'title', text: body.title });
  expect(body.thresholds.length).toBeGreaterThan(50);
  expect(body.thresholds.every(({ sentence }: { sentence: string }) => sentence !== '')).toBe(true);
  const stages = body.tracks.flatMap(
    ({ stages }: { stages: { id: string; ways: { toStage: string | null }[] }[] }) => stages,
  );
  const ids = new Set(stages.map(({ id }: { id: string }) => id));
  const lead = stages.flatMap(({ ways }: { ways: { toStage: string | null }[] }) =>
    ways.flatMap(({ toStage }) => toStage ?? []),
  );
  expect(lead.filter((id: string) => !ids.has(id))).toEqual([]);
  expect(body.messages.map(({ role }: { role: string }) => role)).toContain('invite');
});

test('the front page asks a person who they are, and tells a program nothing of it', async () => {
  const page = await f.as(null).get('/').set('Accept', 'text/html');
  const program = await f.as(null).get('/').set('Accept', 'application/json');

  expect(page.text).toContain('<h1>Who are you?</h1>');
  expect(page.text).toContain('/sign-in?to=/worklist');
  expect(program.status).toBe(404);
  expect(program.type).toBe('application/problem+json');
});

test('its clock moves for a page of this host only', async () => {
  const press = (headers: Record<string, string>) =>
    f
      .as(null)
      .post('/demo/clock', 'to=P1D&back=/', { 'Content-Type': 'application/x-www-form-urlencoded', ...headers });
  const before = f.walks.length;

  const own = await press({ 'Sec-Fetch-Site': 'same-origin' });
  const foreign = await press({ 'Sec-Fetch-Site': 'cross-site' });
  const unknown = await press({});

  expect([own.status, own.headers.location]).toEqual([303, '/']);
  expect([foreign.status, unknown.status]).toEqual([403, 403]);
  expect(f.walks.length - before).toBe(1);
});

test('the mailbox shows patients, staff and the daily test apart, ten on a page', async () => {
  for (let n = 1; n <= 12; n += 1) await mailTo('ada@example.test', `To Ada ${String(n)}`);
  await mailTo('dr.lee@riverside.test', 'To Dr Lee');
  await mailTo('canary@riverside.test', 'The daily test');
  const page = async (query: string) => (await f.as(null).get(`/demo/mailbox${query}`)).text;
  const shown = (text: string) =>
    [...text.matchAll(/>(To Ada \d+|To Dr Lee|The daily test)</g)].map(([, name]) => name);

  expect(shown(await page(''))).toHaveLength(10);
  expect(shown(await page('?of=patients&page=1'))).toHaveLength(2);
  expect(shown(await page('?of=staff'))).toEqual(['To Dr Lee']);
  expect(shown(await page('?of=test'))).toEqual(['The daily test']);
  expect(shown(await page('?to=dr.lee@riverside.test'))).toEqual(['To Dr Lee']);
});

test('G-13: a person who opens an address that does not exist gets a page, a program JSON', async () => {
  const person = await f.as(null).get('/nowhere').set('Accept', 'text/html,*/*;q=0.8');
  const program = await f.as(null).get('/api/v1/nowhere').set('Accept', 'text/html,*/*;q=0.8');

  expect([person.status, person.type]).toEqual([404, 'text/html']);
  expect(program.type).toBe('application/problem+json');
});
