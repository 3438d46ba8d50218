import { one, resolve } from '../../../src/storage/escalation/escalations';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';

let f: LadderFixture;
beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});

const PAIRS = 1000;
const AT_ONCE = 10;

test('a thousand concurrent pairs of save and resolve lose no signal', async () => {
  const clinic = await f.aClinic();
  const staff = await clinic.staff('clinician');
  // Enough patients that a resolution now and then comes before the next save, and few enough that they meet.
  const patients = await Promise.all(Array.from({ length: 25 }, () => clinic.patient()));
  const counts = { raised: 0, joined: 0, resolved: 0, stale: 0 };

  const openOf = (patientId: string) =>
    f.db
      .selectFrom('escalation')
      .select('id')
      .where('patient_id', '=', patientId)
      .where('status', '<>', 'resolved')
      .executeTakeFirst();
  const look = async (patientId: string) => {
    const open = await openOf(patientId);
    return open ? one(f.db, clinic.clinicId, open.id) : null;
  };
  async function end(seen: Awaited<ReturnType<typeof look>>): Promise<void> {
    if (!seen) return;
    const { id, revision, signals } = seen;
    const outcomes = signals.map((signal) => ({ id: signal.id, outcome: 'not-clinical' as const }));
    try {
      await f.within((tx) => resolve(tx, { id, staff, revision, signals: outcomes, messages: 'resume', note: null }));
      counts.resolved += 1;
    } catch (error) {
      const { code } = error as { code: string };
      expect(['stale-revision', 'invalid', 'not-possible-now']).toContain(code);
      counts.stale += 1;
    }
  }
  async function pair(n: number): Promise<void> {
    const patientId = patients[n % patients.length] ?? '';
    const signal = clinic.signal(patientId, { rule: `rule-${n % 3}`, signalKey: `pair-${n}` });
    // Every other time the resolution is the first in line; what it decides on was read before either way.
    const seen = await look(patientId);
    const ending = n % 2 === 0 ? end(seen) : null;
    const saving = f.raise(signal);
    const [save] = await Promise.all([saving, ending ?? end(seen)]);
    counts.raised += Number(save.raised);
    counts.joined += Number(save.joined);
  }
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < PAIRS) await pair(next++);
    }),
  );

  const signals = await f.db
    .selectFrom('escalation_signal')
    .select(['key', 'outcome', 'escalation_id'])
    .where('key', 'like', 'pair-%')
    .execute();
  const open = await Promise.all(patients.map(openOf));
  const openIds = new Set(open.map((row) => row?.id));
  expect(counts.raised + counts.joined).toBe(PAIRS);
  expect(signals).toHaveLength(PAIRS);
  // Every signal is answered for, or still in view: none was swept away by a resolution that had not seen it.
  expect(signals.filter(({ outcome, escalation_id }) => (outcome === null) !== openIds.has(escalation_id))).toEqual([]);
  expect(counts.resolved).toBeGreaterThan(0);
  expect(counts.stale).toBeGreaterThan(0);
  expect(counts.joined).toBeGreaterThan(0);
});

test('fifty at once for one patient raise one escalation', async () => {
  const clinic = await f.aClinic();
  const patient = await clinic.patient();

  const results = await Promise.all(
    Array.from({ length: 50 }, (_, n) => f.raise(clinic.signal(patient, { signalKey: `same-${n % 5}-${patient}` }))),
  );

  expect(results.filter((result) => result.raised)).toHaveLength(1);
  expect(results.filter((result) => result.joined)).toHaveLength(4);
  expect(new Set(results.map((result) => result.escalationId)).size).toBe(1);
});
