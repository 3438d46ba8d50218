import { sql } from 'kysely';
import { HOUR, MINUTE } from '../../../src/domain/words/time';
import { handOver } from '../../../src/storage/escalation/escalations';
import { beginAttempts, settle } from '../../../src/storage/message/messages';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { twoOnDuty } from '../../support/two-on-duty';

let f: LadderFixture;
let duty: Awaited<ReturnType<typeof twoOnDuty>>;
let cat: Awaited<ReturnType<typeof duty.clinic.staff>>;
let id: string;
beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  duty = await twoOnDuty(f);
  cat = await duty.clinic.staff('clinician');
  ({ escalationId: id } = await f.raise(duty.clinic.signal(duty.patient)));
  await duty.step(id);
});

const give = (to: string, staff = duty.ann) =>
  f.within((tx) => handOver(tx, { id, staff, revision: 1, to, reason: 'my duty ends' }));
const toCat = async () => (await f.messagesOf(id)).filter((row) => row.staff_id === cat.staffId);

/** What the dispatcher does with it. */
async function send(outcome: 'accepted' | 'bounced'): Promise<unknown> {
  const [message] = await toCat();
  await sql`update message set state = 'claimed' where id = ${message?.id ?? ''}`.execute(f.db);
  const [handover] = await beginAttempts(f.db, [message?.id ?? ''], 60);
  if (!handover) return (await toCat()).at(0)?.reason;
  await settle(f.db, [
    {
      attemptId: handover.attemptId,
      to: handover.to,
      outcome:
        outcome === 'accepted'
          ? { outcome: 'accepted', code: 250 }
          : { outcome: 'refused', code: 550, hardBounce: true },
    },
  ]);
  return handover.alert;
}

test('makes it another person’s, who is told, and stops the paging of the others', async () => {
  await give(cat.staffId);

  const view = await duty.view(id);
  expect(view).toMatchObject({
    status: 'acknowledged',
    owner: { id: cat.staffId },
    holding: { what: 'handed-over', reason: 'my duty ends' },
    revision: 1,
  });
  expect(view.ownedUntil).toBeGreaterThan((await duty.clinic.now()) + 3 * HOUR);
  expect((await f.messagesOf(id)).map(({ staff_id, state }) => [staff_id, state])).toEqual([
    [duty.ann.staffId, 'withheld'],
    [cat.staffId, 'planned'],
  ]);
  expect(await send('accepted')).toMatchObject({ handedOver: true, times: 1 });
});

test('holds as long as an acknowledgement where it was told, and then rings again', async () => {
  await give(cat.staffId);
  await send('accepted');

  await duty.clinic.pass(20 * MINUTE);
  expect(await duty.step(id)).toMatchObject({
    planned: 0,
    waitingFor: expect.stringContaining('resolution') as string,
  });

  await duty.clinic.pass(4 * HOUR);
  await duty.step(id);
  expect(await duty.view(id)).toMatchObject({ status: 'open', owner: null, round: 2, rung: 1 });
});

test('that nobody’s server took is nobody’s: after the time of the first rung it rings again', async () => {
  await give(cat.staffId);

  expect((await duty.step(id)).dueInMs).toBeLessThanOrEqual(15 * MINUTE);
  await duty.clinic.pass(15 * MINUTE);
  await duty.step(id);

  expect(await duty.view(id)).toMatchObject({ status: 'open', owner: null, round: 2, rung: 1 });
  expect(await send('accepted')).toBe('new-round');
});

test('to a mailbox that does not exist rings again at once', async () => {
  await give(cat.staffId);
  await send('bounced');
  await duty.step(id);

  expect(await duty.view(id)).toMatchObject({ status: 'open', round: 2, rung: 1 });
});

test('is void once another sign comes in, and the receiver is not told any more', async () => {
  await give(cat.staffId);
  await f.raise(duty.clinic.signal(duty.patient, { rule: 'saddle-numbness' }));

  expect(await duty.view(id)).toMatchObject({
    status: 'open',
    owner: null,
    round: 2,
    signals: [{ isNew: false }, { isNew: true }],
  });
  expect(await send('accepted')).toBe('new-round');
  expect(await f.stepsOf(id)).toContain('acknowledgement-voided');
});

test('taken on by somebody else meanwhile, it is told to nobody', async () => {
  await give(cat.staffId);
  await duty.take(id, duty.bob);

  expect((await toCat()).map(({ state, reason }) => [state, reason])).toEqual([['withheld', 'acknowledged']]);
});

test('may go on from hand to hand, and keeps why in a text that can be erased', async () => {
  await give(cat.staffId);
  await give(duty.bob.staffId, cat);

  expect(await duty.view(id)).toMatchObject({ owner: { id: duty.bob.staffId }, holding: { what: 'handed-over' } });
  const { rows } = await sql<{ detail: string }>`select detail::text from escalation_step
    where escalation_id = ${id} and what = 'handed-over'`.execute(f.db);
  expect(rows).toHaveLength(2);
  expect(rows.map(({ detail }) => detail).join()).not.toContain('my duty ends');
});

describe('is refused, in words,', () => {
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown as { code: string; message: string; details?: { errors?: { message: string }[] } },
    );
    return `${error?.code ?? 'none'}: ${error?.details?.errors?.[0]?.message ?? error?.message ?? ''}`;
  };

  test('to somebody who may not own it', async () => {
    const { staffId } = await duty.clinic.staff('coordinator', { name: 'Priya' });
    expect(await refusal(give(staffId))).toBe(
      'invalid: Priya may not own this escalation. It is for: clinician, lead, as a named person.',
    );
  });

  test('to somebody who is away, has left, or would not hear of it', async () => {
    const now = await duty.clinic.now();
    await f.insert('absence', {
      ...{ clinic_id: duty.clinic.clinicId, staff_id: cat.staffId },
      ...{ starts_at: new Date(now - HOUR), ends_at: new Date(now + HOUR) },
    });
    const gone = await duty.clinic.staff('clinician', { active: false });
    const mute = await duty.clinic.staff('clinician', { email: null });

    expect(await refusal(give(cat.staffId))).toContain('is away at this moment');
    expect(await refusal(give(gone.staffId))).toContain('no longer works here');
    expect(await refusal(give(mute.staffId))).toContain('neither a mailbox nor a pager');
  });

  test('to nobody of this clinic, and to whoever has it', async () => {
    const elsewhere = await (await f.aClinic()).staff();
    await duty.take(id, duty.bob);

    expect(await refusal(give(elsewhere.staffId))).toContain('There is no such member of staff');
    expect(await refusal(give(duty.bob.staffId))).toContain('has this escalation already');
  });

  test('by who may not have it, with an old revision, and once it is resolved', async () => {
    const coordinator = await duty.clinic.staff('coordinator');
    expect(await refusal(give(cat.staffId, coordinator))).toContain('You may not hand over this escalation');

    await f.raise(duty.clinic.signal(duty.patient, { rule: 'saddle-numbness' }));
    expect(await refusal(give(cat.staffId))).toContain('stale-revision');

    await duty.end(id);
    expect(await refusal(give(cat.staffId))).toContain('not-possible-now');
  });
});
