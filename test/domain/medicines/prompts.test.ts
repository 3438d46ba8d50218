import { askedPrompts, medicineView, type Prompt } from '../../../src/domain/medicines/prompts';
import { refusal } from '../../../src/domain/facts/table';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY } from '../../../src/domain/words/time';
import { at, numbered, type Fact } from '../../support/care/facts';
import { answers, diagnosed, fact, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const inNerveTrial = diagnosed('neuropathic');
const listed = (date: string, classes: string[], weighed?: string[]): Fact =>
  fact('medication.reviewed', date, { classes, ...(weighed ? { weighed } : {}) });

function stateAfter(facts: Fact[], date: string) {
  return playWhole(facts, at(date, '12:00'), rules).state;
}

function asked(facts: Fact[], date = '2026-11-25'): Prompt[] {
  return askedPrompts(rules, stateAfter(facts, date), at(date, '12:00'));
}

function one(facts: Fact[], id: string, date?: string): Prompt | undefined {
  return asked(facts, date).find((prompt) => prompt.id === id);
}

function why(facts: Fact[], fact: Fact): string | null {
  const { state } = playWhole(facts, fact.at - 1, rules);
  const [event] = numbered([fact], state.lastSeq + 1);
  return event ? (refusal(rules, state, event)?.message ?? null) : null;
}

const courseOf = ({ tracks }: EnrolmentState) => tracks.map(({ stage, gate, own }) => ({ stage, gate, own }));

const snooze = (date: string, days: number, prompt: string): Fact =>
  fact('prompt.snoozed', date, { prompt, until: at(date, '11:00') + days * DAY, reason: 'weighed with the patient' });

describe('prompts about medicines', () => {
  it('are none while no medicine is in question', () => {
    expect(asked([], '2026-11-22')).toEqual([]);
    expect(medicineView(rules, stateAfter([], '2026-11-22'), at('2026-11-22', '12:00'))).toBeNull();
  });

  it('come with the stage in which one may be started, each with its source and mark, the hard ones first', () => {
    const prompts = asked(inNerveTrial);

    expect(prompts.map(({ id }) => id)).toEqual([
      'prompt.gabapentinoid-opioid',
      'prompt.gabapentinoid-sedative',
      'prompt.gabapentinoid-before',
      'prompt.gabapentinoid-taper',
      'prompt.antidepressant-before',
      'prompt.antidepressant-serotonergic',
    ]);
    expect(new Set(prompts.map(({ moment }) => moment))).toEqual(new Set(['start']));
    for (const { source, hard } of prompts)
      expect([source, hard]).toEqual([expect.stringMatching(/\[[FT]\d*b?\]/), hard]);
    expect(prompts.map(({ hard }) => hard)).toEqual([true, false, false, false, false, false]);
  });

  it('say "not checked" of a combination nobody has looked at, and never that it is ruled out', () => {
    expect(one(inNerveTrial, 'prompt.gabapentinoid-opioid')).toMatchObject({
      certain: false,
      missing: ['a list of all medicines confirmed within 28 days'],
      because: { read: 'takes opioid: not checked' },
    });
  });

  it('warn of an opioid beside a gabapentinoid once it is on the list, and are silent when a fresh list has none', () => {
    const withOne = [...inNerveTrial, listed('2026-11-24', ['opioid'])];
    const without = [...inNerveTrial, listed('2026-11-24', ['paracetamol'])];

    expect(one(withOne, 'prompt.gabapentinoid-opioid')).toMatchObject({ certain: true, hard: true });
    expect(one(without, 'prompt.gabapentinoid-opioid')).toBeUndefined();
    // An old list rules out nothing any more; what was on it is still taken for taken.
    expect(one(without, 'prompt.gabapentinoid-opioid', '2026-12-23')).toMatchObject({ certain: false });
    expect(one(withOne, 'prompt.gabapentinoid-opioid', '2026-12-23')).toMatchObject({ certain: true });
  });

  it('do not count a review that names no class as a list: an empty list is not “takes nothing”', () => {
    const facts = [...inNerveTrial, fact('medication.reviewed', '2026-11-24', {})];
    const view = medicineView(rules, stateAfter(facts, '2026-11-25'), at('2026-11-25', '12:00'));

    expect(view).toMatchObject({ checked: false, confirmedAt: at('2026-11-24', '11:00'), listedAt: null, taken: [] });
    expect(one(facts, 'prompt.gabapentinoid-opioid')).toMatchObject({ certain: false });
  });

  it('are "not checked" when the list is older than 28 days, to the hour', () => {
    const facts = [...inNerveTrial, listed('2026-11-24', [])];
    const { state } = playWhole(facts, at('2026-12-22', '12:00'), rules);

    expect(medicineView(rules, state, at('2026-11-24', '11:00') + 28 * DAY)).toMatchObject({ checked: true });
    expect(medicineView(rules, state, at('2026-11-24', '11:00') + 28 * DAY + 1)).toMatchObject({ checked: false });
  });

  it('refuse a class that nothing here asks about, because it would count as none', () => {
    expect(why(inNerveTrial, listed('2026-11-24', ['opiod']))).toMatch(
      /no class "opiod" here. Known are paracetamol, /,
    );
    expect(why(inNerveTrial, listed('2026-11-24', [], ['opiod']))).toMatch(/no class "opiod"/);
    expect(why(inNerveTrial, listed('2026-11-24', ['opioid'], ['opioid']))).toBeNull();
  });

  it('go on at reviews for what is taken, also when no stage is about it', () => {
    const facts = [...diagnosed('structural'), listed('2026-11-25', ['opioid'])];
    const review = asked(facts, '2026-11-26');

    expect(review.map(({ id }) => id)).toContain('prompt.opioid-never-abrupt');
    expect(new Set(review.map(({ moment }) => moment))).toEqual(new Set(['review']));
  });

  it('ask for benefits and risks of an opioid until they were weighed, and again after 90 days', () => {
    const taken = [...diagnosed('structural'), listed('2026-11-25', ['opioid'])];
    const weighed = [...taken, fact('medication.reviewed', '2026-11-26', { weighed: ['opioid'] })];

    expect(one(taken, 'prompt.opioid-benefit', '2026-11-26')).toMatchObject({ certain: true, hard: true });
    expect(one(weighed, 'prompt.opioid-benefit', '2026-11-27')).toBeUndefined();
    expect(one(weighed, 'prompt.opioid-benefit', '2027-02-23')).toBeUndefined();
    expect(one(weighed, 'prompt.opioid-benefit', '2027-02-24')).toMatchObject({ certain: true });
  });

  it('read the equivalents a day only as a clinician entered them, with the version of their table', () => {
    const taken = [...diagnosed('structural'), listed('2026-11-25', ['opioid'])];
    const entered = (total: number, version?: string): Fact =>
      fact('score.entered', '2026-11-26', { instrument: 'mme', total, ...(version ? { version } : {}) }, '10:00');

    expect(one(taken, 'prompt.opioid-mme', '2026-11-26')).toMatchObject({ certain: false, missing: ['MME'] });
    expect(one([...taken, entered(49.5, 'CDC 2022')], 'prompt.opioid-mme', '2026-11-26')).toBeUndefined();
    expect(one([...taken, entered(50, 'CDC 2022')], 'prompt.opioid-mme', '2026-11-26')).toMatchObject({
      certain: true,
    });
    expect(why(taken, entered(50))).toMatch(/name the version it was worked out with: version "CDC 2022"/);
    expect(why(taken, entered(50, 'CDC 2016'))).toMatch(/is here in version "CDC 2022", and the total in "CDC 2016"/);
  });

  it('stand at the question for what its answers lead to', () => {
    const facts = [
      ...diagnosed('axial'),
      ...['nsaid', 'nsaid-and-paracetamol'].map((name, minute) =>
        fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${minute}`),
      ),
    ];
    const prompts = asked(facts, '2026-11-26');

    expect(prompts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['prompt.gabapentinoid-opioid', 'prompt.injection-anticoagulant']),
    );
    expect(new Set(prompts.map(({ moment }) => moment))).toEqual(new Set(['gate']));
  });

  it('pass by what the clinic does not offer', () => {
    const facts = [
      ...inNerveTrial,
      ...['gabapentin', 'pregabalin', 'snri', 'tricyclic'].map((name, minute) =>
        fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${minute}`),
      ),
      fact('decision.made', '2026-11-26', { gate: 'after-neuropathic-trial', choice: 'approve', reason: 'x' }),
      fact('medication.contraindicated', '2026-11-27', { class: 'snri', reason: 'x' }),
    ];
    const ids = (by = rules): string[] => {
      const { state } = playWhole(facts, at('2026-11-28', '12:00'), by);
      return askedPrompts(by, state, at('2026-11-28', '12:00')).map(({ id }) => id);
    };

    expect(ids()).not.toContain('prompt.opioid-never-abrupt');
    expect(ids()).toContain('prompt.injection-before');
    expect(ids(wholeRules({ 'opioid-trial': true }))).toContain('prompt.opioid-never-abrupt');
  });

  it('know procedures, too', () => {
    const { id, about } = one(towardsInjection, 'prompt.injection-anticoagulant', '2026-11-27') ?? {};

    expect([id, about]).toEqual(['prompt.injection-anticoagulant', ['epidural-steroid-injection', 'nerve-block']]);
    expect(
      one([...towardsInjection, listed('2026-11-27', ['other'])], 'prompt.injection-anticoagulant', '2026-11-27'),
    ).toBeUndefined();
  });

  it('stop when the enrolment has ended', () => {
    const facts = [...inNerveTrial, fact('enrolment.withdrawn', '2026-11-25', { reason: 'x' })];

    expect(medicineView(rules, stateAfter(facts, '2026-11-26'), at('2026-11-26', '12:00'))).toBeNull();
  });
});

describe('a snooze', () => {
  it('sets a prompt aside for a while, and it stays in the list', () => {
    const facts = [...inNerveTrial, snooze('2026-11-25', 90, 'prompt.gabapentinoid-before')];

    expect(one(facts, 'prompt.gabapentinoid-before', '2026-11-26')?.snoozed).toEqual({
      from: at('2026-11-25', '11:00'),
      until: at('2026-11-25', '11:00') + 90 * DAY,
    });
    expect(one(facts, 'prompt.gabapentinoid-before', '2027-02-24')?.snoozed ?? null).toBeNull();
  });

  it('lasts three months at most, and one for a hard prompt', () => {
    expect(why(inNerveTrial, snooze('2026-11-25', 91, 'prompt.gabapentinoid-before'))).toMatch(
      /more than 90 days ahead/,
    );
    expect(why(inNerveTrial, snooze('2026-11-25', 31, 'prompt.gabapentinoid-opioid'))).toMatch(
      /more than 30 days ahead: "prompt.gabapentinoid-opioid" is a hard prompt/,
    );
    expect(why(inNerveTrial, snooze('2026-11-25', 30, 'prompt.gabapentinoid-opioid'))).toBeNull();
    expect(why(inNerveTrial, snooze('2026-11-25', 0, 'prompt.gabapentinoid-before'))).toMatch(/must lie in the future/);
  });

  it('is refused for a prompt that does not exist or is not shown', () => {
    expect(why(inNerveTrial, snooze('2026-11-25', 7, 'prompt.odd'))).toMatch(
      /There is no prompt "prompt.odd" here: the explanation lists/,
    );
    expect(why(inNerveTrial, snooze('2026-11-25', 7, 'prompt.opioid-before'))).toMatch(/is not shown now/);
  });

  it('made when nobody had checked ends when the combination is known', () => {
    const unknown = [...inNerveTrial, snooze('2026-11-25', 30, 'prompt.gabapentinoid-opioid')];
    const found = [...unknown, listed('2026-11-26', ['opioid'])];
    const again = [...found, snooze('2026-11-27', 30, 'prompt.gabapentinoid-opioid')];

    expect(one(unknown, 'prompt.gabapentinoid-opioid', '2026-11-26')?.snoozed).not.toBeNull();
    expect(one(found, 'prompt.gabapentinoid-opioid', '2026-11-26')?.snoozed).toBeNull();
    expect(one(again, 'prompt.gabapentinoid-opioid', '2026-11-28')?.snoozed).not.toBeNull();
  });

  it('opens, closes and sends nothing', () => {
    const before = playWhole(inNerveTrial, at('2026-11-26', '12:00'), rules);
    const after = playWhole(
      [...inNerveTrial, snooze('2026-11-25', 30, 'prompt.gabapentinoid-opioid')],
      at('2026-11-26', '12:00'),
      rules,
    );

    expect(after.effects).toEqual(before.effects);
    expect(courseOf(after.state)).toEqual(courseOf(before.state));
  });
});

describe('what is taken', () => {
  const started = fact('medication.started', '2026-11-26', {
    class: 'gabapentin',
    agent: 'x',
    doseLevel: 'starting',
    startedOn: '2026-11-26',
  });
  const onTrial = [
    ...inNerveTrial,
    fact(
      'medication.checked',
      '2026-11-26',
      { checks: ['renal-function', 'other-sedatives', 'mood', 'driving'] },
      '10:00',
    ),
    started,
  ];

  it('is what was started here, until it is stopped or a list does not name it', () => {
    const stopped = fact('medication.stopped', '2026-12-01', { reason: 'x' });
    const taken = (facts: Fact[]): string[] | undefined =>
      stateAfter(facts, '2026-12-02').history.medicines?.taken.map((each) => each.class);

    expect(taken(onTrial)).toEqual(['gabapentin']);
    expect(taken([...onTrial, stopped])).toEqual([]);
    expect(taken([...onTrial, listed('2026-12-01', ['gabapentin', 'opioid'])])).toEqual(['gabapentin', 'opioid']);
    expect(taken([...onTrial, stopped, listed('2026-12-01', ['opioid'])])).toEqual(['opioid']);
    expect(why(onTrial, listed('2026-12-01', ['opioid']))).toBe(
      'A trial of the class gabapentin is running: name it among the classes, or record medication.stopped first.',
    );
  });

  it('can be crossed off by its class when no trial is about it', () => {
    const other = [...onTrial, listed('2026-11-27', ['gabapentin', 'benzodiazepine'])];
    const stop = (name: string): Fact => fact('medication.stopped', '2026-12-01', { reason: 'x', class: name });
    const played = stateAfter([...other, stop('benzodiazepine')], '2026-12-02');

    expect(played.history.medicines?.taken.map((each) => each.class)).toEqual(['gabapentin']);
    expect(played.tracks[0]?.own).toMatchObject({ trial: { stoppedOn: null } });
    expect(stateAfter([...other, stop('gabapentin')], '2026-12-02').tracks[0]?.own).toMatchObject({
      trial: { stoppedOn: '2026-12-01' },
    });
    expect(why(other, stop('snri'))).toBe(
      'The class "snri" cannot be stopped: recorded as taken is benzodiazepine, gabapentin.',
    );
  });

  it('has the need for it looked at every quarter, also when no trial is about it any more', () => {
    const tasks = (facts: Fact[], date: string): string[] => stateAfter(facts, date).tasks.map(({ task }) => task);
    const reviewed = fact('medication.reviewed', '2027-03-01', {});

    expect(tasks(onTrial, '2027-02-24')).not.toContain('review-medicine');
    expect(tasks(onTrial, '2027-02-26')).toContain('review-medicine');
    expect(tasks([...onTrial, reviewed], '2027-05-28')).not.toContain('review-medicine');
    expect(tasks([...onTrial, reviewed], '2027-06-01')).toContain('review-medicine');
    expect(tasks([...onTrial, fact('medication.stopped', '2027-03-01', { reason: 'x' })], '2027-06-01')).not.toContain(
      'review-medicine',
    );
  });

  it('changes no answer to whether a trial succeeded', () => {
    const scored = [...onTrial, answers('2026-11-28', { pain: 8 })];
    const withList = [...scored, listed('2026-11-29', ['gabapentin'])];

    expect(courseOf(stateAfter(withList, '2026-12-20'))).toEqual(courseOf(stateAfter(scored, '2026-12-20')));
  });
});
