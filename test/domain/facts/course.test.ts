import { advance } from '../../../src/domain/step/advance';
import { plusDays } from '../../../src/domain/calendar/calendar';
import { explain } from '../../../src/domain/telling/explain';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { verdictText } from '../../../src/domain/telling/rules';
import { waitingFor } from '../../../src/domain/telling/summary';
import { at, numbered, type Fact } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { effectTypes, gateOf, play, scripts } from '../../support/care/scripted-patient';

const rules = shippedRules();
const QUESTION = 'Surgical review?';
/** The end is asked about on 16 January 2027; its window closes a week later. */
const END = '2027-01-16';

describe('three patients at the gate', () => {
  const verdicts = Object.entries({
    succeeds: ['success', /^Criteria met: /],
    failsAfterAnAdequateTrial: ['not-enough', /^Criteria not met: the trial was long enough/],
    cannotTell: ['cannot-tell', /^Cannot tell: missing RMDQ-24 at the end, PGIC\./],
  } as const);

  it.each(verdicts)('%s: %s', (name, [kind, words]) => {
    const { state } = play(rules, scripts[name as keyof typeof scripts], { until: at('2027-01-24') });
    const text = verdictText(QUESTION, gateOf(state).verdict);

    expect(gateOf(state).verdict.kind).toBe(kind);
    expect(text).toMatch(words);
    expect(text).toMatch(/To decide: Surgical review\?$/);
    expect(text).not.toMatch(/fail/i);
  });

  it('is asked of the one who answered at once, of the silent one when the window closes', () => {
    expect(gateOf(play(rules, scripts.succeeds, { until: at('2027-01-24') }).state).openedAt).toBe(at(END, '09:30'));
    expect(gateOf(play(rules, scripts.cannotTell, { until: at('2027-01-24') }).state).openedAt).toBe(
      at('2027-01-23', '09:00'),
    );
  });

  it('is told that a trial with too few weeks is not yet adequate', () => {
    const script = scripts.failsAfterAnAdequateTrial.filter((step) => !(step.onDay === 22 && 'fact' in step));
    const { verdict } = gateOf(play(rules, script, { until: at('2027-01-24') }).state);

    expect(verdict).toMatchObject({
      kind: 'not-yet-adequate',
      missing: ['2 more weeks at target or maximum-tolerated dose level'],
    });
    expect(verdictText(QUESTION, verdict)).toMatch(/^Not yet adequate: missing 2 more weeks/);
  });
});

describe('the gate', () => {
  it('is escalated when nobody answers, again each week, and stays open', () => {
    const played = play(rules, scripts.failsAfterAnAdequateTrial, { until: at('2027-02-20') });

    const raised = played.effects.filter((effect) => effect.type === 'raise-escalation');
    expect(raised).toEqual(
      ['', '/2', '/3', '/4', '/5'].slice(0, raised.length).map((again): unknown =>
        expect.objectContaining({
          tier: 'today',
          class: 'decision',
          key: `care/neuropathic-trial/surgical-review@${END}/unanswered${again}`,
        }),
      ),
    );
    expect(raised.length).toBeGreaterThan(2);
    expect(gateOf(played.state).escalated).toBe(true);
  });

  it('takes late answers in and is put again with what they change', () => {
    const script = scripts.cannotTell;
    const key = `care/neuropathic-trial/weekly@${END}`;
    const scores = [
      { score: 'peg', value: 4, raw: 12 },
      { score: 'rmdq-24', value: 8, raw: 8 },
      { score: 'pgic', value: 1, raw: 1 },
    ];
    const facts: Fact[] = [
      { type: 'check-in.answered', at: at('2027-01-25'), data: { checkIn: key, scores, late: true } },
    ];
    const played = play(rules, script, { until: at('2027-01-26'), facts });

    expect(played.entries.filter((entry) => entry.key === key).map((entry) => entry.what)).toEqual([
      'check-in.opened',
      'check-in.missed',
      'check-in.answered-late',
    ]);
    expect(
      played.effects.filter((effect) => effect.type === 'open-gate').map((effect) => [effect.key, effect.verdict.kind]),
    ).toEqual([
      ['care/neuropathic-trial/surgical-review@2027-01-23', 'cannot-tell'],
      ['care/neuropathic-trial/surgical-review@2027-01-23', 'success'],
    ]);
  });

  it('sends an approved patient to the review, where the next question is open at once', () => {
    const facts: Fact[] = [
      {
        type: 'decision.made',
        at: at('2027-01-20'),
        data: { gate: 'surgical-review', choice: 'approve', reason: 'x' },
      },
    ];
    const played = play(rules, scripts.failsAfterAnAdequateTrial, { until: at('2027-01-21'), facts });

    expect(waitingFor(rules, played.state)).toMatchObject([
      { stage: 'surgical-review', waitingFor: { for: 'decision', gate: 'surgical-decision' } },
    ]);
    expect(effectTypes(played).slice(-3)).toEqual(['close-gate', 'open-gate', 'open-task']);
  });

  it('declined goes round twice, then returns the patient to the referrer', () => {
    const decline = (date: string): Fact => ({
      type: 'decision.made',
      at: at(date),
      data: { gate: 'surgical-review', choice: 'decline', reason: 'x' },
    });
    const facts = [decline('2027-01-20'), decline('2027-03-16'), decline('2027-05-11')];
    const played = play(rules, scripts.failsAfterAnAdequateTrial, { until: at('2027-06-01'), facts });

    expect(played.effects.filter((effect) => effect.type === 'open-gate')).toHaveLength(3);
    expect(played.state.ended).toEqual({ at: at('2027-05-11'), reason: 'returned-to-referrer' });
  });

  it('opens at once when the medication is stopped, and asks the questions of the end soon after', () => {
    const facts: Fact[] = [{ type: 'medication.stopped', at: at('2026-12-16'), data: { reason: 'x' } }];
    const played = play(rules, scripts.cannotTell, { until: at('2026-12-20'), facts });

    expect(gateOf(played.state)).toMatchObject({ openedAt: at('2026-12-16'), verdict: { kind: 'cannot-tell' } });
    expect(played.state.checkIns.find((checkIn) => checkIn.key.endsWith('2026-12-19'))?.ask).toEqual([
      'red-flags',
      'peg',
      'rmdq-24',
      'pgic',
    ]);
  });
});

describe('deadlines', () => {
  it('ask clinicians once for the diagnosis, at the first opening after 42 days', () => {
    const played = play(rules, [], { until: at('2027-02-01') });
    const task = played.effects.filter((effect) => effect.type === 'open-task' && effect.task === 'record-diagnosis');

    expect(task).toEqual([expect.objectContaining({ team: 'clinicians' })]);
    expect(played.entries.find((entry) => entry.key?.startsWith('record-diagnosis'))?.at).toBe(
      at('2027-01-01', '09:00'),
    );
    expect(waitingFor(rules, played.state)[0]).toMatchObject({ stage: 'diagnosis', waitingFor: { for: 'record' } });
  });

  it('ask for the start of a trial, and take the task back when it comes', () => {
    const start: Fact = {
      type: 'medication.started',
      at: at('2026-12-15'),
      data: { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn: '2026-12-14' },
    };
    const played = play(rules, scripts.cannotTell.slice(0, 2), { until: at('2026-12-16'), facts: [start] });

    expect(
      played.entries.filter((entry) => entry.key?.startsWith('record-trial-start')).map((entry) => entry.what),
    ).toEqual(['task.opened', 'task.closed']);
  });
});

describe('the end', () => {
  const died = (date: string): Fact => ({ type: 'patient.died', at: at(date), data: {} });
  const approve: Fact = {
    type: 'decision.made',
    at: at('2027-01-20'),
    data: { gate: 'surgical-review', choice: 'approve', reason: 'x' },
  };

  it.each([
    ['diagnosis', '2026-11-22', []],
    ['the trial', '2026-12-20', []],
    ['the open question', '2027-01-18', []],
    ['surgical review', '2027-01-25', [approve]],
  ])('by death during %s leaves nothing open but what is owed to people', (_name, date, facts) => {
    const until = at(date);
    const script = scripts.failsAfterAnAdequateTrial.filter(
      (step) => at(plusDays('2026-11-21', step.onDay), step.time) < until,
    );
    const { state } = play(rules, script, { until: at('2027-06-01'), facts: [...facts, died(date)] });

    expect(state.ended).toEqual({ at: until, reason: 'died' });
    expect(state.checkIns.filter((checkIn) => !checkIn.answered)).toEqual([]);
    expect(state.tracks[0]?.gate).toBeNull();
    expect(state.tasks.map((task) => task.task)).toEqual(['tell-family-contact-ended']);
  });

  it('by withdrawal withdraws the question and closes the tasks', () => {
    const facts: Fact[] = [{ type: 'enrolment.withdrawn', at: at('2027-01-18'), data: { reason: 'x' } }];
    const played = play(rules, scripts.failsAfterAnAdequateTrial, { until: at('2027-01-19'), facts });

    expect(played.effects.at(-1)).toEqual({ type: 'end-enrolment', reason: 'withdrawn' });
    expect(played.effects).toContainEqual({
      type: 'close-gate',
      key: `care/neuropathic-trial/surgical-review@${END}`,
      as: 'withdrawn',
    });
    expect(explain(rules, played.state, played.state.now).summary).toBe(
      'Ended on 18 January 2027: the patient withdrew.',
    );
  });
});

describe('people and messages', () => {
  it('without a telephone become a task, which a number closes', () => {
    const reach = {
      timeZone: 'Europe/London',
      preferredTime: '09:00',
      language: 'en',
      hasEmail: true,
      hasPhone: false,
    };
    const [start] = numbered([
      { type: 'enrolment.started', at: at('2026-11-20'), data: { reach, consent: { email: true } } },
    ]);
    if (!start) throw new Error('no start');
    const first = advance(rules, null, start);
    const [change] = numbered(
      [{ type: 'contact.changed', at: at('2026-11-20', '11:00'), data: { reach: { ...reach, hasPhone: true } } }],
      2,
    );
    const second = change && advance(rules, first.state, change);

    expect(first.effects).toEqual([
      expect.objectContaining({ type: 'open-task', task: 'no-telephone', team: 'coordinators' }),
    ]);
    expect(second?.effects).toEqual([expect.objectContaining({ type: 'close-task', key: 'no-telephone/2026-11-20' })]);
  });

  it('whose address bounces are somebody’s task, once', () => {
    const facts: Fact[] = [
      { type: 'contact.bounced', at: at('2026-11-22'), data: {} },
      { type: 'contact.bounced', at: at('2026-11-23'), data: {} },
    ];
    const played = play(rules, [], { until: at('2026-11-24'), facts });

    expect(played.effects).toEqual([expect.objectContaining({ type: 'open-task', task: 'correct-contact' })]);
  });

  it('that a resolver ended are replaced by a task; those put off pause the course', () => {
    const raised: Fact = { type: 'escalation.raised', at: at('2026-11-22'), data: { escalation: 'one' } };
    const resolved = (messages: 'end' | { until: number }): Fact => ({
      type: 'escalation.resolved',
      at: at('2026-11-23'),
      data: { escalation: 'one', messages },
    });
    const ended = play(rules, [], { until: at('2026-11-24'), facts: [raised, resolved('end')] });
    const putOff = play(rules, [], { until: at('2026-11-24'), facts: [raised, resolved({ until: at('2026-12-01') })] });

    expect(ended.effects).toEqual([expect.objectContaining({ task: 'reach-by-other-way' })]);
    expect(ended.state).toMatchObject({ messagesEnded: true, holds: [] });
    expect(putOff.state.pause).toEqual({ since: at('2026-11-23'), until: at('2026-12-01') });
  });
});

describe('the timeline', () => {
  it('says every entry in one plain sentence', () => {
    const facts: Fact[] = [
      { type: 'enrolment.paused', at: at('2027-01-28'), data: { until: at('2027-02-10'), reason: 'x' } },
    ];
    const { entries } = play(rules, scripts.cannotTell, { until: at('2027-03-01'), facts });
    const texts = entries.map(journalIn('Europe/London'));

    expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text) || /undefined|null|not known\./.test(text))).toEqual([]);
    expect(texts).toContain(
      'What later answers are compared with was fixed (PEG before 8; NRS before 8; RMDQ-24 before 16).',
    );
    expect(texts).toContain('The enrolment was paused until 10 February 2027.');
  });
});
