import { join } from 'node:path';
import request from 'supertest';
import { repositoryRoot } from '../../../src/config/settings';
import { createRender } from '../../../src/mail/render';
import { englishTexts, shippedInstruments } from '../../support/care/shipped';
import { type PatientAtHome, started } from './patient-at-home';
import { noFlags, post, visitsOf } from './visits';

let visits: Awaited<ReturnType<typeof visitsOf>>;
let home: PatientAtHome;
afterEach(() => home.close());

async function begin(...how: Parameters<typeof visitsOf>): Promise<void> {
  visits = await visitsOf(...how);
  home = visits.home;
}

const words = { subject: 'x', lead: 'x', action: 'x' };
const render = createRender({
  templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
  publicUrl: 'http://clinic.test',
  instruments: shippedInstruments(),
  messageTexts: () => ({ texts: { invite: words, 'reminder-1': words, 'reminder-2': words }, frame: englishTexts() }),
});

/** Every sentence about how much is asked, as told by the mail that leaves now and by the page its link opens now. */
async function told(): Promise<{ mail: string[]; page: string[] }> {
  const { db, store, app, checkIn } = home;
  const { id } = await db
    .selectFrom('message')
    .select('id')
    .where('check_in_id', '=', checkIn.id)
    .where('role', '=', 'invite')
    .executeTakeFirstOrThrow();
  const consent = { channel: 'email', given: true, given_on: '2026-11-20', recorded_by: 'test' } as const;
  await db
    .insertInto('consent')
    .values({ ...consent, patient_id: home.patientId, recorded_at: new Date(checkIn.opensAt) })
    .execute();
  await db.updateTable('message').set({ state: 'claimed' }).where('id', '=', id).execute();
  const [handover] = await store.messages.beginAttempts(db, [id], 180);
  if (!handover?.checkIn) throw new Error('nothing leaves');
  const mail = render(handover).text;
  const page = (await request(app).get(`/go/${handover.checkIn.linkCode}`).expect(200)).text;
  const sentences = /\d+ pages?, about \d+ minutes?|The longest page is a list of \d+ statements|Some answers lead to/g;
  const found = (text: string): string[] => [...new Set(text.match(sentences))];
  return { mail: found(mail), page: found(page) };
}

describe('mail and start page name the same figures', () => {
  const list = 'The longest page is a list of 11 statements';

  test('PR-2, PR-3: of a check-in that nobody has begun', async () => {
    await begin(['red-flags', 'phq-9', 'peg']);
    await visits.comeAt('10:00', 3);

    const figures = ['13 pages, about 3 minutes', list, 'Some answers lead to'];
    expect(await told()).toEqual({ mail: figures, page: figures });
  });

  test('PR-2, PR-3: of a check-in of which a form was put off at night', async () => {
    await begin(['red-flags', 'phq-9', 'peg']);
    await visits.comeAt('23:10');
    await noFlags(await started(home));
    expect(await visits.facts('form.deferred')).toHaveLength(1);
    await visits.comeAt('10:00', 3);

    expect(await told()).toEqual({ mail: ['4 pages, about 1 minute', list], page: ['4 pages, about 1 minute', list] });
  });

  test('PR-2, PR-3: of a check-in whose answers have led to a longer form', async () => {
    await begin(['red-flags', 'phq-2']);
    await visits.comeAt('10:00', 1);
    const browser = await started(home);
    await noFlags(browser);
    for (const item of [1, 2]) await post(browser, item + 1, `phq-2@1/${item}`, { answer: 3 });
    await visits.comeAt('10:00', 3);

    const { mail, page } = await told();
    expect(mail).toEqual(page);
    expect(page[0]).toBe('11 pages, about 2 minutes');
  });
});
