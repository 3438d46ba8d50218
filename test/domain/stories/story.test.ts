import { playStory } from '../../../src/domain/stories/story';
import { DAY } from '../../../src/domain/words/time';
import { at, reachable } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const enrolledAt = at('2026-11-20');

/** Answers so many days after each mail, to forms of which the story says nothing with 0 everywhere. */
function answering(afterDays?: number) {
  const rules = shippedRules();
  const zero = ({ items }: { items: { id: string }[] }) => Object.fromEntries(items.map(({ id }) => [id, 0]));
  const { moves, course } = playStory(rules, {
    ...{ story: 'answers late', enrolledAt, reach: reachable, outages: [] },
    otherwise: Object.fromEntries(Object.entries(rules.instruments).map(([id, form]) => [id, zero(form)])),
    happens: [
      { at: enrolledAt, says: {}, ...(afterDays !== undefined && { afterDays }) },
      { at: enrolledAt + 40 * DAY, expect: {} },
    ],
  });
  const answered = moves.flatMap((move) => ('answers' in move ? [move] : []));
  return { answered, course, late: course.entries.filter(({ what }) => what === 'check-in.answered-late') };
}

describe('a patient who answers some days after a mail', () => {
  it('before the close the answer is in time, after it late', () => {
    expect(answering().late).toEqual([]);
    expect(answering(2).late).toEqual([]);
    const { late, answered } = answering(8);
    expect(late.length).toBeGreaterThan(2);
    expect(late).toHaveLength(answered.length);
  });

  it('answers each check-in once, however many reminders it had', () => {
    const { answered, course } = answering(8);
    expect(course.sent.length).toBeGreaterThan(answered.length);
    expect(new Set(answered.map(({ checkIn }) => checkIn)).size).toBe(answered.length);
  });
});
