import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';
import { runCanaries, runCanary } from '../../../src/storage/house/canary';
import { climb, list } from '../../../src/storage/escalation/escalations';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';

let f: LadderFixture;
let clinic: Awaited<ReturnType<LadderFixture['aClinic']>>;

beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  clinic = await f.aClinic();
  const mailbox = await clinic.staff('canary');
  const now = await clinic.now();
  await clinic.shift('canary-mailbox', mailbox.staffId, now - HOUR, now + 1000 * DAY);
});

const fly = () => f.within((tx) => runCanary(tx, clinic.clinicId));
const canaries = () =>
  f.db.selectFrom('escalation').selectAll().where('clinic_id', '=', clinic.clinicId).orderBy('raised_at').execute();
const accept = (id: string) =>
  f.db
    .updateTable('message')
    .set({ state: 'accepted', accepted_at: new Date() })
    .where('escalation_id', '=', id)
    .execute();

test('a canary is raised, paged, and comes home when its mail was accepted', async () => {
  const [id = ''] = await fly();
  await f.within((tx) => climb(tx, id));
  expect(await f.messagesOf(id)).toMatchObject([{ lane: 'urgent', channel: 'mail', template: 'staff-alert' }]);
  expect(await fly()).toEqual([]);

  await accept(id);
  expect(await fly()).toEqual([id]);

  expect(await canaries()).toMatchObject([{ status: 'resolved', resolved_by: 'canary', next_due_at: null }]);
  expect(await f.stepsOf(id)).toEqual(['raised', 'told', 'acknowledged', 'resolved']);
});

test('the next one flies after an hour, not before', async () => {
  const [id = ''] = await fly();
  await f.within((tx) => climb(tx, id));
  await accept(id);
  await fly();

  await clinic.pass(HOUR - MINUTE);
  expect(await fly()).toEqual([]);
  await clinic.pass(MINUTE);
  expect(await fly()).toHaveLength(1);
  expect(await canaries()).toHaveLength(2);
});

test('one whose mail nobody took stays out, and no second one hides it', async () => {
  await fly();
  await clinic.pass(2 * DAY);

  expect(await fly()).toEqual([]);
  expect(await canaries()).toMatchObject([{ status: 'open' }]);
});

test('its patient is one, hidden, and on no list', async () => {
  await fly();

  const patients = await f.db
    .selectFrom('patient')
    .select(['hidden', 'email'])
    .where('clinic_id', '=', clinic.clinicId)
    .execute();
  expect(patients).toEqual([{ hidden: true, email: null }]);
  expect(await list(f.db, clinic.clinicId, { status: 'open', staffId: null }, { limit: 50, after: null })).toEqual([]);
});

test('a clinic that cannot does not keep the others from theirs', async () => {
  const broken = await f.aClinic();
  await f.db.updateTable('clinic').set({ settings: '{"policies":{}}' }).where('id', '=', broken.clinicId).execute();
  const failed: string[] = [];

  const nudged = await runCanaries(f.db, (clinicId) => failed.push(clinicId));

  expect(failed).toContain(broken.clinicId);
  const [own, ...more] = await canaries();
  expect(nudged).toContain(own?.id);
  expect(more).toEqual([]);
});

test('two sweepers fly one canary', async () => {
  const flown = await Promise.all([fly(), fly(), fly()]);

  expect(flown.flat()).toHaveLength(1);
});
