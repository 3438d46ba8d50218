import { localDateAt } from '../../../../src/domain/calendar/calendar';
import { plan } from '../../../../src/domain/check-ins/plan';
import { safetySignals } from '../../../../src/domain/escalation/safety';
import { DAY } from '../../../../src/domain/words/time';
import { at, type Fact } from '../../../support/care/facts';
import { shippedInstrument } from '../../../support/care/shipped';
import { answers, diagnosed, fact, gateIn, playWhole, stageOf, tasksOf, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
const offered = wholeRules({ 'opioid-trial': true });
const checked = (checks: string[], date: string): Fact => fact('medication.checked', date, { checks }, '10:00');
const started = (name: string, doseLevel: string, date: string): Fact =>
  fact('medication.started', date, { class: name, agent: 'x', doseLevel, startedOn: date });

const nerve = [
  answers('2026-11-21', { pain: 8, 'rmdq-24': 16, 'phq-2': 1 }),
  ...diagnosed('neuropathic'),
  checked(['renal-function', 'other-sedatives', 'mood', 'driving'], '2026-11-25'),
  started('gabapentin', 'starting', '2026-11-25'),
];
const worse = { gate: 'neuropathic-trial-worse', kind: 'getting-worse' };

describe('a trial of a medicine for nerve pain', () => {
  it('whose result is known keeps it while the question waits, although the scores grow old', () => {
    const end = answers('2027-02-06', { pain: 4, 'rmdq-24': 8, pgic: 2 });
    const silent = ['2027-02-13', '2027-02-20', '2027-03-06'].map((date) => answers(date, { 'gad-2': 0 }));

    expect(gateIn(playWhole([...nerve, end, ...silent], at('2027-03-07'), rules))).toMatchObject({
      gate: 'neuropathic-trial-reached',
      kind: 'success',
    });
  });

  it('is put before a clinician when mood has fallen, and not when it only stayed low', () => {
    const fallen = [...nerve, answers('2026-12-19', { pain: 8, 'phq-2': 3 }, 'mood')];
    const low = [
      answers('2026-11-21', { pain: 8, 'phq-2': 3 }),
      ...nerve.slice(1),
      answers('2026-12-19', { pain: 8, 'phq-2': 3 }, 'mood'),
    ];

    expect(gateIn(playWhole(fallen, at('2026-12-20'), rules))).toMatchObject(worse);
    expect(gateIn(playWhole(low, at('2026-12-20'), rules))).toBeNull();
  });

  it.each(['medicine-safety.drowsy', 'medicine-safety.breathing'])('is put before a clinician after %s', (rule) => {
    const signal = {
      type: 'safety.signalled',
      at: at('2026-12-05', '09:20'),
      data: { checkIn: 'care/neuropathic-trial/medicine@2026-12-05', rule, class: 'medication', tier: 'now' },
    } as Fact;
    const facts = [...nerve, signal, answers('2026-12-05', { pain: 8 }, 'medicine')];

    expect(gateIn(playWhole(facts, at('2026-12-06'), rules))).toMatchObject(worse);
  });

  it('can go on after that by a decision, and is left out where the clinic does not offer it', () => {
    const fallen = [...nerve, answers('2026-12-19', { pain: 8, 'phq-2': 3 }, 'mood')];
    const goOn = fact('decision.made', '2026-12-21', { gate: worse.gate, choice: 'approve', reason: 'x' });
    const without = wholeRules({ 'neuropathic-trial': false });

    expect(gateIn(playWhole([...fallen, goOn], at('2026-12-22'), rules))).toBeNull();
    expect(stageOf(playWhole([...fallen, goOn], at('2026-12-22'), rules))).toBe('neuropathic-trial');
    expect(stageOf(playWhole(diagnosed('neuropathic'), at('2026-11-25'), without))).toBe('injection');
  });
});

describe('an opioid trial', () => {
  const impossible = ['gabapentin', 'pregabalin', 'snri', 'tricyclic'].map((name, index) =>
    fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${index}`),
  );
  const decide = (gate: string, date: string, choice: 'approve' | 'decline' = 'approve'): Fact =>
    fact('decision.made', date, { gate, choice, reason: 'x' });
  const trial = [
    ...diagnosed('neuropathic'),
    ...impossible,
    decide('after-neuropathic-trial', '2026-11-26'),
    fact('medication.contraindicated', '2026-11-27', { class: 'snri', reason: 'x' }),
    answers('2026-11-28', { pain: 8 }),
    decide('after-second-trial', '2026-11-30'),
    fact('score.entered', '2026-11-30', { instrument: 'ort-oud', total: 1 }, '12:00'),
    checked(['ort-oud', 'prescription-register', 'goals', 'naloxone'], '2026-12-01'),
    started('opioid', 'short-acting', '2026-12-01'),
  ];

  it('is not gone on with past its 28 days', () => {
    const helped = [...trial, answers('2026-12-19', { pain: 4 })];
    const again = decide('opioid-reached', '2026-12-21', 'decline');

    expect(gateIn(playWhole(helped, at('2026-12-20'), offered))).toMatchObject({ gate: 'opioid-reached' });
    const own = playWhole([...helped, again], at('2026-12-22'), offered).state.tracks[0]?.own;
    // 14 days later would be the 9th of January; the 28th day is the 29th of December.
    expect(own).toMatchObject({ trial: { evaluation: { on: '2026-12-26' } } });
  });

  it('that still runs on its 28th day is told to the clinicians the same day, and nothing is stopped', () => {
    const played = playWhole(trial, at('2026-12-29', '12:00'), offered);
    const hard = played.effects.filter((effect) => effect.type === 'raise-escalation' && /hard-end/.test(effect.rule));

    expect(hard).toMatchObject([{ tier: 'today', class: 'decision' }]);
    expect(tasksOf(played)).toContain('taper-review');
    expect(played.state.history.medicines?.taken.map((each) => each.class)).toEqual(['opioid']);
    expect(played.entries.map(({ what }) => what)).not.toContain('medication.stopped');
  });

  it('is asked about on its days also when the track has gone on, as long as it is taken', () => {
    const bypassed = fact('stage.bypassed', '2026-12-03', { track: 'care', reason: 'new weakness' });
    const asked = (facts: Fact[]) => {
      const { state } = playWhole(facts, at('2026-12-03', '12:00'), offered);
      return plan(offered, state, at('2026-12-31'))
        .filter(({ checkIn }) => checkIn === 'opioid-safety')
        .map(({ opensAt }) => localDateAt('Europe/London', opensAt));
    };
    const stopped = fact('medication.stopped', '2026-12-03', { class: 'opioid', reason: 'x' }, '11:30');

    expect(asked(trial)).toEqual(['2026-12-04', '2026-12-08', '2026-12-15']);
    expect(asked([...trial, bypassed])).toEqual(['2026-12-04', '2026-12-08', '2026-12-15']);
    expect(asked([...trial, bypassed, stopped])).toEqual([]);
  });

  it('has its need looked at after four weeks and every 90 days, for as long as it is taken', () => {
    const next = (facts: Fact[], date: string): string[] =>
      playWhole(facts, at(date, '12:00'), offered).state.tasks.map(({ task }) => task);
    const reviewed = fact('medication.reviewed', '2027-01-04', { classes: ['opioid'], weighed: ['opioid'] });

    expect(next(trial, '2026-12-28')).not.toContain('review-medicine');
    expect(next(trial, '2026-12-29')).toContain('review-medicine');
    expect(next([...trial, reviewed], '2027-04-02')).not.toContain('review-medicine');
    expect(next([...trial, reviewed], '2027-04-06')).toContain('review-medicine');
  });
});

describe('a severe side effect', () => {
  const sideEffects = shippedInstrument('side-effects');
  const answered = (value: number) => Object.fromEntries(sideEffects.items.map(({ id }) => [id, value]));

  it('is told to a clinician the same day, each by its own rule; anything less is only kept', () => {
    const severe = safetySignals(sideEffects, answered(3), []);

    expect(safetySignals(sideEffects, answered(2), [])).toEqual([]);
    expect(severe.map(({ item }) => item)).toEqual(sideEffects.items.map(({ id }) => id));
    expect(new Set(severe.map(({ class: named, tier }) => [named, tier].join()))).toEqual(
      new Set(['medication,today']),
    );
    expect(severe.find(({ rule }) => rule === 'side-effects.constipation')?.help).toBe('constipation');
  });

  it('has a ladder in the clinic whose acknowledgement ends within a working day', () => {
    const { medication } = rules.clinic.policies;

    expect(medication.rungs.length).toBeGreaterThan(0);
    expect(medication.acknowledgementMinutes * 60_000).toBeLessThanOrEqual(DAY);
  });
});
