import fc from 'fast-check';
import { digest } from '../../../src/domain/step/digest';
import type { DomainEvent } from '../../../src/domain/words/event';
import type { Rules, SettingsSince } from '../../../src/domain/step/rules';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { course, lastAt, observedBy, seeds } from '../../support/care/arbitrary-facts';
import { enrolled, numbered } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const hours = (from: string, to: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to }));
const clinics = [
  rules.clinic,
  { ...rules.clinic, version: 2, undoMinutes: 90, staffedHours: hours('07:00', '12:00') },
  { ...rules.clinic, version: 3, undoMinutes: 0, staffedHours: hours('13:00', '20:00').slice(0, 3) },
];

/** Settings that were put in force at some instants of the course. */
const changes = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 2 }).map((days) => {
  const since = [...days].sort((one, other) => one - other).map((day) => enrolled.at + day * DAY + 5 * HOUR);
  return clinics
    .slice(0, since.length + 1)
    .map((clinic, index): SettingsSince => ({ since: index === 0 ? 0 : (since[index - 1] ?? 0), clinic }));
});

describe('settings of a clinic that change in a course of care', () => {
  it('decide the same whether time is passed at once, or day by day by whatever was known then', () => {
    fc.assert(
      fc.property(course, changes, seeds, (facts, settings, seed) => {
        const observed = observedBy(seed);
        const until = lastAt(facts) + 60 * DAY;
        const events = numbered(facts.map((fact) => ({ ...fact, observed })));
        const today: Rules = { ...rules, clinic: settings.at(-1)?.clinic ?? rules.clinic, settings };
        const once = digest(today, null, events, { now: until, observed });

        let state: EnrolmentState | null = null;
        const moments = [
          ...events.map(({ recordedAt }) => recordedAt),
          ...settings.map(({ since }) => since - 1),
          until,
        ]
          .filter((when) => when >= enrolled.at && when <= until)
          .sort((one, other) => one - other);
        for (const when of new Set(moments)) {
          const known = settings.filter(({ since }) => since <= when);
          const ofThen: Rules = { ...rules, clinic: known.at(-1)?.clinic ?? rules.clinic, settings: known };
          const fresh: DomainEvent[] = events.filter(({ recordedAt }) => recordedAt === when);
          state = digest(ofThen, state, fresh, { now: when, observed }).state;
        }
        expect(JSON.stringify(state)).toBe(JSON.stringify(once.state));
      }),
      { numRuns: 60 },
    );
  });
});
