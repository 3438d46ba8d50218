import { at, type Fact } from '../../support/care/facts';
import { answers, diagnosed, fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules({}, 3);

/** On which days a form is asked, up to a day. */
function daysOf(form: string, facts: Fact[], until: string): string[] {
  const { entries } = playWhole(facts, at(until, '12:00'), rules);
  return entries
    .filter(({ what, inputs }) => what === 'check-in.opened' && String(inputs[0]?.value).split(', ').includes(form))
    .map(({ key }) => key?.split('@')[1] ?? '');
}

/** The first check-in, answered long after its week. */
function late(on: string, forms: string[], scores: Record<string, number>): Fact {
  const answer = answers(on, scores);
  if (answer.type !== 'check-in.answered') return answer;
  return { ...answer, data: { ...answer.data, checkIn: 'care/diagnosis/weekly@2026-11-21', late: true, forms } };
}

describe('a form that was answered late', () => {
  const support = fact('psychology.assessed', '2026-11-24', { outcome: 'support' });

  it('is not asked again within its recall period of that day', () => {
    expect(daysOf('gad-7', [support], '2026-12-20')).toEqual(['2026-11-21', '2026-12-19']);
    expect(daysOf('gad-7', [support, late('2026-12-04', ['gad-7'], { 'gad-7': 9 })], '2026-12-20')).toHaveLength(2);
    expect(daysOf('gad-7', [support, late('2026-12-07', ['gad-7'], { 'gad-7': 9 })], '2026-12-20')).toEqual([
      '2026-11-21',
    ]);
  });

  it('of the past week is asked again in the next one', () => {
    const facts = [late('2026-11-26', ['peg'], { pain: 6 })];

    expect(daysOf('peg', facts, '2026-11-28')).toEqual(['2026-11-21', '2026-11-28']);
  });

  it('on disability is not asked in the middle of a block within six weeks of its answer', () => {
    const days = (on: string) =>
      daysOf('rmdq-24', [...diagnosed('axial'), late(on, ['rmdq-24'], { 'rmdq-24': 16 })], '2027-01-10');

    expect(days('2026-11-27')).toContain('2027-01-09');
    expect(days('2026-12-03')).not.toContain('2027-01-09');
  });
});
