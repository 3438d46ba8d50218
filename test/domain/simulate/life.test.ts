import { canonical } from '../../../src/domain/step/canonical';
import { beginCourse, passTo, record } from '../../../src/domain/simulate/course';
import type { Life } from '../../../src/domain/simulate/life';
import { livesOf, simulate, startOf } from '../../../src/domain/simulate/simulate';
import type { Rules } from '../../../src/domain/step/rules';
import { DAY } from '../../../src/domain/words/time';
import { at } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { wholeRules } from '../../support/care/whole';

const cohort = { patients: 6, days: 365, enrolledAt: at('2026-11-20') };

/** The same facts on the stand-in for the house, which digests, plans and sends step by step. */
function onTheCourse(rules: Rules, { facts }: Life) {
  const course = beginCourse(rules, startOf(rules, cohort.enrolledAt));
  const refused = facts.slice(1).map((fact) => record(course, fact).refused);
  passTo(course, cohort.enrolledAt + cohort.days * DAY);
  return { ...course, refused: refused.filter((each) => each !== null), sent: course.sent.length };
}

describe('a life of a cohort', () => {
  it.each([
    ['the small pathway', shippedRules()],
    ['the whole pathway', wholeRules()],
  ])('is, walked in place, what the house makes of the same facts: %s', (_name, rules) => {
    for (const life of livesOf(rules, cohort, 7)) {
      const course = onTheCourse(rules, life);

      expect(course.refused).toEqual([]);
      expect(JSON.stringify(canonical(life.work.state))).toBe(JSON.stringify(course.state));
      expect(life.work.entries).toEqual(course.entries);
      expect(life.work.effects).toEqual(course.effects);
      expect(life.sent).toBe(course.sent);
    }
  });

  it('depends on the seed alone', () => {
    const rules = shippedRules();

    expect(simulate(rules, cohort, 3)).toEqual(simulate(rules, cohort, 3));
    expect(simulate(rules, cohort, 3)).not.toEqual(simulate(rules, cohort, 4));
  });

  it('counts the care of a course that ends early only up to its end', () => {
    const report = simulate(shippedRules(), { ...cohort, patients: 30 }, 1);
    const ended = Object.entries(report.standing).filter(([where]) => where.startsWith('ended'));

    expect(ended.length).toBeGreaterThan(0);
    expect(report.days).toBeLessThan(30 * cohort.days);
    expect(report.days).toBeGreaterThan(0);
  });
});
