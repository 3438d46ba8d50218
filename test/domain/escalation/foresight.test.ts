import { foresee, nextTellingAt, nextWords } from '../../../src/domain/escalation/foresight';
import { climb, newLadder, type LadderFacts, type People } from '../../../src/domain/escalation/ladder';
import { HOUR, MINUTE } from '../../../src/domain/words/time';
import { ladderSettings as settings, nextStaffed, onCall } from '../../support/ladder-settings';

const NOW = Date.UTC(2026, 10, 23, 12); // a Monday at noon in London
const everybody: People = { onDuty: (rota) => [`one of ${rota}`], fallback: ['a lead'], nextDuty: null };
const aLadder = (change: Partial<LadderFacts> = {}): LadderFacts => ({ ...newLadder(onCall, 'now', NOW), ...change });

/** The ladder after so many minutes, climbed each time it was due. */
function climbed(minutes: number): LadderFacts {
  let facts = aLadder();
  for (let at = NOW; at <= NOW + minutes * MINUTE; at = facts.nextDueAt ?? Infinity)
    facts = { ...facts, ...climb(facts, settings, everybody, at) };
  return facts;
}

const next = (facts: LadderFacts, now = NOW) => {
  const at = nextTellingAt(facts, settings, now);
  return at === null ? null : { at, ...foresee(facts, settings, everybody, Math.max(at, now)) };
};

test('the next rung is foreseen at its own time, whatever repeats come before', () => {
  // The second rung waits half an hour, and its people are told again after a quarter.
  expect(next(climbed(0))).toMatchObject({ at: NOW + 15 * MINUTE, staff: ['one of second'], isLast: false });
  expect(next(climbed(20))).toMatchObject({ at: NOW + 45 * MINUTE, staff: ['one of manager'], isLast: true });
});

test('once everybody was told they are told again', () => {
  expect(next(climbed(45))).toMatchObject({
    ...{ at: NOW + 60 * MINUTE, staff: ['one of manager'], isLast: true, isAgain: true, everyMinutes: 15 },
  });
});

test('an acknowledgement that ends leads to the first rung, at opening where it may wait for that', () => {
  const taken = { status: 'acknowledged', acknowledgedUntil: NOW + 8 * HOUR } as const;

  expect(next(aLadder(taken))).toMatchObject({ at: NOW + 8 * HOUR, staff: ['one of first'] });
  expect(next(aLadder({ ...taken, policy: nextStaffed }))).toMatchObject({
    at: Date.UTC(2026, 10, 24, 9),
    staff: ['one of first'],
  });
});

test('what is late keeps the time it was promised for; what is resolved tells nobody', () => {
  expect(next(climbed(0), NOW + HOUR)).toMatchObject({ at: NOW + 15 * MINUTE, staff: ['one of second'] });
  expect(next(aLadder({ status: 'resolved' }))).toBeNull();
});

test('it foresees what the ladder then does', () => {
  for (const minutes of [0, 15, 45, 60, 75]) {
    const facts = climbed(minutes);
    const at = nextTellingAt(facts, settings, NOW) ?? 0;
    let then = facts;
    while ((then.nextDueAt ?? 0) < at) then = { ...then, ...climb(then, settings, everybody, then.nextDueAt ?? 0) };
    const told = climb(then, settings, everybody, at).entries.flatMap((entry) => ('staff' in entry ? entry.staff : []));

    expect(told).toEqual(expect.arrayContaining([...(foresee(facts, settings, everybody, at)?.staff ?? [])]));
  }
});

test.each([
  [{}, ['Amara Osei'], false, 'then Amara Osei is told'],
  [{}, ['Amara Osei', 'Dr Lee'], false, 'then Amara Osei and Dr Lee are told'],
  [{ isLast: true }, ['Amara Osei'], false, 'then Amara Osei is told, and everybody on duty again'],
  [{}, [], false, 'then nobody is left to tell: no one on the list is on duty'],
  [{ isAgain: true }, ['A'], true, 'You are the last on the list. You will be asked again every hour.'],
  [
    { isAgain: true, everyMinutes: 1440 },
    ['A'],
    false,
    'Everybody on the list has been told. They are asked again once a day.',
  ],
])('%j of %j: %s', (change, names, isForReader, words) => {
  const foreseen = { isLast: false, isAgain: false, everyMinutes: 60, ...change };
  expect(nextWords(foreseen, names, isForReader)).toBe(words);
});
