import request from 'supertest';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { createLinkCode } from '../../../src/storage/check-in/links';
import type { Enrolled } from '../../support/api-fixture';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';
import { linkTo } from '../patient/patient-at-home';

let f: CorrectedClinic;
beforeAll(async () => {
  f = await openCorrectedClinic();
});
afterAll(async () => {
  await f.close();
});

type Asked = Enrolled & { checkInId: string; key: string; closesAt: number; code: string };

/** Somebody whose first check-in is open, with an invitation that a mail server took, and the link in it. */
async function asked(): Promise<Asked> {
  const { id, patientId } = await f.enrolled();
  await f.wait(DAY);
  await f.send(id);
  const row = await f.db
    .selectFrom('check_in')
    .select(['id', 'key', 'closes_at'])
    .where('enrolment_id', '=', id)
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  const code = await linkTo(f.store, row.id);
  return { id, patientId, checkInId: row.id, key: row.key, closesAt: row.closes_at, code };
}

const newAddress = async ({ patientId }: Enrolled, email: string | null = `new.${patientId}@example.test`) =>
  f.recordOfPerson(patientId, 'contact.changed', { email });

const ledgerOf = async ({ id, checkInId }: Asked) => {
  await f.settle();
  return f.db
    .selectFrom('message')
    .select(['key', 'role', 'state', 'reason', 'due_at'])
    .where('enrolment_id', '=', id)
    .where('check_in_id', '=', checkInId)
    .orderBy('due_at')
    .orderBy('key')
    .execute();
};

const stateOfCheckIn = async ({ checkInId }: Asked) =>
  (await f.db.selectFrom('check_in').select('status').where('id', '=', checkInId).executeTakeFirstOrThrow()).status;

describe('a link to an address that is not the patient’s any more', () => {
  test('shows what an unknown link shows, and starts nothing', async () => {
    const one = await asked();
    await newAddress(one);

    const old = await f.as(null).get(`/go/${one.code}`);
    const unknown = await f.as(null).get(`/go/${createLinkCode()}`);
    const start = await f.as(null).post(`/go/${one.code}`);

    const plain = (page: { text: string }, code = '') =>
      page.text.replaceAll(code, '').replaceAll(/[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/g, '');
    expect([old.status, start.status]).toEqual([404, 404]);
    expect(plain(old)).toBe(plain(unknown));
    expect(start.headers['set-cookie']).toBeUndefined();
  });

  test('stops nothing, by page or by the button of a mail program', async () => {
    const one = await asked();
    await newAddress(one);

    const pressed = await f.as(null).post(`/go/${one.code}/stop`, { 'List-Unsubscribe': 'One-Click' });
    const chosen = await request(f.app).post(`/go/${one.code}/stop`).type('form').send({ choice: 'stop' });

    expect([pressed.status, chosen.status]).toEqual([404, 404]);
    expect(await f.store.patients.mailConsent(f.db, one.patientId)).toBe(true);
  });

  test('ends what it had opened', async () => {
    const one = await asked();
    const browser = request.agent(f.app);
    const { headers } = await browser.post(`/go/${one.code}`).type('form').send({ day: '14', month: '5' }).expect(303);

    await newAddress(one);

    const page = await browser.get(String(headers.location)).redirects(1);
    expect(page.text).not.toContain('Question 1');
    expect(page.status).toBeGreaterThanOrEqual(400);
  });

  test('an address that only changes its case is the same one', async () => {
    const one = await asked();
    const { email } = await f.db
      .selectFrom('patient')
      .select('email')
      .where('id', '=', one.patientId)
      .executeTakeFirstOrThrow();

    await newAddress(one, email?.toUpperCase() ?? null);

    expect((await f.as(null).get(`/go/${one.code}`)).status).toBe(200);
  });

  test('no session begins by it, however early somebody looked', async () => {
    const one = await asked();
    await newAddress(one);

    const started = await f.store.patientSessions.startPatientSession(f.db, {
      tokenHash: Buffer.from(one.id),
      linkHash: f.store.links.linkCodeHash(one.code),
      hours: 1,
    });

    expect(started).toBe(false);
  });
});

describe('what was sent to an address that was wrong', () => {
  test('is sent again to the new one, and its reminder counts from then', async () => {
    const one = await asked();
    await f.wait(HOUR);
    await newAddress(one);
    const changedAt = await f.now();

    const ledger = await ledgerOf(one);

    const sentBefore = ledger.find(({ state }) => state === 'accepted');
    const again = ledger.filter(({ state }) => state === 'planned');
    expect(sentBefore).toMatchObject({ role: 'invite', reason: 'new-address' });
    expect(again.map(({ key, role }) => [key.endsWith('/again-1'), role])).toEqual([
      [true, 'invite'],
      [true, 'reminder-1'],
      [true, 'reminder-2'],
    ]);
    expect(again[0]?.due_at).toBeGreaterThanOrEqual(changedAt);
    expect(again[1]?.due_at).toBeGreaterThan(changedAt + DAY);
  });

  test('asked nobody: unanswered, the check-in was not asked, and somebody rings', async () => {
    const one = await asked();
    await newAddress(one, null);

    await f.wait(one.closesAt - (await f.now()) + HOUR);

    expect(await stateOfCheckIn(one)).toBe('not-asked');
    expect((await f.openTasks(one.id)).map(({ kind }) => kind)).toContain('ask-by-phone');
    await f.rebuilt(one.id);
  });

  test('once the new address was written to, silence is the patient’s', async () => {
    const one = await asked();
    await newAddress(one);
    await f.settle();
    await f.wait(HOUR);
    expect(await f.send(one.id)).toBe(1);

    await f.wait(one.closesAt - (await f.now()) + HOUR);

    expect(await stateOfCheckIn(one)).toBe('missed');
    await f.rebuilt(one.id);
  });

  test('a hand-over under way when the address changed does not count either, and is not tried again', async () => {
    const [taken, putOff] = [await asked(), await asked()];
    const attempts = new Map<string, string>();
    for (const { id } of [taken, putOff]) {
      const row = await f.db
        .updateTable('message')
        .set({ state: 'attempting', attempt_id: id, accepted_at: null, lease_until: new Date(Date.now() + HOUR) })
        .where('enrolment_id', '=', id)
        .where('state', '=', 'accepted')
        .returning('id')
        .executeTakeFirstOrThrow();
      await f.db.insertInto('message_attempt').values({ id, message_id: row.id }).execute();
      attempts.set(id, row.id);
    }
    for (const one of [taken, putOff]) await newAddress(one, null);

    const at = (attemptId: string) => ({ attemptId, to: 'old@example.test' });
    await f.store.messages.settle(f.db, [
      { ...at(taken.id), outcome: { outcome: 'accepted', code: 250 } },
      { ...at(putOff.id), outcome: { outcome: 'deferred', code: 451 } },
    ]);
    await f.wait(putOff.closesAt - (await f.now()) + HOUR);

    expect((await ledgerOf(putOff)).map(({ state }) => state)).not.toContain('planned');
    expect([await stateOfCheckIn(taken), await stateOfCheckIn(putOff)]).toEqual(['not-asked', 'not-asked']);
  });

  test('what had closed before stays as it was', async () => {
    const one = await asked();
    await f.wait(one.closesAt - (await f.now()) + HOUR);
    expect(await stateOfCheckIn(one)).toBe('missed');

    await newAddress(one);

    await f.settle();
    expect(await stateOfCheckIn(one)).toBe('missed');
    await f.rebuilt(one.id);
  });
});

describe('after a bounce', () => {
  const bounce = async ({ id, patientId }: Asked) => {
    await f.store.transact(f.db, async (tx) => {
      await tx
        .updateTable('patient')
        .set({ email_bounced_at: new Date(await f.now()) })
        .where('id', '=', patientId)
        .execute();
      const locked = await f.store.facts.lockEnrolment(tx, f.deps.rules, id);
      await f.store.links.disownMail(tx, { patientId }, { at: locked.now });
      await f.store.facts.recordFact(tx, locked, { type: 'contact.bounced', data: {}, recordedBy: 'system' });
    });
    await f.advance(id);
  };

  test('nothing that was sent before counts, and its links are dead', async () => {
    const one = await asked();

    await bounce(one);

    expect((await f.as(null).get(`/go/${one.code}`)).status).toBe(404);
    await f.wait(one.closesAt - (await f.now()) + HOUR);
    expect(await stateOfCheckIn(one)).toBe('not-asked');
  });

  test('whoever confirms the very address has it asked again', async () => {
    const one = await asked();
    const { email } = await f.db
      .selectFrom('patient')
      .select('email')
      .where('id', '=', one.patientId)
      .executeTakeFirstOrThrow();
    await bounce(one);
    expect((await ledgerOf(one)).filter(({ state }) => state === 'planned')).toEqual([]);

    await newAddress(one, email);

    const planned = (await ledgerOf(one)).filter(({ state }) => state === 'planned');
    expect(planned.map(({ role }) => role)).toEqual(['invite', 'reminder-1', 'reminder-2']);
    expect((await f.openTasks(one.id)).map(({ kind }) => kind)).not.toContain('correct-contact');
  });
});
