import type { OfAge } from '../../../src/domain/words/of-age';
import { at, enrolled } from '../../support/care/facts';
import { entryMet, fact, wholeRules } from '../../support/care/whole';
import { play } from '../../support/care/scripted-patient';

const moods = ['phq-9', 'gad-7', 'phq-2', 'gad-2'];

type More = Parameters<typeof play>[2]['facts'];

/** What is open on the first day, or planned for the second. */
function asked(
  version: number,
  ofAge: OfAge | undefined,
  more: More = [],
  until = at('2026-11-21', '12:00'),
): string[] {
  const facts = [
    fact('patient.corrected', '2026-11-20', { fields: ['bornOn'], reason: 'x', ...(ofAge && { ofAge }) }, '10:05'),
  ];
  const { state } = play(wholeRules({}, version), [], { until, facts: [...facts, ...more] });
  return state.checkIns.flatMap(({ ask }) => ask).filter((form) => moods.includes(form));
}

describe('forms that were made for adults', () => {
  it.each([2, 3])('are asked of whoever is of age, or enrolled before anybody knew (version %d)', (version) => {
    expect(enrolled.data).not.toHaveProperty('ofAge');
    expect(asked(version, undefined)).toEqual(expect.arrayContaining(['phq-9', 'gad-7']));
    expect(asked(version, true)).toEqual(expect.arrayContaining(['phq-9', 'gad-7']));
    expect(asked(version, '2026-11-21')).toEqual(expect.arrayContaining(['phq-9', 'gad-7']));
  });

  it.each([2, 3])('are not asked before that day (version %d)', (version) => {
    expect(asked(version, '2026-11-22')).toEqual([]);
  });

  it('are taken out of what is open when a birth date was typed wrongly', () => {
    const child = fact('patient.corrected', '2026-11-21', { fields: ['bornOn'], reason: 'x', ofAge: '2030-01-01' });

    expect(asked(3, true, [child])).toEqual([]);
  });

  it('are not asked where no birth date is known to the course, and somebody recorded a child', () => {
    const history = fact('history.recorded', '2026-11-20', {
      previousOperations: 1,
      conditions: { ...entryMet, adult: 'no' },
    });

    expect(asked(3, undefined, [history])).toEqual([]);
  });
});
