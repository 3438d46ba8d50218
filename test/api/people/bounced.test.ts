import { settleBounce } from '../../../activities/settle-bounce';
import { DAY } from '../../../src/domain/words/time';
import { beginAttempts, claimDue } from '../../../src/storage/message/messages';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let f: CorrectedClinic;
beforeAll(async () => {
  f = await openCorrectedClinic();
});
afterAll(() => f.close());

/** Somebody whose first invitation came back: there is no such mailbox. */
async function bounced(overrides: Parameters<CorrectedClinic['enrolled']>[0] = {}) {
  const one = await f.enrolled(overrides);
  await f.wait(DAY);
  await f.settle();
  const claimed = await claimDue(f.db, { lane: 'bulk', limit: 50, leaseSeconds: 60 });
  for (const { attemptId, to } of await beginAttempts(f.db, claimed, 180)) {
    const outcome = { outcome: 'refused', code: 550, status: '5.1.1', hardBounce: true } as const;
    await settleBounce(f.deps, { attemptId, to, outcome });
  }
  await f.settle();
  return one;
}

const kinds = async (id: string) => (await f.openTasks(id)).map(({ kind }) => kind);
const summaryOf = async (id: string) => {
  await f.settle();
  return (await f.as('coordinator').get(`/api/v1/enrolments/${id}/explanation`)).body.summary as string;
};

test('a new telephone number says nothing of an address that came back', async () => {
  const { id, patientId } = await bounced();
  expect(await kinds(id)).toContain('correct-contact');

  await f.recordOfPerson(patientId, 'contact.changed', { phone: '+44 20 7946 0123' });
  await f.settle();

  expect(await kinds(id)).toContain('correct-contact');
  expect(await summaryOf(id)).toMatch(/^Mail cannot be delivered/);
});

test('a new referral of the same person knows that the address does not work', async () => {
  const { id, patientId } = await bounced();
  await f.recordOfPerson(patientId, 'contact.changed', { preferredTime: '11:00' });
  const patient = await f.db
    .selectFrom('patient')
    .select(['reference', 'email'])
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  const again = await f.enrolled({
    pathway: 'knee-osteoarthritis',
    patient: { reference: patient.reference, email: patient.email ?? '' },
  });
  await f.settle();

  expect(again.id).not.toBe(id);
  expect(await summaryOf(again.id)).toMatch(/^Mail cannot be delivered/);
  expect(await kinds(again.id)).toContain('correct-contact');
});

test('the ledger says of each message why it was not sent', async () => {
  const { id } = await bounced();

  const { body } = await f.as('coordinator').get(`/api/v1/enrolments/${id}/messages?limit=200`);

  const items = body.items as { state: string; why: string | null }[];
  expect(items.length).toBeGreaterThan(1);
  expect(items.filter(({ why }) => why === null)).toEqual([]);
  expect(items.find(({ state }) => state === 'refused')?.why).toMatch(/no such mailbox/);
});
