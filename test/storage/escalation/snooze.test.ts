import { DAY, HOUR } from '../../../src/domain/words/time';
import { snooze } from '../../../src/storage/escalation/escalations';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { twoOnDuty } from '../../support/two-on-duty';

let f: LadderFixture;
let duty: Awaited<ReturnType<typeof twoOnDuty>>;
beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  duty = await twoOnDuty(f);
});

const raise = async (tier: 'now' | 'today' | 'digest') =>
  (await f.raise(duty.clinic.signal(duty.patient, { tier, class: 'medication' }))).escalationId;
const putOff = async (id: string, ms: number, staff = duty.ann) => {
  const until = (await duty.clinic.now()) + ms;
  return f.within((tx) => snooze(tx, { id, staff, revision: 1, until, reason: 'after the ward round' }));
};

test('is silent until then, and begins anew', async () => {
  const id = await raise('today');
  await duty.step(id);
  await putOff(id, 3 * HOUR);

  expect(await duty.view(id)).toMatchObject({
    status: 'acknowledged',
    owner: { id: duty.ann.staffId },
    holding: { what: 'snoozed', reason: 'after the ward round' },
  });
  expect(await f.messagesOf(id)).toMatchObject([{ state: 'withheld', reason: 'acknowledged' }]);
  await duty.clinic.pass(2 * HOUR);
  expect(await duty.step(id)).toMatchObject({ planned: 0 });

  await duty.clinic.pass(HOUR);
  await duty.step(id);
  expect(await duty.view(id)).toMatchObject({ status: 'open', owner: null, round: 2, rung: 1 });
});

test('never what somebody is needed for now', async () => {
  const id = await raise('now');

  await expect(putOff(id, HOUR)).rejects.toMatchObject({ code: 'not-possible-now' });
  expect(await duty.view(id)).toMatchObject({ status: 'open', snoozeUntil: null });
});

test.each([
  ['today', DAY],
  ['digest', 7 * DAY],
] as const)('a %s item goes no further than the clinic says', async (tier, longest) => {
  const id = await raise(tier);

  await expect(putOff(id, longest + HOUR)).rejects.toMatchObject({
    code: 'invalid',
    details: {
      errors: [
        { field: 'until', message: expect.stringMatching(/^It may be put off for (1 day|7 days) at most/) as string },
      ],
    },
  });
  await expect(putOff(id, -HOUR)).rejects.toMatchObject({ code: 'invalid' });
  await putOff(id, longest - HOUR);
  expect(await duty.view(id)).toMatchObject({ status: 'acknowledged' });
});

test('ends when somebody is needed now for the same patient, whatever is put off of theirs', async () => {
  const [medicine, other] = [await raise('today'), await raise('digest')];
  await putOff(medicine, 3 * HOUR);
  await duty.take(other);
  const elsewhere = await f.raise(duty.clinic.signal(await duty.clinic.patient(), { tier: 'today' }));
  await putOff(elsewhere.escalationId, 3 * HOUR);

  await raise('now');

  expect(await duty.view(medicine)).toMatchObject({ status: 'open', owner: null, round: 2, rung: 0 });
  expect(await f.stepsOf(medicine)).toContain('snooze-voided');
  expect(await duty.step(medicine)).toMatchObject({ planned: 1 });
  // Somebody works on the other one, and the other patient is not concerned.
  expect(await duty.view(other)).toMatchObject({ status: 'acknowledged' });
  expect(await duty.view(elsewhere.escalationId)).toMatchObject({ status: 'acknowledged' });
});

test('a lesser signal leaves it put off', async () => {
  const id = await raise('today');
  await putOff(id, 3 * HOUR);

  await raise('digest');

  expect(await duty.view(id)).toMatchObject({ status: 'acknowledged' });
});
