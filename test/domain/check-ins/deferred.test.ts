import { digest } from '../../../src/domain/step/digest';
import type { EventData } from '../../../src/domain/words/event';
import { openPromises } from '../../../src/domain/facts/moves';
import { isQuiet, nextWakeAt } from '../../../src/domain/step/next-wake';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import { rebuild } from '../../../src/domain/step/rebuild';
import type { Rules } from '../../../src/domain/step/rules';
import { DAY } from '../../../src/domain/words/time';
import { at, type Fact, reachable } from '../../support/care/facts';
import { fact, playWhole, wholeRules } from '../../support/care/whole';
import { play } from '../../support/care/scripted-patient';

const whole = wholeRules();
const rules: Rules = {
  ...whole,
  clinic: {
    ...whole.clinic,
    holidays: ['2026-12-25', '2026-12-28'],
    item9Window: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '16:00' })),
  },
};
/** The first check-in opens on Saturday, 21 November; the patient comes on Saturday evening. */
const FIRST = 'care/diagnosis/weekly@2026-11-21';
const NIGHT = '2026-11-21';

const deferral = (date = NIGHT, time = '23:10', checkIn = FIRST): Fact =>
  fact('form.deferred', date, { checkIn, forms: ['phq-9'] }, time);
const answered = (date: string, time: string, data: Partial<EventData['check-in.answered']> = {}): Fact =>
  fact('check-in.answered', date, { checkIn: FIRST, scores: [], late: false, ...data }, time);
const night = [deferral(), answered(NIGHT, '23:12', { deferred: ['phq-9'] })];
const LATER = 'care/diagnosis/weekly.deferred@2026-11-23';

const tasks = (facts: Fact[], until: number, by = rules) =>
  playWhole(facts, until, by).effects.flatMap((effect) =>
    effect.type === 'open-task' ? [[effect.task, effect.dueAt] as const] : [],
  );
const calls = (facts: Fact[], until: number, by = rules) =>
  tasks(facts, until, by).filter(([task]) => task === 'deferred-call');
const ahead = (facts: Fact[], until: number) => {
  const { state } = playWhole(facts, until, rules);
  return plan(rules, state, until + PLAN_AHEAD).filter(({ deferredFrom }) => deferredFrom !== undefined);
};

describe('a form that was not shown because nobody was there', () => {
  it('is planned for the next opening, with a mail of its own that is of use only while it can be answered', () => {
    expect(ahead(night, at(NIGHT, '23:30'))).toEqual([
      {
        key: LATER,
        checkIn: 'weekly',
        ask: ['phq-9'],
        opensAt: at('2026-11-23', '09:00'),
        closesAt: at('2026-11-23', '17:00'),
        callAt: at('2026-11-23', '16:00'),
        deferredFrom: FIRST,
        messages: [
          {
            key: `${LATER}/invite`,
            role: 'invite',
            dueAt: at('2026-11-23', '09:00'),
            expiresAt: at('2026-11-23', '16:00'),
          },
        ],
      },
    ]);
  });

  it('that is not done by the end of that window becomes a call on the same staffed day', () => {
    expect(calls(night, at('2026-11-23', '15:59'))).toEqual([]);
    expect(calls(night, at('2026-11-23', '16:00'))).toEqual([['deferred-call', at('2026-11-23', '17:00')]]);
  });

  it('that is done needs no call, and counts as no second answer to the check-in', () => {
    const done = answered('2026-11-23', '09:30', { checkIn: LATER });
    const { state } = playWhole([...night, done], at('2026-11-25'), rules);

    expect(calls([...night, done], at('2026-11-25'))).toEqual([]);
    expect(state.history.answered.weekly).toEqual([at(NIGHT, '23:12')]);
    expect(state.deferred).toEqual([]);
  });

  it('wakes the core exactly for the call, and the fact itself is not quiet', () => {
    const before = playWhole([], at(NIGHT, '23:10') - 1, rules).state;
    const { state } = playWhole(night, at('2026-11-23', '09:00'), rules);
    const [event] = playWhole([deferral()], at(NIGHT, '23:10'), rules).events.filter(
      ({ type }) => type === 'form.deferred',
    );
    const step = digest(rules, before, event ? [event] : [], { now: at(NIGHT, '23:10'), observed: [] });

    expect(isQuiet(rules, { state: before, wakeAt: nextWakeAt(rules, before, 0) }, step, 0)).toBe(false);
    expect(nextWakeAt(rules, state, 0)).toBe(at('2026-11-23', '16:00'));
  });

  it('skips the holidays', () => {
    const key = 'care/diagnosis/weekly@2026-12-19';
    const christmas = deferral('2026-12-24', '20:00', key);

    expect(ahead([christmas], at('2026-12-24', '20:01'))[0]).toMatchObject({
      key: 'care/diagnosis/weekly.deferred@2026-12-29',
      opensAt: at('2026-12-29', '09:00'),
      callAt: at('2026-12-29', '16:00'),
    });
  });

  it('waits for the end of a pause, and comes at once when the pause is ended earlier', () => {
    const paused = fact('enrolment.paused', '2026-11-22', { until: at('2026-12-03', '12:00'), reason: 'x' }, '10:00');
    const resumed = fact('enrolment.resumed', '2026-11-24', {}, '10:00');

    expect(ahead([...night, paused], at('2026-11-23', '12:00'))[0]?.opensAt).toBe(at('2026-12-03', '12:00'));
    expect(calls([...night, paused], at('2026-12-03', '11:59'))).toEqual([]);
    expect(calls([...night, paused], at('2026-12-03', '16:00'))).toEqual([
      ['deferred-call', at('2026-12-03', '17:00')],
    ]);
    expect(calls([...night, paused, resumed], at('2026-11-24', '16:00'))).toEqual([
      ['deferred-call', at('2026-11-24', '17:00')],
    ]);
  });

  it('waits for the discharge from hospital, and then for the next opening', () => {
    const admitted = fact('patient.admitted', '2026-11-22', { reviewAt: at('2026-12-20') }, '10:00');
    const discharged = fact('patient.discharged', '2026-11-26', {}, '18:00');
    const facts = [...night, admitted, discharged];

    expect(ahead([...night, admitted], at('2026-11-25'))).toEqual([]);
    expect(ahead(facts, at('2026-11-26', '18:01'))[0]?.opensAt).toBe(at('2026-11-27', '09:00'));
    expect(calls(facts, at('2026-11-27', '16:00'))).toEqual([['deferred-call', at('2026-11-27', '17:00')]]);
  });

  it('that is open when a pause begins is rung about all the same', () => {
    const paused = fact('enrolment.paused', '2026-11-23', { until: at('2026-12-20'), reason: 'x' }, '10:00');

    expect(calls([...night, paused], at('2026-11-23', '16:00'))).toHaveLength(1);
  });

  it('is rung about where the patient’s waking hours never meet the window', () => {
    const moved = fact(
      'contact.changed',
      '2026-11-21',
      { reach: { ...reachable, timeZone: 'Pacific/Auckland' } },
      '12:00',
    );

    expect(calls([moved, ...night], at('2026-11-23', '16:00'))).toEqual([['deferred-call', at('2026-11-23', '17:00')]]);
    expect(ahead([moved, ...night], at(NIGHT, '23:30'))[0]?.messages[0]?.expiresAt).toBe(at('2026-11-23', '16:00'));
  });

  it('is not asked again after it was answered where it was put off', () => {
    const sent = [deferral(), answered('2026-11-22', '12:00')];
    const sentMeanwhile = [deferral(), answered('2026-11-23', '10:00')];

    expect(ahead(sent, at('2026-11-22', '12:01'))).toEqual([]);
    expect(calls(sentMeanwhile, at('2026-11-24'))).toEqual([]);
    expect(playWhole(sentMeanwhile, at('2026-11-24'), rules).effects).toContainEqual({
      type: 'close-check-in',
      key: LATER,
      as: 'cancelled',
    });
  });

  it('put off twice is one check-in, and put off again from there it keeps its name', () => {
    const again = deferral('2026-11-22', '01:00', 'care/diagnosis/weekly@2026-11-14');
    const evening = deferral('2026-11-23', '20:00', LATER);

    expect(ahead([...night, again], at('2026-11-22', '02:00')).map(({ key }) => key)).toEqual([LATER]);
    expect(ahead([...night, evening], at('2026-11-23', '20:01')).map(({ key }) => key)).toContain(
      'care/diagnosis/weekly.deferred@2026-11-24',
    );
  });

  it('from two stages is asked once', () => {
    const other = deferral('2026-11-22', '01:00', 'care/rehabilitation/weekly@2026-11-21');
    const { state } = playWhole([...night, other], at('2026-11-23', '09:00'), rules);

    expect(ahead([...night, other], at('2026-11-22', '02:00')).map(({ key }) => key)).toEqual([LATER]);
    expect(state.checkIns.filter(({ deferredFrom }) => deferredFrom !== undefined).map(({ key }) => key)).toEqual([
      LATER,
    ]);
    expect(state.deferred).toEqual([]);
  });

  it('is not dropped by a full week, and the next one keeps its distance', () => {
    const full: Rules = {
      ...rules,
      pathway: { ...rules.pathway, burden: { routineMessagesPerWeek: 1, source: 'test' } },
    };
    const { state } = playWhole(night, at('2026-11-23', '08:00'), full);
    const [later] = plan(full, state, at('2026-11-24')).filter(({ deferredFrom }) => deferredFrom !== undefined);

    expect(later?.messages).toHaveLength(1);
    expect(playWhole(night, at('2026-11-23', '09:00'), rules).state.askedOn['phq-9']).toBe('2026-11-23');
  });

  it('ends with the enrolment, without a call', () => {
    const withdrawn = fact('enrolment.withdrawn', '2026-11-23', { reason: 'x' }, '12:00');

    expect(tasks([...night, withdrawn], at('2026-11-30')).map(([task]) => task)).not.toContain('safety-call');
    expect(calls([...night, withdrawn], at('2026-11-30'))).toEqual([]);
  });

  it('makes the same state when everything is rebuilt from the facts', () => {
    const paused = fact('enrolment.paused', '2026-11-22', { until: at('2026-12-03', '12:00'), reason: 'x' }, '10:00');
    const until = at('2026-12-05');
    const { state, events } = play(rules, [], { until, facts: [...night, paused] });

    expect(rebuild(rules, events, { now: until, observed: [] })).toEqual(state);
  });
});

describe('a safety question left blank', () => {
  it('in a form that was sent is asked by somebody on the same staffed day, never read as a no', () => {
    const sent = answered('2026-11-23', '10:00', { unknown: ['phq-9.item-9'] });
    const atNight = answered(NIGHT, '23:12', { unknown: ['phq-9.item-9'] });

    expect(tasks([sent], at('2026-11-23', '10:00'))).toContainEqual(['ask-left-blank', at('2026-11-23', '17:00')]);
    expect(tasks([atNight], at(NIGHT, '23:12'))).toContainEqual(['ask-left-blank', at('2026-11-23', '17:00')]);
  });

  it.each([true, false])('in a form that was never sent is asked at its close (anything answered: %s)', (anyAnswer) => {
    const { state } = playWhole([], at('2026-11-28', '08:59'), rules);
    const observed = [
      { checkIn: FIRST, promptAcceptedAt: at(NIGHT, '09:01'), scores: [], anyAnswer, unknown: ['phq-9.item-9'] },
    ];
    const step = digest(rules, state, [], { now: at('2026-11-28', '09:00'), observed });

    expect(step.effects).toContainEqual(
      expect.objectContaining({ task: 'ask-left-blank', dueAt: at('2026-11-30', '17:00') }),
    );
    expect(step.usedObservations).toEqual(observed);
  });

  it('keeps the enrolment from being ended by a decision, until somebody has asked', () => {
    const sent = answered('2026-11-23', '10:00', { unknown: ['phq-9.item-9'] });
    const { state } = playWhole([sent], at('2026-11-23', '11:00'), rules);

    expect(openPromises(state)?.message).toContain('a safety question that was left blank');
  });

  it('stays open after the end of the enrolment', () => {
    const sent = answered('2026-11-23', '10:00', { unknown: ['phq-9.item-9'] });
    const withdrawn = fact('enrolment.withdrawn', '2026-11-23', { reason: 'x' }, '12:00');
    const { state } = playWhole([sent, withdrawn], at('2026-11-23') + DAY, rules);

    expect(state.tasks.map(({ task }) => task)).toEqual(['ask-left-blank']);
  });
});
