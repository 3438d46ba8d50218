import { list, resolve, type Actor, type SignalOutcome } from '../../../src/storage/escalation/escalations';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { twoOnDuty } from '../../support/two-on-duty';

let f: LadderFixture;
type Duty = Awaited<ReturnType<typeof twoOnDuty>>;
let clinic: Duty['clinic'];
let ann: Duty['ann'];
let patient: Duty['patient'];
let take: Duty['take'];
let step: Duty['step'];
let view: Duty['view'];
let end: Duty['end'];

beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  ({ clinic, ann, patient, take, step, view, end } = await twoOnDuty(f));
});

describe('acknowledging', () => {
  test('names the owner, stops the paging and withholds what was planned', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);

    const held = await take(escalationId, ann, 1);

    expect(held).toMatchObject({ status: 'acknowledged', owner: { id: ann.staffId }, revision: 1 });
    expect(await f.messagesOf(escalationId)).toMatchObject([{ state: 'withheld', reason: 'acknowledged' }]);
  });

  test('a different red flag afterwards voids it and begins a new round', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);
    await take(escalationId);

    await f.raise(clinic.signal(patient, { rule: 'saddle-numbness' }));

    const now = await view(escalationId);
    expect(now).toMatchObject({
      status: 'open',
      owner: null,
      round: 2,
      rung: 0,
      signals: [{}, { sinceAcknowledged: true }],
    });
    expect(await step(escalationId)).toMatchObject({ planned: 1 });
  });

  test('the same red flag in the same check-in only shows', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await take(escalationId);

    await f.raise(clinic.signal(patient));

    expect(await view(escalationId)).toMatchObject({ status: 'acknowledged', revision: 2, round: 1 });
  });

  test('a stale revision is refused with what is new', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await f.raise(clinic.signal(patient, { rule: 'saddle-numbness' }));

    await expect(take(escalationId, ann, 1)).rejects.toMatchObject({
      code: 'stale-revision',
      details: { revision: 2, newSignals: [{ rule: 'saddle-numbness' }] },
    });
  });

  test('nobody without a name, of another clinic, or of the canary does it', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    const elsewhere = await f.aClinic();

    await expect(take(escalationId, { ...ann, staffId: null })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(take(escalationId, { ...ann, role: 'canary' })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(take(escalationId, { ...ann, clinicId: elsewhere.clinicId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('resolving', () => {
  test('ends it and says what each open enrolment must record', async () => {
    const enrolment = await clinic.enrolment(patient);
    const { escalationId } = await f.raise(clinic.signal(patient, { enrolmentId: enrolment }));

    const { resolved, facts } = await end(escalationId);

    expect(resolved).toBe(true);
    expect(facts).toEqual([
      { enrolmentId: enrolment, type: 'escalation.resolved', data: { escalation: escalationId, messages: 'resume' } },
    ]);
    expect(await view(escalationId)).toMatchObject({
      status: 'resolved',
      dueAt: null,
      signals: [{ outcome: 'reached-safe' }],
    });
  });

  test('could not reach keeps it open, asks for another way and pages again', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);
    await take(escalationId);

    const { resolved, facts } = await end(escalationId, 'could-not-reach');

    expect({ resolved, facts }).toEqual({ resolved: false, facts: [] });
    expect(await view(escalationId)).toMatchObject({ status: 'open', round: 2, rung: 0 });
    const tasks = await f.db.selectFrom('task').select('kind').where('patient_id', '=', patient).execute();
    expect(tasks).toEqual([{ kind: 'reach-by-other-way' }]);
    expect(await step(escalationId)).toMatchObject({ planned: 1 });
  });

  test('needs a clinician, and exactly one outcome for every signal', async () => {
    const { escalationId: id } = await f.raise(clinic.signal(patient));
    await f.raise(clinic.signal(patient, { rule: 'saddle-numbness' }));
    const { signals, revision } = await view(id);
    const [first] = signals.map((signal) => ({ id: signal.id, outcome: 'reached-safe' as const }));
    if (!first) throw new Error('no signal');
    const attempt = (outcomes: SignalOutcome[], staff: Actor = ann) =>
      f.within((tx) => resolve(tx, { id, staff, revision, signals: outcomes, messages: 'end', note: null }));

    await expect(attempt([first])).rejects.toMatchObject({ code: 'invalid', details: { missing: [signals[1]?.id] } });
    await expect(attempt([first, first])).rejects.toMatchObject({ code: 'invalid' });
    await expect(attempt([{ ...first, id: patient }])).rejects.toMatchObject({ code: 'invalid' });
    await expect(end(id, 'reached-safe', await clinic.staff('coordinator'))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(await view(id)).toMatchObject({ status: 'open', signals: [{ outcome: null }, { outcome: null }] });
  });

  test('is refused when a signal has come in meanwhile, and the second time', async () => {
    const { escalationId: id } = await f.raise(clinic.signal(patient));
    const { signals } = await view(id);
    await f.raise(clinic.signal(patient));
    const outcomes = signals.map((signal) => ({ id: signal.id, outcome: 'not-clinical' as const }));

    const stale = f.within((tx) =>
      resolve(tx, { id, staff: ann, revision: 1, signals: outcomes, messages: 'end', note: null }),
    );

    await expect(stale).rejects.toMatchObject({ code: 'stale-revision' });
    await end(id);
    await expect(end(id)).rejects.toMatchObject({ code: 'not-possible-now' });
  });
});

test('the list has tier now first, then what was raised first, whoever has it, and no canary', async () => {
  const held = await f.raise(clinic.signal(patient));
  await take(held.escalationId);
  const free = await f.raise(clinic.signal(await clinic.patient()));
  const today = await f.raise(clinic.signal(patient, { tier: 'today' }));
  await f.raise(clinic.signal(patient, { class: 'canary' }));

  const ids = async (status: 'open' | 'acknowledged' | 'resolved') =>
    (await list(f.db, clinic.clinicId, { status, staffId: null }, { limit: 50, after: null })).map(({ id }) => id);

  expect(await ids('open')).toEqual([held.escalationId, free.escalationId, today.escalationId]);
  expect(await ids('acknowledged')).toEqual([held.escalationId]);
  expect(await ids('resolved')).toEqual([]);
});
