import {
  climb,
  isExhausted,
  newLadder,
  type Climb,
  type LadderFacts,
  type People,
} from '../../../src/domain/escalation/ladder';
import { HOUR, MINUTE } from '../../../src/domain/words/time';
import { ladderSettings as settings, nextStaffed, onCall } from '../../support/ladder-settings';

const NOW = Date.UTC(2026, 10, 23, 12); // a Monday at noon in London

const aLadder = (change: Partial<LadderFacts> = {}): LadderFacts => ({ ...newLadder(onCall, 'today', NOW), ...change });
const everybody: People = { onDuty: (rota) => [`one of ${rota}`], fallback: ['a lead'], nextDuty: null };
const nobodyIn = (...empty: string[]): People => ({
  ...everybody,
  onDuty: (rota) => (empty.includes(rota) ? [] : [`one of ${rota}`]),
});
const tellings = ({ entries }: Climb) =>
  entries.flatMap((entry) => ('staff' in entry ? [`${entry.what} ${entry.staff.join()}`] : [entry.what]));

describe('climbing', () => {
  test('the first rung is told at once and waits its own time', () => {
    const step = climb(aLadder(), settings, everybody, NOW);

    expect(step.entries).toEqual([{ what: 'told', rung: 1, rota: 'first', staff: ['one of first'], repeat: 0 }]);
    expect(step).toMatchObject({ rung: 1, nextDueAt: NOW + 15 * MINUTE, exhausted: false, ended: false });
  });

  test('before the next deadline nobody is told', () => {
    const step = climb(aLadder({ rung: 1, nextDueAt: NOW + 1 }), settings, everybody, NOW);

    expect(step).toMatchObject({ entries: [], rung: 1, nextDueAt: NOW + 1 });
  });

  test('a rung with nobody is passed in the same step and noted', () => {
    const step = climb(aLadder(), settings, nobodyIn('first'), NOW);

    expect(step.entries.map(({ what, rung }) => [what, rung])).toEqual([
      ['passed-empty', 1],
      ['told', 2],
    ]);
    expect(step.nextDueAt).toBe(NOW + 30 * MINUTE);
  });

  test('beyond the last rung everybody on duty of every rung is told, again every hour', () => {
    const first = climb(aLadder({ rung: 2 }), settings, everybody, NOW);
    const second = climb(aLadder({ ...first }), settings, everybody, NOW + HOUR);
    const third = climb(aLadder({ ...second }), settings, everybody, NOW + 2 * HOUR);

    expect(tellings(first)).toEqual(['exhausted one of manager', 'exhausted one of first', 'exhausted one of second']);
    expect([second, third].map(tellings)).toEqual(
      [1, 2].map(() => ['repeated one of manager', 'repeated one of first', 'repeated one of second']),
    );
    expect(third).toMatchObject({ exhausted: true, repeats: 2, rung: 3, nextDueAt: NOW + 3 * HOUR });
  });

  test('whoever stands on several rungs is told once in a step', () => {
    const people = { ...everybody, onDuty: () => ['the only one'] };

    expect(tellings(climb(aLadder({ rung: 2 }), settings, people, NOW))).toEqual(['exhausted the only one']);
  });

  test('an empty last rung tells the leads', () => {
    const step = climb(aLadder(), settings, nobodyIn('first', 'second', 'manager'), NOW);

    expect(step.entries.at(-1)).toMatchObject({ what: 'exhausted', staff: ['a lead'] });
    expect(tellings(climb(aLadder({ rung: 2 }), settings, nobodyIn('manager'), NOW))).toEqual([
      'exhausted a lead',
      'exhausted one of first',
      'exhausted one of second',
    ]);
  });

  test('an open ladder that nothing would wake is due now', () => {
    expect(climb(aLadder({ nextDueAt: null }), settings, everybody, NOW).rung).toBe(1);
  });

  test('a resolved one has ended', () => {
    expect(climb(aLadder({ status: 'resolved' }), settings, everybody, NOW)).toMatchObject({
      ended: true,
      nextDueAt: null,
      entries: [],
    });
  });

  test('a class that waits for the morning tells no rung at night', () => {
    const late = Date.UTC(2026, 10, 27, 16, 50); // Friday, ten minutes before closing

    const step = climb(aLadder({ policy: nextStaffed, nextDueAt: late }), settings, everybody, late);

    expect(step.nextDueAt).toBe(Date.UTC(2026, 10, 30, 9)); // Monday, at opening
  });
});

describe('tier now', () => {
  const now = (change: Partial<LadderFacts> = {}) => aLadder({ tier: 'now', ...change });
  const slow = { ...onCall, rungs: [{ rota: 'first', waitMinutes: 40 }, ...onCall.rungs.slice(1)] };

  test('tells a rung again every quarter of an hour, and the next one on its own time', () => {
    const told = climb(now({ policy: slow }), settings, everybody, NOW);
    const again = climb(now({ policy: slow, ...told }), settings, everybody, NOW + 15 * MINUTE);
    const twice = climb(now({ policy: slow, ...again }), settings, everybody, NOW + 30 * MINUTE);
    const next = climb(now({ policy: slow, ...twice }), settings, everybody, NOW + 40 * MINUTE);

    expect([told, again, twice].map(({ nextDueAt }) => (nextDueAt ?? 0) - NOW)).toEqual([
      15 * MINUTE,
      30 * MINUTE,
      40 * MINUTE,
    ]);
    expect([again, twice].map(tellings)).toEqual([['repeated one of first'], ['repeated one of first']]);
    expect(tellings(next)).toEqual(['told one of second', 'repeated one of first']);
    expect(next).toMatchObject({ rung: 2, repeats: 0, rungUntil: NOW + 70 * MINUTE });
  });

  test('a repeat that comes late does not put off the next rung', () => {
    const told = climb(now({ policy: slow }), settings, everybody, NOW);
    const late = climb(now({ policy: slow, ...told }), settings, everybody, NOW + 39 * MINUTE);
    const tooLate = climb(now({ policy: slow, ...told }), settings, everybody, NOW + 41 * MINUTE);

    expect(late).toMatchObject({ rung: 1, nextDueAt: NOW + 40 * MINUTE });
    expect(tellings(tooLate)).toEqual(['told one of second', 'repeated one of first']);
  });

  test('repeats to everybody as often as the clinic says, until somebody acknowledges', () => {
    const often = { ...onCall, repeatNowMinutes: 5 };

    expect(climb(now({ rung: 2 }), settings, everybody, NOW).nextDueAt).toBe(NOW + 15 * MINUTE);
    expect(climb(now({ rung: 2, policy: often }), settings, everybody, NOW).nextDueAt).toBe(NOW + 5 * MINUTE);
    expect(climb(aLadder({ rung: 2, policy: often }), settings, everybody, NOW).nextDueAt).toBe(NOW + HOUR);
  });

  test('an interval of nothing does not turn in a circle', () => {
    const never = { ...onCall, repeatNowMinutes: 0 };

    expect(climb(now({ rung: 2, policy: never }), settings, everybody, NOW).nextDueAt).toBe(NOW + MINUTE);
  });

  test('a ladder from before, which kept no time of its rung, goes on to the next one', () => {
    const before = now({ rung: 1, rungUntil: null });

    expect(climb(before, settings, everybody, NOW)).toMatchObject({ rung: 2, rungUntil: NOW + 30 * MINUTE });
  });
});

describe('a duty that begins when every rung was told', () => {
  const exhausted = (change: Partial<LadderFacts> = {}) =>
    aLadder({ tier: 'now', rung: 3, exhaustedAt: NOW - HOUR, ...change });
  const beginning = (nextDuty: number): People => ({ ...everybody, nextDuty });

  test('starts the ladder again at rung 1, in a new round', () => {
    const step = climb(exhausted(), settings, beginning(NOW - MINUTE), NOW);

    expect(tellings(step)).toEqual(['duty-began', 'told one of first']);
    expect(step).toMatchObject({ round: 2, rung: 1, repeats: 0, exhaustedAt: null, exhausted: false });
  });

  test('is waited for: the ladder wakes for it, and repeats until then', () => {
    const step = climb(exhausted(), settings, beginning(NOW + 4 * MINUTE), NOW);

    expect(step.entries[0]).toMatchObject({ what: 'repeated' });
    expect(step.nextDueAt).toBe(NOW + 4 * MINUTE);
  });

  test('at night does not silence the repeats of a class that waits for the morning', () => {
    const night = Date.UTC(2026, 10, 23, 23);
    const waiting = exhausted({ policy: nextStaffed, nextDueAt: night, exhaustedAt: night - HOUR });

    const step = climb(waiting, settings, beginning(night - MINUTE), night);

    expect(tellings(step)[0]).toBe('repeated one of manager');
    const morning = Date.UTC(2026, 10, 24, 9);
    expect(climb({ ...waiting, nextDueAt: morning }, settings, beginning(night), morning)).toMatchObject({
      round: 2,
      rung: 1,
    });
  });
});

describe('an acknowledgement', () => {
  const held = aLadder({ status: 'acknowledged', rung: 2, acknowledgedUntil: NOW + HOUR, nextDueAt: NOW + HOUR });

  test('stops the paging until it expires', () => {
    expect(climb(held, settings, everybody, NOW)).toMatchObject({
      status: 'acknowledged',
      entries: [],
      nextDueAt: NOW + HOUR,
    });
  });

  test('goes back to whoever is on duty at rung 1 of a new round when it expires', () => {
    const step = climb(held, settings, everybody, NOW + HOUR);

    expect(step).toMatchObject({ status: 'open', round: 2, rung: 1, repeats: 0 });
    expect(step.entries.map(({ what }) => what)).toEqual(['acknowledgement-expired', 'told']);
  });

  test('that expires at night waits for the opening where the class does', () => {
    const night = Date.UTC(2026, 10, 23, 23);

    const step = climb({ ...held, policy: nextStaffed, acknowledgedUntil: night }, settings, everybody, night);

    expect(step).toMatchObject({ status: 'open', round: 2, rung: 0, nextDueAt: Date.UTC(2026, 10, 24, 9) });
  });
});

test('a ladder without rungs is exhausted at once', () => {
  const policy = { ...onCall, rungs: [] };

  expect(climb(aLadder({ policy }), settings, everybody, NOW)).toMatchObject({ rung: 1, exhausted: true });
  expect(isExhausted(policy, 1)).toBe(true);
});

describe('a ladder of the same day', () => {
  const sameDay = { ...nextStaffed, goesOnAfterHours: true } as const;
  /** A Monday, ten minutes before the clinic closes at five. */
  const LATE = Date.UTC(2026, 10, 23, 16, 50);

  test('that was begun in staffed hours climbs on past closing', () => {
    const first = climb(aLadder({ policy: sameDay, nextDueAt: LATE }), settings, everybody, LATE);
    const waiting = climb(aLadder({ policy: nextStaffed, nextDueAt: LATE }), settings, everybody, LATE);

    expect(first.nextDueAt).toBe(LATE + 15 * MINUTE);
    expect(waiting.nextDueAt).toBe(Date.UTC(2026, 10, 24, 9));
  });

  test('whose acknowledgement runs out in the evening tells the first one again, then and there', () => {
    const evening = Date.UTC(2026, 10, 23, 20, 30);
    const held = aLadder({ policy: sameDay, status: 'acknowledged', acknowledgedUntil: evening });

    expect(climb(held, settings, everybody, evening)).toMatchObject({ rung: 1, nextDueAt: evening + 15 * MINUTE });
  });
});
