import { rulesOf } from '../../../src/domain/instrument/left-blank';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { plan } from '../../../src/domain/check-ins/plan';
import type { Rules } from '../../../src/domain/step/rules';
import { at, reachable, type Fact } from '../../support/care/facts';
import { shippedInstrument } from '../../support/care/shipped';
import { fact, injected, playWhole, tasksOf, towardsInjection, wholeRules } from '../../support/care/whole';

const whole = wholeRules();
const inClinic = (change: Partial<Rules['clinic']>): Rules => ({ ...whole, clinic: { ...whole.clinic, ...change } });

/** When each safety check-in opens, is reminded about, and is rung about; done on Monday, 21 December 2026. */
function after(rules: Rules, on = '2026-12-21', more: Fact[] = []) {
  const { state } = playWhole([...towardsInjection, ...injected(on), ...more], at(on, '12:00'), rules);
  return plan(rules, state, at('2027-01-10'))
    .filter(({ callAt }) => callAt !== undefined)
    .map(({ opensAt, callAt, messages }) => ({ opensAt, callAt, mails: messages.map(({ dueAt }) => dueAt) }));
}

const christmas = inClinic({ holidays: ['2026-12-24', '2026-12-25', '2026-12-28', '2027-01-01'] });

describe('a safety check-in', () => {
  it('that falls on a holiday is asked on the last staffed day before, and on the day with a call at the next opening', () => {
    expect(after(christmas)).toEqual([
      // Day 1, a Tuesday.
      {
        opensAt: at('2026-12-22', '09:00'),
        callAt: at('2026-12-22', '14:00'),
        mails: [at('2026-12-22', '09:00'), at('2026-12-22', '12:00')],
      },
      // Day 3 is a holiday: the Wednesday before as well.
      {
        opensAt: at('2026-12-23', '09:00'),
        callAt: at('2026-12-23', '14:00'),
        mails: [at('2026-12-23', '09:00'), at('2026-12-23', '12:00')],
      },
      {
        opensAt: at('2026-12-24', '09:00'),
        callAt: at('2026-12-29', '09:00'),
        mails: [at('2026-12-24', '09:00'), at('2026-12-24', '12:00')],
      },
      // Day 7, a Monday, is a holiday: the last staffed day before is Wednesday, which has been asked on already.
      {
        opensAt: at('2026-12-28', '09:00'),
        callAt: at('2026-12-29', '09:00'),
        mails: [at('2026-12-28', '09:00'), at('2026-12-28', '12:00')],
      },
    ]);
  });

  it('is still asked when the track has gone on from the procedure', () => {
    const bypassed = fact('stage.bypassed', '2026-12-21', { track: 'care', reason: 'new weakness' }, '11:00');
    const known = after(whole);

    expect(known.length).toBeGreaterThan(2);
    expect(after(whole, '2026-12-21', [bypassed])).toEqual(known);
  });

  it('on a day that ends at noon is rung about on that day, an hour before its end', () => {
    const half = inClinic({
      staffedHours: whole.clinic.staffedHours.map((hours) => (hours.weekday === 2 ? { ...hours, to: '12:00' } : hours)),
    });
    const facts = [...towardsInjection, ...injected('2026-12-21')];

    expect(after(half)[0]?.callAt).toBe(at('2026-12-22', '11:00'));
    expect(tasksOf(playWhole(facts, at('2026-12-22', '10:59'), half))).not.toContain('safety-call');
    expect(playWhole(facts, at('2026-12-22', '11:00'), half).effects).toContainEqual(
      expect.objectContaining({ task: 'safety-call', dueAt: at('2026-12-22', '12:00') }),
    );
  });

  it.each(['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu'])(
    'of a patient in %s, whose morning comes later than the hour of the call, is rung about on the same staffed day',
    (timeZone) => {
      const moved = fact('contact.changed', '2026-12-21', { reach: { ...reachable, timeZone } }, '11:30');
      const facts = [...towardsInjection, ...injected('2026-12-21'), moved];
      const { effects } = playWhole(facts, at('2026-12-22', '14:00'), whole);

      expect(after(whole, '2026-12-21', [moved])[0]).toMatchObject({
        opensAt: at('2026-12-22', '11:00'),
        callAt: at('2026-12-22', '14:00'),
      });
      expect(effects).toContainEqual(
        expect.objectContaining({ task: 'safety-call', dueAt: at('2026-12-22', '17:00') }),
      );
    },
  );

  it('keeps its link open after the call, and an answer then still counts', () => {
    const key = 'care/injection/after-injection@2026-12-22';
    const late = fact('check-in.answered', '2026-12-22', { checkIn: key, scores: [], late: false }, '15:00');
    const { state } = playWhole(
      [...towardsInjection, ...injected('2026-12-21'), late],
      at('2026-12-22', '15:00'),
      whole,
    );

    expect(state.history.answered['after-injection']).toEqual([at('2026-12-22', '15:00')]);
    expect(state.tasks.map(({ task }) => task)).toContain('safety-call');
  });

  const DAY_1 = 'care/injection/after-injection@2026-12-22';
  const DAY_3 = 'care/injection/after-injection@2026-12-24';
  const sent = (checkIn: string, unknown: string[]): Fact => {
    const data = { checkIn, scores: [], late: false, forms: ['red-flags', 'after-injection'], unknown };
    return fact('check-in.answered', checkIn.slice(-10), data, '10:00');
  };
  const played = (facts: Fact[], until: number) =>
    playWhole([...towardsInjection, ...injected('2026-12-21'), ...facts], until, whole);
  const keysOf = (facts: Fact[], until: number) =>
    played(facts, until).effects.flatMap((effect) => (effect.type === 'open-task' ? [effect.key] : []));
  const skippedPage = rulesOf(shippedInstrument('after-injection'));

  it('whose safety page was skipped keeps its call, at once, and somebody asks the same day', () => {
    const { effects } = played([sent(DAY_1, skippedPage)], at('2026-12-22', '10:00'));
    const dueAt = at('2026-12-22', '17:00');

    expect(effects).toContainEqual(expect.objectContaining({ key: `safety-call/${DAY_1}`, dueAt }));
    expect(effects).toContainEqual(expect.objectContaining({ key: `ask-left-blank/${DAY_1}/after-injection`, dueAt }));
  });

  it('that was answered has no call any more', () => {
    expect(keysOf([sent(DAY_1, [])], at('2026-12-22', '23:00'))).not.toContain(`safety-call/${DAY_1}`);
  });

  it('makes every blank a promise of its own: by form, by check-in, also while the first is open', () => {
    const keys = keysOf(
      [sent(DAY_1, ['red-flag.fever', ...skippedPage]), sent(DAY_3, skippedPage)],
      at('2026-12-24', '10:00'),
    );

    expect(keys.filter((key) => /^(ask-left-blank|safety-call)/.test(key))).toEqual([
      `safety-call/${DAY_1}`,
      `ask-left-blank/${DAY_1}/red-flags`,
      `ask-left-blank/${DAY_1}/after-injection`,
      `safety-call/${DAY_3}`,
      `ask-left-blank/${DAY_3}/after-injection`,
    ]);
  });

  it('says in the timeline which safety questions were skipped, and remembers none of them as a no', () => {
    const { state, entries } = played([sent(DAY_1, skippedPage)], at('2026-12-22', '10:00'));
    const told = entries
      .filter(({ what, key }) => what === 'check-in.answered' && key === DAY_1)
      .map(journalIn('Europe/London'));

    expect(told).toEqual([
      'A check-in was answered. Safety questions skipped or not reached, so not known: after injection.',
    ]);
    expect(state.history.safetyAnswered).toHaveProperty(['red-flag.fever'], at('2026-12-22', '10:00'));
    expect(state.history.safetyAnswered).not.toHaveProperty(['after-injection.fever']);
  });

  it('of facts from before, which name no forms, counts what the check-in asked as answered', () => {
    const old = fact('check-in.answered', '2026-12-22', { checkIn: DAY_1, scores: [], late: false }, '10:00');
    const { state } = played([old], at('2026-12-22', '10:00'));

    expect(state.history.safetyAnswered).toHaveProperty(['after-injection.fever'], at('2026-12-22', '10:00'));
  });
});
