import { explain } from '../../../../src/domain/telling/explain';
import { refusal } from '../../../../src/domain/facts/table';
import { at, numbered, type Fact } from '../../../support/care/facts';
import { answers, diagnosed, entryMet, fact, playWhole, tasksOf, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
const scored = answers('2026-11-22', { pain: 8, 'rmdq-24': 16, 'phq-9': 4, 'gad-7': 4 });
const told = (conditions: object, date = '2026-11-23'): Fact =>
  fact('history.recorded', date, { previousOperations: 1, conditions: { ...entryMet, ...conditions } });
const open = (facts: Fact[], date: string): string[] =>
  playWhole(facts, at(date, '12:00'), rules).state.tasks.map(({ task }) => task);

describe('the conditions for entry', () => {
  it('are asked for like missing scores: a call after a week, a clinician after two', () => {
    expect(open([scored], '2026-11-26')).not.toContain('complete-intake');
    expect(open([scored], '2026-11-27')).toContain('complete-intake');
    expect(open([scored], '2026-12-03')).not.toContain('check-entry');
    expect(open([scored], '2026-12-04')).toContain('check-entry');
  });

  it('take "unknown" for neither yes nor no', () => {
    const unknown = [scored, told({ 'three-months': 'unknown' })];

    expect(open(unknown, '2026-11-24')).not.toContain('check-entry');
    expect(open(unknown, '2026-11-27')).toContain('complete-intake');
    expect(open(unknown, '2026-12-04')).toContain('check-entry');
    expect(open([...unknown, told({}, '2026-12-05')], '2026-12-06')).toEqual(
      expect.not.arrayContaining(['complete-intake', 'check-entry']),
    );
  });

  it('with a "no" are looked at by a clinician at once, and nobody is turned away by the house', () => {
    const played = playWhole([scored, told({ adult: 'no' })], at('2026-11-24'), rules);

    expect(tasksOf(played)).toContain('check-entry');
    expect(played.state.ended).toBeNull();
    expect(open([scored, told({ adult: 'no' }), ...diagnosed('axial').slice(1)], '2026-11-25')).not.toContain(
      'check-entry',
    );
  });

  it('say what is missing in the explanation', () => {
    const { state } = playWhole([told({ referral: 'unknown' })], at('2026-11-24'), rules);

    expect(explain(rules, state, at('2026-11-24')).tracks[0]?.missing).toEqual([
      'diagnosis.recorded',
      'a first answer to PEG',
      'a first answer to NRS',
      'a first answer to RMDQ-24',
      'a first answer to PHQ-9',
      'a first answer to GAD-7',
      'whether the patient was referred',
    ]);
  });

  it('refuse one that the pathway does not know', () => {
    const { state } = playWhole([], at('2026-11-23', '09:00'), rules);
    const [event] = numbered([told({ age: 'yes' })], state.lastSeq + 1);

    expect(event && refusal(rules, state, event)?.message).toBe(
      '"age" is no condition for entry: they are referral, after-spinal-surgery, three-months, adult.',
    );
  });
});
