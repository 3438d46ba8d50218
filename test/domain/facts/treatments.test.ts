import { refusal } from '../../../src/domain/facts/table';
import { at, numbered, type Fact } from '../../support/care/facts';
import { diagnosed, fact, gateIn, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const NOON = at('2026-12-10', '12:00');

function why(one: Fact, facts: Fact[] = []): string | null {
  const { state } = playWhole(facts, one.at - 1, rules);
  const [event] = numbered([one], state.lastSeq + 1);
  return event ? (refusal(rules, state, event)?.message ?? null) : null;
}

describe('what the patient does not want', () => {
  it('is kept under the names of the pathway, each once', () => {
    const { state } = playWhole(
      [
        fact('treatment.declined', '2026-11-25', { class: 'gabapentin', reason: 'x' }, '10:00'),
        fact('treatment.declined', '2026-11-25', { stage: 'injection', reason: 'x' }, '10:05'),
        fact('treatment.declined', '2026-11-26', { class: 'gabapentin', reason: 'x' }),
        fact('therapy.declined', '2026-11-27', { reason: 'x' }),
      ],
      NOON,
      rules,
    );

    expect(state.history.declined).toEqual([
      { stage: 'injection', at: at('2026-11-25', '10:05') },
      { class: 'gabapentin', at: at('2026-11-26', '11:00') },
      { stage: null, at: at('2026-11-27', '11:00') },
    ]);
  });

  it.each([
    [
      'a class',
      fact('treatment.declined', '2026-11-25', { class: 'gabapentine', reason: 'x' }),
      /^There is no class "gabapentine" here: known are paracetamol, /,
    ],
    [
      'a stage',
      fact('treatment.declined', '2026-11-25', { stage: 'massage', reason: 'x' }),
      /^There is no "massage" in this pathway to decline: they are diagnosis, /,
    ],
    [
      'a block',
      fact('therapy.declined', '2026-11-25', { stage: 'injection', reason: 'x' }),
      /^There is no "injection" in this pathway to decline: they are first-block, /,
    ],
  ])('%s that the pathway does not know is refused with those it knows', (_what, one, sentence) => {
    expect(why(one)).toMatch(sentence);
  });

  it('ends the wait for a trial all of whose classes are declined or cannot be given', () => {
    const before = diagnosed('neuropathic');
    const classes = ['gabapentin', 'pregabalin', 'snri'];
    const declined = classes.map((name, n) =>
      fact('treatment.declined', '2026-11-25', { class: name, reason: 'x' }, `10:0${String(n)}`),
    );
    const cannot = fact('medication.contraindicated', '2026-11-25', { class: 'tricyclic', reason: 'x' });

    expect(gateIn(playWhole([...before, ...declined], NOON, rules))).toBeNull();
    expect(gateIn(playWhole([...before, ...declined, cannot], NOON, rules))).toEqual({
      gate: 'after-neuropathic-trial',
      kind: 'not-yet-adequate',
      missing: ['the trial, whose medicines are contraindicated or declined'],
    });
  });

  it('ends it at once where the whole trial is declined, and a trial that runs goes on', () => {
    const whole = fact('treatment.declined', '2026-11-25', { stage: 'neuropathic-trial', reason: 'x' });

    expect(gateIn(playWhole([...diagnosed('neuropathic'), whole], NOON, rules))?.kind).toBe('not-yet-adequate');
    const started = [
      fact(
        'medication.checked',
        '2026-11-24',
        { checks: ['renal-function', 'other-sedatives', 'mood', 'driving'] },
        '11:30',
      ),
      fact(
        'medication.started',
        '2026-11-24',
        { class: 'snri', agent: 'x', doseLevel: 'starting', startedOn: '2026-11-24' },
        '12:00',
      ),
    ];
    expect(gateIn(playWhole([...diagnosed('neuropathic'), ...started, whole], NOON, rules))).toBeNull();
  });
});

describe('a medicine that was added', () => {
  const added = (name: string): Fact =>
    fact('treatment.added', '2026-11-25', { class: name, agent: 'x', as: 'long-acting', startedOn: '2026-11-24' });
  const taken = (name: string) =>
    playWhole([added(name)], NOON, rules).state.history.medicines?.taken.find((each) => each.class === name);

  it('counts as taken, and is asked about and reviewed as the trial of its class says', () => {
    expect(taken('opioid')).toMatchObject({ begun: { stage: 'opioid-trial', on: '2026-11-24' } });
    expect(taken('opioid')?.review?.at).toEqual(expect.any(Number));
    const { checkIns, openedThrough } = playWhole([added('opioid')], at('2026-12-01', '12:00'), rules).state;
    expect([...Object.keys(openedThrough), ...checkIns.map(({ key }) => key)].join()).toContain('opioid-safety');
  });

  it('counts as taken also where no trial is for it', () => {
    expect(taken('benzodiazepine')).toEqual({ class: 'benzodiazepine', since: at('2026-11-25', '11:00') });
  });

  it('leaves what is taken already as it is, can be stopped, and is refused by an unknown name', () => {
    const stopped = fact('medication.stopped', '2026-11-26', { class: 'benzodiazepine', reason: 'x' });

    const { state } = playWhole([added('benzodiazepine'), stopped], NOON, rules);

    expect(state.history.medicines?.taken).toEqual([]);
    expect(why(added('valium'))).toMatch(/^There is no class "valium" here/);
  });
});
