import { digest } from '../../../src/domain/step/digest';
import type { Expected } from '../../../src/domain/stories/look';
import { playStory } from '../../../src/domain/stories/story';
import { statusOf } from '../../../src/domain/telling/summary';
import { at, reachable, type Fact } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { answered, effectTypes, gateOf, play, scripts } from '../../support/care/scripted-patient';
import { wholeRules } from '../../support/care/whole';

const rules = shippedRules();
/** The end is asked about on 16 January 2027; its window closes a week later. */
const END = '2027-01-16';
const isOpen = ({ tasks }: Expected, kind: string): boolean => (tasks ?? []).some((task) => task === kind);

describe('check-ins', () => {
  it('of one date are one check-in, safety first, each questionnaire once', () => {
    const first = play(rules, [], { until: at('2026-11-21', '09:00') }).state.checkIns;
    const end = play(rules, scripts.cannotTell, { until: at(END, '09:00') }).state.checkIns;

    expect(first.map(({ key, ask }) => [key, ask])).toEqual([
      ['care/diagnosis/weekly@2026-11-21', ['red-flags', 'peg', 'rmdq-24']],
    ]);
    expect(end.at(-1)?.ask).toEqual(['red-flags', 'peg', 'rmdq-24', 'pgic']);
  });

  it('missed twice in a row open a call within two working days; an answer starts the count anew', () => {
    const silent = play(rules, [answered(0, 8)], { until: at('2026-12-12', '09:00') });
    const once = play(rules, [answered(0, 8), answered(14, 8)], { until: at('2026-12-19', '09:00') });

    expect(silent.effects.filter((effect) => effect.type === 'open-task')).toEqual([
      {
        type: 'open-task',
        key: 'call-patient/care/diagnosis/weekly@2026-12-05',
        task: 'call-patient',
        team: 'coordinators',
        dueAt: at('2026-12-15', '17:00'),
      },
    ]);
    expect(effectTypes(once)).not.toContain('open-task');
    expect(once.state.missedInARow).toEqual({ weekly: 1 });
  });

  it('missed four times in a row ask a clinician once whether the patient is lost, and nothing ends by it', () => {
    const called = (key: string, date: string): Fact => ({
      type: 'task.completed',
      at: at(date, '15:00'),
      data: { task: `call-patient/care/diagnosis/weekly@${key}` },
    });
    const calls = [
      called('2026-11-28', '2026-12-07'),
      called('2026-12-05', '2026-12-14'),
      called('2026-12-12', '2026-12-21'),
    ];
    const lostTasks = (until: string) =>
      play(rules, [], { until: at(until, '09:00'), facts: calls }).effects.filter(
        (effect) => effect.type === 'open-task' && effect.task === 'lost-to-follow-up',
      );
    const later = play(rules, [], {
      until: at('2027-01-02', '09:00'),
      facts: [
        ...calls,
        {
          type: 'task.completed',
          at: at('2026-12-22'),
          data: { task: 'lost-to-follow-up/care/diagnosis/weekly@2026-12-12' },
        },
      ],
    });

    expect(lostTasks('2026-12-18')).toEqual([]);
    expect(lostTasks('2026-12-19')).toEqual([
      {
        type: 'open-task',
        key: 'lost-to-follow-up/care/diagnosis/weekly@2026-12-12',
        task: 'lost-to-follow-up',
        team: 'clinicians',
        dueAt: at('2026-12-22', '17:00'),
      },
    ]);
    expect(later.state.missedInARow).toEqual({ weekly: 6 });
    expect(later.state.tasks.map(({ task }) => task)).not.toContain('lost-to-follow-up');
    expect(statusOf(later.state)).toBe('active');
  });

  it('are missed a third and a fourth time only after a call each, for no prompt leaves before it', () => {
    const { looks } = playStory(wholeRules(), {
      story: 'silence, and calls that reach nobody',
      enrolledAt: at('2026-11-20'),
      reach: reachable,
      outages: [],
      otherwise: {},
      happens: [
        { at: at('2026-12-11'), completes: 'call-patient' },
        { at: at('2026-12-18'), expect: { tasks: [] } },
        { at: at('2026-12-21'), completes: 'call-patient' },
        { at: at('2026-12-25'), expect: { tasks: [] } },
        { at: at('2026-12-26'), expect: { tasks: [] } },
      ],
    });
    const asked = looks.map(({ seen }) => ['call-patient', 'lost-to-follow-up'].filter((kind) => isOpen(seen, kind)));

    expect(asked).toEqual([['call-patient'], [], ['call-patient', 'lost-to-follow-up']]);
  });

  it('whose prompt never left are the clinic’s task, not the patient’s silence, and only one task at a time', () => {
    const played = play(rules, [], { until: at('2026-12-19'), prompted: () => false });

    expect(played.effects.filter((effect) => effect.type === 'close-check-in').map((effect) => effect.as)).toEqual([
      'not-asked',
      'not-asked',
      'not-asked',
      'not-asked',
    ]);
    expect(played.effects.filter((effect) => effect.type === 'open-task').map((effect) => effect.task)).toEqual([
      'ask-by-phone',
    ]);
    expect(played.state.missedInARow).toEqual({});
  });

  it('count what was saved although it was never sent', () => {
    const key = 'care/diagnosis/weekly@2026-11-21';
    const { state } = play(rules, [], { until: at('2026-11-27') });
    const observed = [
      {
        checkIn: key,
        promptAcceptedAt: at('2026-11-21', '09:01'),
        anyAnswer: true,
        scores: [{ score: 'peg', value: 6, raw: 18 }],
      },
    ];
    const step = digest(rules, state, [], { now: at('2026-11-28'), observed });

    expect(step.effects).toEqual([{ type: 'close-check-in', key, as: 'partly-answered' }]);
    expect(step.state.scores).toEqual({ peg: [{ value: 6, raw: 18, at: at('2026-11-28', '09:00') }] });
    expect(step.usedObservations).toEqual(observed);
  });

  it('that close while the patient is held and nothing left are taken back', () => {
    const facts: Fact[] = [{ type: 'escalation.raised', at: at('2026-11-21', '08:00'), data: { escalation: 'one' } }];
    const played = play(rules, [], { until: at('2026-11-28'), facts, prompted: () => false });

    expect(statusOf(played.state)).toBe('held');
    expect(played.effects).toEqual([
      { type: 'close-check-in', key: 'care/diagnosis/weekly@2026-11-21', as: 'cancelled' },
    ]);
  });

  it('ask nothing at all during a pause over the holidays, which ends by itself', () => {
    const facts: Fact[] = [
      { type: 'enrolment.paused', at: at('2026-12-18'), data: { until: at('2027-01-04', '00:00'), reason: 'x' } },
    ];
    const played = play(rules, scripts.cannotTell.slice(0, 7), { until: at('2027-01-10'), facts });
    const opened = played.entries
      .filter((entry) => entry.what === 'check-in.opened')
      .map((entry) => entry.key?.slice(-10));

    expect(opened).toEqual(['2026-11-21', '2026-11-28', '2026-12-05', '2026-12-12', '2027-01-09']);
    expect(played.entries.map((entry) => entry.what)).toContain('enrolment.resumed');
    expect(statusOf(played.state)).toBe('active');
  });

  it('of the end that a pause swallowed are evaluated when they would have closed', () => {
    const facts: Fact[] = [
      { type: 'enrolment.paused', at: at('2027-01-15'), data: { until: at('2027-02-10'), reason: 'x' } },
    ];
    const played = play(rules, scripts.cannotTell, { until: at('2027-01-24'), facts });

    expect(gateOf(played.state)).toMatchObject({
      openedAt: at('2027-01-23', '09:00'),
      verdict: { kind: 'cannot-tell' },
    });
  });

  it('follow the patient to another zone, from the next one on', () => {
    const reach = {
      timeZone: 'America/New_York',
      preferredTime: '18:30',
      language: 'en',
      hasEmail: true,
      hasPhone: true,
    };
    const facts: Fact[] = [{ type: 'contact.changed', at: at('2026-11-25'), data: { reach } }];
    const { state, entries } = play(rules, [], { until: at('2026-12-06'), facts });
    const opened = entries.filter((entry) => entry.what === 'check-in.opened').map((entry) => entry.at);

    expect(opened).toEqual([
      at('2026-11-21', '09:00'),
      at('2026-11-28', '18:30', reach.timeZone),
      at('2026-12-05', '18:30', reach.timeZone),
    ]);
    expect(state.checkIns.at(-1)?.closesAt).toBe(at('2026-12-12', '18:30', reach.timeZone));
  });
});
