import { digest } from '../../../src/domain/step/digest';
import { explain } from '../../../src/domain/telling/explain';
import { isQuiet, nextWakeAt } from '../../../src/domain/step/next-wake';
import { plan } from '../../../src/domain/check-ins/plan';
import { at, type Fact, numbered } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { play, scripts } from '../../support/care/scripted-patient';

const rules = shippedRules();

describe('an explanation', () => {
  it('of a running trial names rule, version, source, numbers, and what is missing today', () => {
    const { state } = play(rules, scripts.cannotTell, { until: at('2026-12-05', '10:00') });
    const [track] = explain(rules, state, state.now).tracks;

    expect(track?.why).toMatchObject({
      rule: 'post-laminectomy-syndrome/v1#care/diagnosis/next',
      inputs: [{ name: 'mechanism', value: 'neuropathic' }],
    });
    expect(track?.rule?.id).toBe('post-laminectomy-syndrome/v1#care/neuropathic-trial/success.two-of-three');
    expect(track?.rule?.source).toMatch(/Dworkin 2008/);
    expect(track?.rule?.says).toMatch(/PEG 8 \(before 8, needed 5\.3 or less\)/);
    expect(track?.rule?.says).not.toMatch(/To decide/);
    // What was done comes first: until it is enough no score would say anything.
    expect(track?.missing).toEqual(['2 more weeks at target or maximum-tolerated dose level']);
    expect(track?.next).toEqual([
      {
        at: at('2027-01-23', '09:00'),
        what: 'Evaluation of the trial and the question “Surgical review?”',
        to: 'clinicians',
      },
    ]);
  });

  it('names the smallest change that would have altered the result', () => {
    const scores = [
      { score: 'peg', value: 5.7, raw: 17 },
      { score: 'nrs', value: 7, raw: 7 },
      { score: 'rmdq-24', value: 15, raw: 15 },
      { score: 'pgic', value: 2, raw: 2 },
    ];
    const end: Fact = {
      type: 'check-in.answered',
      at: at('2027-01-16'),
      data: { checkIn: 'care/neuropathic-trial/weekly@2027-01-16', scores, late: false },
    };
    const { state } = play(rules, scripts.cannotTell, { until: at('2027-03-01'), facts: [end] });
    const [track] = explain(rules, state, state.now).tracks;

    expect(state.tracks[0]?.gate?.verdict.kind).toBe('not-enough');
    expect(track?.change).toBe('PEG 5.3 or less');
  });

  it('names everything that would have to be otherwise together, where one thing is not enough', () => {
    const scores = [
      { score: 'peg', value: 8, raw: 24 },
      { score: 'nrs', value: 8, raw: 8 },
      { score: 'rmdq-24', value: 15, raw: 15 },
      { score: 'pgic', value: 4, raw: 4 },
    ];
    const end: Fact = {
      type: 'check-in.answered',
      at: at('2027-01-16'),
      data: { checkIn: 'care/neuropathic-trial/weekly@2027-01-16', scores, late: false },
    };
    const { state } = play(rules, scripts.cannotTell, { until: at('2027-03-01'), facts: [end] });
    const [track] = explain(rules, state, state.now).tracks;

    expect(track?.change).toBe('PEG 5.3 or less and RMDQ-24 11 or less');
  });

  it('says before the end of a trial already what its success still lacks', () => {
    const { state } = play(rules, scripts.cannotTell, { until: at('2026-12-05', '10:00') });
    const [track] = explain(rules, state, state.now).tracks;

    expect(state.tracks[0]?.gate).toBeNull();
    expect(track?.change).toBe('PEG 5.3 or less and an answer to RMDQ-24 of 11 or less');
  });

  it('says that a call is due, by when, and what for', () => {
    const { state } = play(rules, [], { until: at('2026-11-23') });
    const dueAt = at('2026-11-24', '17:00');
    const waiting = {
      ...state,
      tasks: [...state.tasks, { key: 'safety-call/x', task: 'safety-call' as const, dueAt }],
    };

    const told = explain(rules, waiting, waiting.now);

    expect(told.calls).toEqual([{ by: dueAt, what: expect.stringMatching(/^ring the patient today/) as string }]);
    expect(told.summary).toMatch(/A call is due by 24 November 2026: ring the patient today/);
    expect(explain(rules, state, state.now).calls).toEqual([]);
  });

  it('lists the next three things, dated, and promises no message while messages wait', () => {
    const raised: Fact = { type: 'escalation.raised', at: at('2026-11-22'), data: { escalation: 'one' } };
    const plain = play(rules, [], { until: at('2026-11-23') });
    const held = play(rules, [], { until: at('2026-11-23'), facts: [raised] });

    expect(explain(rules, plain.state, plain.state.now).next).toEqual([
      { at: at('2026-11-23', '09:00') + 2 * 86_400_000, what: 'Second reminder', to: 'patient' },
      { at: at('2026-11-28', '09:00'), what: 'Invitation to a check-in', to: 'patient' },
      { at: at('2026-11-30', '09:00'), what: 'First reminder', to: 'patient' },
    ]);
    expect(explain(rules, held.state, held.state.now)).toMatchObject({
      summary: 'Routine messages wait until the open escalation is resolved.',
      next: [{ what: 'Request to record the diagnosis', to: 'clinicians' }],
    });
  });
});

describe('a message', () => {
  it('caused by a staff fact waits until the fact can no longer be undone', () => {
    const paused: Fact = {
      type: 'enrolment.paused',
      at: at('2026-11-20', '11:00'),
      data: { until: at('2026-11-21', '08:58'), reason: 'x' },
    };
    const resumed: Fact = { type: 'consent.changed', at: at('2026-11-21', '08:57'), data: { email: true } };
    const { state } = play(rules, [], { until: at('2026-11-21', '08:59'), facts: [paused, resumed] });
    const [first] = plan(rules, state, at('2026-11-22'));

    expect(first?.opensAt).toBe(at('2026-11-21', '09:00'));
    expect(first?.messages.map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['care/diagnosis/weekly@2026-11-21/invite', at('2026-11-21', '09:07')],
      ['care/diagnosis/weekly@2026-11-21/reminder-1', at('2026-11-23', '09:00')],
      ['care/diagnosis/weekly@2026-11-21/reminder-2', at('2026-11-25', '09:00')],
    ]);
  });

  it('that was held goes out once, when the escalation is resolved', () => {
    const raised: Fact = { type: 'escalation.raised', at: at('2026-11-20', '12:00'), data: { escalation: 'one' } };
    const resolved: Fact = {
      type: 'escalation.resolved',
      at: at('2026-11-24'),
      data: { escalation: 'one', messages: 'resume' },
    };
    const { state } = play(rules, [], { until: at('2026-11-24', '10:01'), facts: [raised, resolved] });

    // The ledger sends the first that has not left, and none beside it.
    expect(plan(rules, state, state.now)[0]?.messages.map(({ role, dueAt }) => [role, dueAt])).toEqual([
      ['invite', at('2026-11-24')],
      ['reminder-1', at('2026-11-24')],
      ['reminder-2', at('2026-11-25', '09:00')],
    ]);
  });

  it.each<[string, Fact]>([
    ['consent is withdrawn', { type: 'consent.changed', at: at('2026-11-20', '12:00'), data: { email: false } }],
    ['the address does not work', { type: 'contact.bounced', at: at('2026-11-20', '12:00'), data: {} }],
  ])('is not planned when %s, but the check-in is', (_name, fact) => {
    const { state } = play(rules, [], { until: at('2026-11-20', '13:00'), facts: [fact] });

    expect(plan(rules, state, at('2026-11-22'))).toMatchObject([
      { key: 'care/diagnosis/weekly@2026-11-21', messages: [] },
    ]);
  });
});

describe('a quiet event', () => {
  const answer = (checkIn: string, date: string): Fact => ({
    type: 'check-in.answered',
    at: at(date),
    data: { checkIn, scores: [{ score: 'peg', value: 5, raw: 15 }], late: false },
  });

  it.each<[string, string, Fact, boolean]>([
    ['a plain answer', '2026-12-05', answer('care/neuropathic-trial/weekly@2026-12-05', '2026-12-05'), true],
    [
      'the answer that ends a trial',
      '2027-01-16',
      answer('care/neuropathic-trial/weekly@2027-01-16', '2027-01-16'),
      false,
    ],
    [
      'a pause',
      '2026-12-05',
      { type: 'enrolment.paused', at: at('2026-12-05'), data: { until: at('2026-12-20'), reason: 'x' } },
      false,
    ],
    [
      'a withdrawn consent',
      '2026-12-05',
      { type: 'consent.changed', at: at('2026-12-05'), data: { email: false } },
      false,
    ],
    [
      'a change of dose',
      '2026-12-12',
      {
        type: 'medication.started',
        at: at('2026-12-12'),
        data: { class: 'gabapentinoid', agent: 'pregabalin', doseLevel: 'titrating', startedOn: '2026-12-12' },
      },
      false,
    ],
  ])('is or is not %s', (_name, date, fact, quiet) => {
    const before = play(rules, scripts.cannotTell, { until: at(date, '09:00') }).state;
    const step = digest(rules, before, numbered([fact], before.lastSeq + 1), { now: fact.at, observed: [] });

    expect(isQuiet(rules, { state: before, wakeAt: nextWakeAt(rules, before, 0) }, step, 0)).toBe(quiet);
  });
});
