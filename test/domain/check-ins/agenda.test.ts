import { nextOpening, upcoming } from '../../../src/domain/check-ins/agenda';
import { passTime } from '../../../src/domain/step/due';
import { livesOf } from '../../../src/domain/simulate/simulate';
import { DAY } from '../../../src/domain/words/time';
import { at } from '../../support/care/facts';
import { wholeRules } from '../../support/care/whole';

const rules = wholeRules();

/** Works whose agenda was kept through all that happened to them. */
function works(days: number) {
  const lives = livesOf(rules, { patients: 25, days, enrolledAt: at('2026-11-20') }, days);
  return [...lives].map(({ work }) => work);
}

describe('the agenda of check-ins', () => {
  it.each([8, 57, 113, 204, 365])('is, kept for %i days, what it would be if it were made now', (days) => {
    for (const work of works(days)) {
      const now = { rules, state: work.state };

      expect(upcoming(work, work.state.now + 60 * DAY)).toEqual(upcoming(now, work.state.now + 60 * DAY));
      expect(nextOpening(work)).toEqual(nextOpening(now));
    }
  });

  it('goes on from what has opened', () => {
    for (const work of works(30)) {
      if (work.state.ended) continue;
      const ahead = upcoming(work, work.state.now + 21 * DAY).map(({ key }) => key);
      passTime(work, work.state.now + 7 * DAY, true);

      expect(upcoming({ rules, state: work.state }, work.state.now)).toEqual([]);
      expect(upcoming(work, work.state.now + 14 * DAY)).toEqual(
        upcoming({ rules, state: work.state }, work.state.now + 14 * DAY),
      );
      expect(ahead.length).toBeGreaterThan(0);
    }
  });

  it('is made anew when something it was made from is another', () => {
    const work = works(30).find(({ state }) => !state.ended);
    if (!work) throw new Error('Everybody has left.');
    const before = nextOpening(work);
    work.state.reach = { ...work.state.reach, preferredTime: '11:00' };

    expect(nextOpening(work)?.opensAt).not.toBe(before?.opensAt);
    expect(nextOpening(work)).toEqual(nextOpening({ rules, state: work.state }));
  });
});
