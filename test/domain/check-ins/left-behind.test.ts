import { DAY } from '../../../src/domain/words/time';
import { at } from '../../support/care/facts';
import { answers, diagnosed, fact, gateIn, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules({}, 3);

/** A block of eight sessions whose question is put early, because answers got worse. */
const worse = [
  answers('2026-11-21', { pain: 5 }),
  ...diagnosed('axial'),
  ...Array.from({ length: 8 }, (_, week) => {
    const data = {
      session: `s${String(week)}`,
      purpose: 'therapy' as const,
      at: at('2026-12-01', '10:00') + week * 7 * DAY,
    };
    return fact('session.booked', '2026-11-24', data, '12:00');
  }),
  fact('session.attended', '2026-12-01', { session: 's0' }, '12:00'),
  answers('2026-12-05', { pain: 8 }),
  answers('2026-12-12', { pain: 8 }),
];
const played = (...more: typeof worse) => playWhole([...worse, ...more], at('2026-12-21', '13:00'), rules);
const asked = ({ state }: ReturnType<typeof played>): string[] =>
  state.checkIns.filter(({ answered }) => !answered).flatMap(({ ask }) => ask);

describe('what a stage asks again and again', () => {
  it('is not asked any more once its track has gone on, and what others ask goes on', () => {
    const decided = fact('decision.made', '2026-12-21', { gate: 'after-first-block', choice: 'decline', reason: 'x' });

    expect(gateIn(played(), 'rehabilitation')).toMatchObject({ gate: 'after-first-block', kind: 'getting-worse' });
    expect(asked(played())).toContain('home-programme');
    expect(asked(played(decided))).toEqual(asked(played()).filter((form) => form !== 'home-programme'));
  });
});
