import { climb, isExhausted, type LadderFacts, type People } from '../../../src/domain/escalation/ladder';
import { HOUR, MINUTE } from '../../../src/domain/time';
import { ladderSettings as settings, nextStaffed, onCall } from '../../support/ladder-settings';

const NOW = Date.UTC(2026, 10, 23, 12); // a Monday at noon in London

const aLadder = (change: Partial<LadderFacts> = {}): LadderFacts => ({
  status: 'open',
  policy: onCall,
  round: 1,
  rung: 0,
  repeats: 0,
  nextDueAt: NOW,
  acknowledgedUntil: null,
  ...change,
});
const everybody: People = { onDuty: (rota) => [`one of ${rota}`], fallback: ['a lead'] };
const nobodyIn = (...empty: string[]): People => ({
  onDuty: (rota) => (empty.includes(rota) ? [] : [`one of ${rota}`]),
  fallback: ['a lead'],
});

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

  test('beyond the last rung it is exhausted and repeats every hour', () => {
    const first = climb(aLadder({ rung: 2 }), settings, everybody, NOW);
    const second = climb(aLadder({ ...first }), settings, everybody, NOW + HOUR);
    const third = climb(aLadder({ ...second }), settings, everybody, NOW + 2 * HOUR);

    expect([first, second, third].flatMap(({ entries }) => entries)).toEqual([
      { what: 'exhausted', rung: 3, rota: 'manager', staff: ['one of manager'], repeat: 0 },
      { what: 'repeated', rung: 3, rota: 'manager', staff: ['one of manager'], repeat: 1 },
      { what: 'repeated', rung: 3, rota: 'manager', staff: ['one of manager'], repeat: 2 },
    ]);
    expect(third).toMatchObject({ exhausted: true, nextDueAt: NOW + 3 * HOUR });
  });

  test('an empty last rung tells the leads', () => {
    const step = climb(aLadder(), settings, nobodyIn('first', 'second', 'manager'), NOW);

    expect(step.entries.at(-1)).toMatchObject({ what: 'exhausted', staff: ['a lead'] });
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
