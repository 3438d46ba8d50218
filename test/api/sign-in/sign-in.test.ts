import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { staffBrowser, staffIdOf } from '../../support/staff-browser';

let f: ApiFixture;
let lee: string;
beforeAll(async () => {
  f = await createApiFixture({ publicUrl: 'where it listens' });
  lee = await staffIdOf(f, 'clinician');
});
afterAll(async () => {
  await f.close();
});

test('somebody chooses a person and is that person from then on', async () => {
  const browser = staffBrowser(f.here);
  expect((await browser.get('/api/v1/me')).status).toBe(401);

  const back = await browser.choose(lee, '/worklist?view=waiting&owner=mine');

  expect([back.status, back.location]).toEqual([303, `${f.here}/worklist?view=waiting&owner=mine`]);
  const me = await browser.get('/api/v1/me');
  expect(JSON.parse(me.text)).toMatchObject({
    staff: { id: lee, name: 'Dr Lee', initials: 'L', role: 'clinician', team: 'clinicians' },
  });
});
