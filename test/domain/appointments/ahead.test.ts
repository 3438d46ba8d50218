import { plan, PLAN_AHEAD, planAppointments } from '../../../src/domain/check-ins/plan';
import type { SessionPurpose } from '../../../src/domain/words/choices';
import type { Rules } from '../../../src/domain/step/rules';
import type { Instant } from '../../../src/domain/words/time';
import { at, type Fact, reachable } from '../../support/care/facts';
import { diagnosed, fact, order, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

const rules: Rules = remindedRules(['visit', [7, 2, 0]], ['therapy', [2]], ['procedure', [7, 2, 0]]);

function remindedRules(...remind: [SessionPurpose, number[]][]): Rules {
  const whole = wholeRules();
  const appointments = {
    remind: remind.map(([purpose, daysBefore]) => ({ for: purpose, daysBefore, source: 'test' })),
    morningAt: '07:30',
    prepare: [
      { for: 'visit' as const, items: ['letter', 'questions'] },
      { for: 'procedure' as const, items: ['letter'] },
      { for: 'procedure' as const, kinds: ['nerve-block'], items: ['clothes'] },
    ],
  };
  return { ...whole, pathway: { ...whole.pathway, appointments } };
}

const booked = (when: Instant, purpose: SessionPurpose = 'visit', on = '2026-11-23'): Fact =>
  fact('session.booked', on, { session: 'a', purpose, at: when });

/** Which mails go when, on the London wall: `2-days-before 8 December 09:00`. */
function mails(facts: Fact[], until: Instant, those = rules): string[] {
  const { state } = playWhole(facts, until, those);
  const hour = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'Europe/London', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  });
  return planAppointments(those, state, until + PLAN_AHEAD).flatMap(({ messages }) =>
    messages.map(({ role, dueAt }) => `${role} ${hour.format(dueAt).replace(' at', '')}`),
  );
}

const tenth = at('2026-12-10', '14:30');
const monday = at('2026-11-23', '12:00');

describe('what is called to mind before an appointment', () => {
  it('is the week before, 48 hours before and its morning, at the hour of the patient', () => {
    expect(mails([booked(tenth)], monday)).toEqual([
      '7-days-before 3 December 09:00',
      '2-days-before 8 December 09:00',
      '0-days-before 10 December 08:00',
    ]);
  });

  it('is what the pathway says for its purpose, and nothing where it says nothing', () => {
    expect(mails([booked(tenth, 'therapy')], monday)).toEqual(['2-days-before 8 December 09:00']);
    expect(mails([booked(tenth, 'psychology')], monday)).toEqual([]);
    expect(mails([booked(tenth)], monday, wholeRules())).toEqual([]);
  });

  it('is nothing on the morning of an appointment that begins within the hour', () => {
    expect(mails([booked(at('2026-12-10', '08:30'))], monday)).toEqual([
      '7-days-before 3 December 09:00',
      '2-days-before 8 December 09:00',
    ]);
  });

  it('goes by the day of the patient, wherever the patient lives', () => {
    const moved = fact('contact.changed', '2026-11-23', {
      reach: { ...reachable, timeZone: 'Pacific/Auckland' },
    });

    // 14:30 in London is half past three of the next morning in Auckland, thirteen hours ahead.
    expect(mails([moved, booked(tenth)], monday)).toEqual([
      '7-days-before 3 December 20:00',
      '2-days-before 8 December 20:00',
    ]);
  });

  it('is over when the next one is due, so that nothing comes late', () => {
    const { state } = playWhole([booked(tenth)], monday, rules);
    const [appointment] = planAppointments(rules, state, monday + PLAN_AHEAD);

    expect(appointment?.messages.map(({ expiresAt }) => expiresAt)).toEqual([
      at('2026-12-08', '09:00'),
      at('2026-12-10', '08:00'),
      tenth,
    ]);
  });

  it('is told at once, after the time to undo, of what is booked at short notice', () => {
    expect(mails([booked(at('2026-11-27', '14:30'))], monday)[0]).toBe('7-days-before 23 November 11:10');
  });

  it.each([
    ['was called off', fact('session.cancelled', '2026-11-24', { session: 'a' })],
    ['belongs to somebody who is in hospital', fact('patient.admitted', '2026-11-24', { reviewAt: tenth })],
    ['belongs to somebody who has died', fact('patient.died', '2026-11-24', {})],
    ['belongs to somebody who wants no mail', fact('consent.changed', '2026-11-24', { email: false })],
    ['belongs to somebody who withdrew', fact('enrolment.withdrawn', '2026-11-24', { reason: 'x' })],
    [
      'falls into a pause',
      fact('enrolment.paused', '2026-11-24', { until: at('2026-12-11', '09:00'), reason: 'on leave' }),
    ],
  ])('is nothing of one that %s', (_why, then) => {
    expect(mails([booked(tenth), then], at('2026-11-24', '12:00'))).toEqual([]);
  });

  it('moves with the appointment, under keys of the new day', () => {
    const moved = fact('session.moved', '2026-11-24', { session: 'a', at: at('2026-12-17', '09:00') });
    const { state } = playWhole([booked(tenth), moved], at('2026-11-24', '12:00'), rules);
    const [appointment] = planAppointments(rules, state, at('2026-12-31'));

    expect(appointment?.messages.map(({ key }) => key)).toEqual([
      'appointment/session/a@2026-12-17/7-days-before',
      'appointment/session/a@2026-12-17/2-days-before',
      'appointment/session/a@2026-12-17/0-days-before',
    ]);
  });

  it('is named as called off until its hour, for whoever was told of it', () => {
    const { state } = playWhole(
      [booked(tenth), fact('session.cancelled', '2026-11-24', { session: 'a' })],
      at('2026-11-24', '12:00'),
      rules,
    );

    expect(planAppointments(rules, state, tenth)).toMatchObject([{ key: 'session/a', calledOff: true, messages: [] }]);
  });

  it('is of no appointment that is over, and of none whose outcome is recorded', () => {
    const attended = fact('session.attended', '2026-12-10', { session: 'a' }, '16:00');

    expect(planAppointments(rules, playWhole([booked(tenth)], tenth, rules).state, tenth)).toEqual([]);
    expect(planAppointments(rules, playWhole([booked(tenth), attended], at('2026-12-11'), rules).state, tenth)).toEqual(
      [],
    );
  });

  it('is the day a procedure is ordered for, until a session with an hour stands for it', () => {
    const ordered = fact('procedure.ordered', '2026-11-30', { ...order, plannedOn: '2026-12-14' });
    const hour = fact('session.booked', '2026-12-01', { session: 'b', purpose: 'procedure', at: at('2026-12-14') });
    const day = playWhole([...towardsInjection, ordered], at('2026-11-30', '12:00'), rules).state;
    const both = playWhole([...towardsInjection, ordered, hour], at('2026-12-01', '12:00'), rules).state;

    expect(planAppointments(rules, day, at('2026-12-31'))).toMatchObject([
      { key: 'procedure/care/injection', wholeDay: true, at: at('2026-12-14', '00:00'), prepare: ['letter'] },
    ]);
    expect(planAppointments(rules, both, at('2026-12-31'))).toMatchObject([{ key: 'session/b', wholeDay: false }]);
  });

  it('makes ready what holds for each procedure and what holds for this kind', () => {
    const block = { ...order, kind: 'nerve-block', plannedOn: '2026-12-14' };
    const { state } = playWhole(
      [...towardsInjection, fact('procedure.ordered', '2026-11-30', block)],
      at('2026-11-30', '12:00'),
      rules,
    );

    expect(planAppointments(rules, state, at('2026-12-31'))[0]?.prepare).toEqual(['letter', 'clothes']);
  });

  it('shares the weekly budget with the questions, and goes before a reminder of them', () => {
    const facts = [...diagnosed('neuropathic'), booked(at('2026-12-10', '14:30'), 'visit', '2026-11-24')];
    const { state } = playWhole(facts, at('2026-11-25', '12:00'), rules);
    const until = at('2026-12-12', '08:00');
    const week = [
      ...plan(rules, state, until).flatMap(({ callAt, messages }) => (callAt === undefined ? messages : [])),
      ...planAppointments(rules, state, until).flatMap(({ messages }) => messages),
    ].filter(({ dueAt }) => dueAt >= at('2026-12-05', '00:00') && dueAt < until);

    expect(week.map(({ role }) => role).sort()).toEqual(['0-days-before', '2-days-before', 'invite']);
  });
});
