import { refusal } from '../../../src/domain/facts/table';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { plan } from '../../../src/domain/check-ins/plan';
import { knownOf } from '../../../src/domain/facts/clinical';
import { DAY } from '../../../src/domain/words/time';
import { at, numbered, type Fact } from '../../support/care/facts';
import {
  answers,
  diagnosed,
  fact,
  gateIn,
  injected,
  playWhole,
  stageOf,
  tasksOf,
  towardsInjection,
  wholeRules,
} from '../../support/care/whole';

const rules = wholeRules();

function why(facts: Fact[], one: Fact, by = rules): string | null {
  const { state } = playWhole(facts, one.at - 1, by);
  const [event] = numbered([one], state.lastSeq + 1);
  return event ? (refusal(by, state, event)?.message ?? null) : null;
}

describe('the diagnosis', () => {
  it('needs history and examination first', () => {
    const [history, , recorded] = diagnosed('axial');

    expect(why([], recorded as Fact)).toBe('Before the diagnosis, record history.recorded and examination.recorded.');
    expect(why([history as Fact], recorded as Fact)).toBe('Before the diagnosis, record examination.recorded.');
    expect(why(diagnosed('axial').slice(0, 2), recorded as Fact)).toBeNull();
  });

  it('without first scores after a week has somebody ring, and with them nobody', () => {
    const scored = answers('2026-11-22', { pain: 8, 'rmdq-24': 16, 'phq-9': 4, 'gad-7': 4 });
    const [told] = diagnosed('axial');
    const complete = [scored, told as Fact];

    expect(tasksOf(playWhole([], at('2026-11-27', '12:00'), rules))).toContain('complete-intake');
    expect(tasksOf(playWhole([scored], at('2026-11-27', '12:00'), rules))).toContain('complete-intake');
    expect(tasksOf(playWhole(complete, at('2026-12-07', '12:00'), rules))).toEqual(
      expect.not.arrayContaining(['complete-intake', 'check-entry']),
    );
  });

  it('has imaging without a result chased after three weeks', () => {
    const ordered = fact('imaging.ordered', '2026-11-23', { modality: 'mri', region: 'lumbar' });
    const reported = fact('imaging.reported', '2026-12-01', { modality: 'mri', region: 'lumbar' });

    expect(tasksOf(playWhole([ordered], at('2026-12-14', '12:00'), rules))).toContain('chase-imaging');
    expect(tasksOf(playWhole([ordered, reported], at('2026-12-14', '12:00'), rules))).not.toContain('chase-imaging');
  });
});

describe('an opioid trial', () => {
  const offered = wholeRules({ 'opioid-trial': true });
  const impossible = ['gabapentin', 'pregabalin', 'snri', 'tricyclic'].map((name, index) =>
    fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${index}`),
  );
  const decide = (gate: string, date: string): Fact =>
    fact('decision.made', date, { gate, choice: 'approve', reason: 'x' });
  const second = [...diagnosed('neuropathic'), ...impossible, decide('after-neuropathic-trial', '2026-11-26')];
  const towards = [
    ...second,
    fact('medication.contraindicated', '2026-11-27', { class: 'snri', reason: 'x' }),
    decide('after-second-trial', '2026-11-30'),
  ];
  const start = fact('medication.started', '2026-12-01', {
    class: 'opioid',
    agent: 'x',
    doseLevel: 'short-acting',
    startedOn: '2026-12-01',
  });
  const scored = fact('score.entered', '2026-12-01', { instrument: 'ort-oud', total: 2 }, '09:55');
  const checked = fact(
    'medication.checked',
    '2026-12-01',
    { checks: ['ort-oud', 'prescription-register', 'goals', 'naloxone'] },
    '10:00',
  );

  it('is passed by where the clinic does not offer it', () => {
    expect(stageOf(playWhole(towards, at('2026-12-01'), rules))).toBe('injection');
    expect(stageOf(playWhole(towards, at('2026-12-01'), offered))).toBe('opioid-trial');
  });

  it('is not started before its checks', () => {
    expect(why(towards, start, offered)).toMatch(
      /medication.checked with ort-oud, prescription-register, goals, naloxone/,
    );
    expect(why([...towards, checked], start, offered)).toBe(
      'Before a start, record score.entered for ort-oud, or say in override why it was started all the same.',
    );
    expect(why([...towards, scored, checked], start, offered)).toBeNull();
  });

  it('that does not help opens a review of how to reduce it, stops nothing, and the review cannot be skipped', () => {
    const trial = [
      ...towards,
      scored,
      checked,
      start,
      answers('2026-11-30', { pain: 8 }),
      answers('2026-12-19', { pain: 8 }),
    ].sort((a, b) => a.at - b.at);
    const played = playWhole(trial, at('2026-12-28'), offered);
    const reviewed = fact('taper.reviewed', '2026-12-29', { outcome: 'reducing', reason: 'x' });

    expect(gateIn(played)).toMatchObject({ gate: 'after-opioid-trial', kind: 'not-enough' });
    expect(tasksOf(played)).toContain('taper-review');
    expect(played.entries.map(({ what }) => what)).not.toContain('medication.stopped');
    expect(why(trial, fact('enrolment.accepted', '2026-12-29', {}), offered)).toMatch(/enrolment.transferred first/);
    const transferred = fact('enrolment.transferred', '2026-12-28', { reason: 'x' }, '12:00');
    expect(why([...trial, transferred], fact('enrolment.accepted', '2026-12-29', {}), offered)).toMatch(
      /a review of how a medicine is reduced/,
    );
    // Nobody answered the safety check-ins of the opioid: each of those calls is a promise, too.
    const calls = played.state.tasks.filter(({ task }) => task === 'safety-call');
    const called = calls.map(({ key }, index) => fact('task.completed', '2026-12-29', { task: key }, `12:0${index}`));
    const settled = [...trial, transferred, reviewed];
    expect(why(settled, fact('enrolment.accepted', '2026-12-30', {}), offered)).toMatch(/a safety call/);
    expect(why([...settled, ...called], fact('enrolment.accepted', '2026-12-30', {}), offered)).toBeNull();
  });
});

describe('a transfer', () => {
  it('leaves the patient ours until somebody accepts', () => {
    const transferred = fact('enrolment.transferred', '2026-11-23', { reason: 'x' });
    const accepted = fact('enrolment.accepted', '2026-11-30', {});

    expect(playWhole([transferred], at('2026-12-30'), rules).state.ended).toBeNull();
    expect(tasksOf(playWhole([transferred], at('2026-11-24'), rules))).toContain('accept-transfer');
    expect(playWhole([transferred, accepted], at('2026-12-01'), rules).state.ended?.reason).toBe('transferred');
  });
});

describe('a stay in hospital', () => {
  const admitted = fact('patient.admitted', '2026-11-24', { reviewAt: at('2026-12-08') });
  const home = fact('patient.discharged', '2026-12-03', {});

  it('holds routine messages until discharge', () => {
    const inside = playWhole([admitted], at('2026-11-25'), rules).state;
    const outside = playWhole([admitted, home], at('2026-12-03', '12:00'), rules).state;

    expect(plan(rules, inside, at('2027-01-15'))).toEqual([]);
    expect(plan(rules, outside, at('2026-12-12')).flatMap(({ messages }) => messages)).not.toEqual([]);
  });

  it('is asked about again on the day given, for nothing waits without an end', () => {
    expect(tasksOf(playWhole([admitted], at('2026-12-08', '12:00'), rules))).toContain('review-admission');
  });
});

describe('what clinicians note down', () => {
  it('a known sign counts for at most 90 days, and never where it cannot be known', () => {
    const known = (rule: string, days: number): Fact =>
      fact('flag.known', '2026-11-23', { rule, until: at('2026-11-23') + days * DAY, reason: 'x' });
    const { state } = playWhole([known('red-flag.night-pain', 30)], at('2026-11-24'), rules);

    expect(knownOf(state, at('2026-12-01'))).toEqual(['red-flag.night-pain']);
    expect(knownOf(state, at('2027-01-01'))).toEqual([]);
    expect(why([], known('red-flag.night-pain', 91))).toMatch(/90 days/);
    expect(why([], known('red-flag.saddle-numbness', 10))).toMatch(/can never be recorded as known/);
  });

  it('the total of a licensed form becomes a score; one out of range is refused', () => {
    const odi = (total: number): Fact => fact('score.entered', '2026-11-23', { instrument: 'odi', total });

    expect(playWhole([odi(32)], at('2026-11-24'), rules).state.scores['odi']?.at(-1)?.value).toBe(32);
    expect(why([], odi(101))).toMatch(/cannot be taken/);
    expect(why([], fact('score.entered', '2026-11-23', { instrument: 'peg', total: 3 }))).toMatch(/cannot be taken/);
  });

  it('the day on which the medicines were confirmed is kept', () => {
    const { state } = playWhole([fact('medication.reviewed', '2026-11-23', {})], at('2026-11-24'), rules);

    expect(state.history.medicinesConfirmedAt).toBe(at('2026-11-23', '11:00'));
  });
});

describe('a withdrawal just after an injection', () => {
  it('ends the messages and still has somebody ring', () => {
    const withdrawn = fact('enrolment.withdrawn', '2026-12-01', { reason: 'x' });
    const { state } = playWhole([...towardsInjection, ...injected('2026-11-30'), withdrawn], at('2026-12-02'), rules);

    expect(state.ended?.reason).toBe('withdrawn');
    expect(state.tasks.map(({ task }) => task)).toContain('safety-call');
  });
});

it('every line of a long course has a sentence without gaps', () => {
  const facts = [...towardsInjection, ...injected('2026-11-30'), answers('2026-12-19', { pain: 4 })];
  const texts = playWhole(facts, at('2027-02-01'), rules).entries.map(journalIn('Europe/London'));

  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => /undefined|NaN|not known/.test(text))).toEqual([]);
});
