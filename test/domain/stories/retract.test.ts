import { beginCourse, passTo, record, type Course } from '../../../src/domain/simulate/course';
import { retract } from '../../../src/domain/stories/retract';
import { playStory } from '../../../src/domain/stories/story';
import { rebuild } from '../../../src/domain/step/rebuild';
import { statusOf } from '../../../src/domain/telling/summary';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { at, reachable } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const enrolledAt = at('2026-11-20');

const begun = (): Course =>
  beginCourse(shippedRules(), {
    type: 'enrolment.started',
    at: enrolledAt,
    data: { reach: reachable, consent: { email: true } },
  });

describe('a story that takes a fact back', () => {
  it('a death on the wrong patient: nothing is sent until somebody has looked, and then the plan goes on', () => {
    const course = begun();
    passTo(course, enrolledAt + 9 * DAY);
    const before = course.sent.length;
    record(course, { type: 'patient.died', at: enrolledAt + 9 * DAY + HOUR, data: {} });
    passTo(course, enrolledAt + 24 * DAY);

    retract(course, enrolledAt + 24 * DAY + HOUR, { retracts: 'patient.died' });
    passTo(course, enrolledAt + 33 * DAY);

    expect(statusOf(course.state)).toBe('held');
    expect(course.sent.length).toBe(before);
    const task = course.state.tasks.find(({ task }) => task === 'check-before-resuming');
    const resumedAt = enrolledAt + 33 * DAY + HOUR;
    record(course, { type: 'task.completed', at: resumedAt, data: { task: task?.key ?? '' } });
    passTo(course, resumedAt + 7 * DAY);
    expect(statusOf(course.state)).toBe('active');
    // One check-in is due in a week: an invitation and two reminders.
    const sent = course.sent.slice(before);
    expect(sent.map(({ role }) => role)).toEqual(['invite', 'reminder-1', 'reminder-2']);
    expect(sent.every((mail) => mail.at > resumedAt)).toBe(true);
    const state = rebuild(course.rules, course.events, { now: course.state.now, observed: [] });
    expect(state).toEqual({ ...course.state, checkIns: state.checkIns });
  });

  it('is told in a story by the type of the fact', () => {
    const { looks, moves } = playStory(shippedRules(), {
      story: 'died, recorded on the wrong patient',
      enrolledAt,
      reach: reachable,
      outages: [],
      otherwise: {},
      happens: [
        { at: enrolledAt + 2 * DAY, fact: { type: 'patient.died', at: enrolledAt + 2 * DAY, data: {} } },
        { at: enrolledAt + 3 * DAY, expect: { status: 'ended: died' } },
        { at: enrolledAt + 4 * DAY, retracts: 'patient.died' },
        { at: enrolledAt + 9 * DAY, expect: { status: 'held', messages: 0 } },
        { at: enrolledAt + 10 * DAY, completes: 'check-before-resuming' },
        { at: enrolledAt + 11 * DAY, expect: { status: 'active' } },
      ],
    });

    expect(looks.map(({ seen }) => seen)).toEqual(looks.map(({ expected }) => expected));
    expect(moves).toContainEqual({ at: enrolledAt + 4 * DAY, retracts: 'patient.died', refused: null });
  });

  it('says why where it cannot be taken back', () => {
    const course = begun();

    const { refused } = retract(course, enrolledAt + DAY, { retracts: 'enrolment.started' });

    expect(refused).toContain('cannot be retracted');
    expect(() => retract(course, enrolledAt + DAY, { retracts: 'patient.died' })).toThrow(
      'no patient.died was recorded',
    );
  });
});
