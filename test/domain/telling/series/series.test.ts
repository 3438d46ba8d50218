import { corrected } from '../../../../src/domain/corrections/corrections';
import type { Told } from '../../../../src/domain/telling/evidence/record';
import type { AskedCheckIn, SeriesRecord } from '../../../../src/domain/telling/series/record';
import { seriesOf } from '../../../../src/domain/telling/series/series';
import type { EventData } from '../../../../src/domain/words/event';
import { DAY } from '../../../../src/domain/words/time';
import { at } from '../../../support/care/facts';
import {
  answers,
  diagnosed,
  fact,
  injected,
  playWhole,
  towardsInjection,
  wholeRules,
} from '../../../support/care/whole';

const rules = wholeRules({}, 3);

/** What a house would have read of a course: a check-in is known by its key. */
function recordOf(
  facts: Parameters<typeof playWhole>[0],
  until: number,
  { missed = [], taken }: { missed?: string[]; taken?: EventData['check-in.answered']['taken'] } = {},
): SeriesRecord {
  const { state, events, entries } = playWhole(facts, until, rules);
  const told = corrected(events)
    .filter(({ type }) => type !== 'time.passed')
    .map((event): Told => ({ ...event, by: 'Dr Lee' }));
  const answered = told.filter(
    (each): each is Extract<Told, { type: 'check-in.answered' }> => each.type === 'check-in.answered',
  );
  const last = answered.at(-1);
  if (last && taken) last.data.taken = taken;
  const asked = (key: string, status: string): AskedCheckIn => {
    const opensAt = at(key.slice(-10), '09:00');
    return { id: key, key, ask: ['red-flags', 'peg'], deferred: [], status, opensAt, closesAt: opensAt + 7 * DAY };
  };
  return {
    rules,
    state,
    now: state.now,
    enrolment: 'enrolment',
    patient: { id: 'patient', reference: 'A-1001', familyName: 'Example', givenName: 'Ada', bornOn: '1970-05-14' },
    facts: told,
    answers: [],
    scores: answered.flatMap(({ data, recordedAt }) =>
      data.scores.map((score) => ({ ...score, response: data.checkIn, at: recordedAt })),
    ),
    put: [],
    decisions: [],
    written: [],
    checkIns: [
      ...answered.map(({ data }) => asked(data.checkIn, 'answered')),
      ...missed.map((day) => asked(`care/diagnosis/weekly@${day}`, 'missed')),
    ],
    entered: entries.flatMap((entry) =>
      entry.what === 'stage.entered' ? [{ track: entry.track ?? '', stage: entry.stage ?? '', at: entry.at }] : [],
    ),
  };
}

const peg = (record: SeriesRecord) => seriesOf(record).items.find(({ instrument }) => instrument === 'peg');
const better = [
  ...diagnosed('neuropathic'),
  answers('2026-11-28', { pain: 8 }),
  answers('2026-12-05', { pain: 5 }),
  answers('2026-12-12', { pain: 7 }),
];

describe('the course of a score', () => {
  it('G-12: says its range, its direction in words, the start, the newest, the best and whether the goal is met', () => {
    expect(peg(recordOf(better, at('2026-12-14')))).toMatchObject({
      title: 'PEG',
      what: 'pain and activity',
      min: 0,
      max: 10,
      direction: 'lower',
      directionWords: 'lower is better',
      sentence: '8.0 at the start, 7.0 now: 13 % better, goal not met. Best was 5.0 on 5 December 2026.',
      safety: null,
    });
  });

  it('takes goal and smallest change from the pathway, with the source it names', () => {
    const { goal, mcid, baseline } = peg(recordOf(better, at('2026-12-14'))) ?? {};

    expect(goal).toMatchObject({ value: 5.3, met: false, source: expect.stringMatching(/Dworkin 2008/) as string });
    expect(goal?.words).toMatch(/^5\.3 or less: 30 % better than at the start of “.+”$/);
    expect(mcid).toMatchObject({ value: 1, words: '1 point', source: expect.stringMatching(/Reed 2023/) as string });
    expect(baseline).toMatchObject({ value: 8 });
  });

  it('says of less than the smallest change that it is no real change', () => {
    const facts = [answers('2026-11-28', { peg: 7.7 }), answers('2026-12-05', { peg: 7.3 })];
    const raw = facts.map((each, index) => ({
      ...each,
      data: { ...each.data, scores: [{ score: 'peg', value: index === 0 ? 7.7 : 7.3, raw: index === 0 ? 23 : 22 }] },
    })) as typeof better;

    expect(peg(recordOf(raw, at('2026-12-06')))?.sentence).toBe(
      '7.7 at the start, 7.3 now: 4 % better (less than 1 point: no real change), goal not met.',
    );
  });

  it('never takes silence for a value: what was asked and not answered is a gap', () => {
    const course = peg(recordOf(better.slice(0, 4), at('2026-12-20'), { missed: ['2026-12-05', '2026-12-12'] }));

    expect(course?.points).toHaveLength(1);
    expect(course?.gaps).toEqual([
      { at: at('2026-12-05', '09:00'), words: 'asked, and not answered' },
      { at: at('2026-12-12', '09:00'), words: 'asked, and not answered' },
    ]);
    expect(course?.sentence).toMatch(/^8\.0 on 28 November 2026, answered once/);
  });

  it('says of a score that was never answered that it is not known', () => {
    const course = peg(recordOf([], at('2026-12-20'), { missed: ['2026-12-05'] }));

    expect(course).toMatchObject({ sentence: 'Asked 1 time, never answered: not known.', points: [], baseline: null });
    expect(course?.goal?.met ?? null).toBeNull();
  });

  it('marks what was answered by telephone, by somebody else, and late', () => {
    const course = peg(recordOf(better, at('2026-12-14'), { taken: { by: 'telephone', from: 'proxy' } }));

    expect(course?.points.map(({ mode, proxy }) => [mode, proxy])).toEqual([
      ['link', false],
      ['link', false],
      ['phone', true],
    ]);
  });

  it('stands first for the main score, and leaves pain out where it is the first question of PEG', () => {
    const { items } = seriesOf(recordOf(better, at('2026-12-14')));

    expect(items[0]?.instrument).toBe('peg');
    expect(items.map(({ instrument }) => instrument)).not.toContain('nrs');
  });

  it('shows a total that was entered from paper', () => {
    const entered = fact('score.entered', '2026-12-07', { instrument: 'odi', total: 40 });
    const odi = seriesOf(recordOf([...better, entered], at('2026-12-14'))).items.find(
      ({ instrument }) => instrument === 'odi',
    );

    expect(odi).toMatchObject({ title: 'ODI', points: [{ value: 40, mode: 'paper', checkInId: null }] });
  });
});

describe('what happened beside it', () => {
  it('is numbered by its day: stages of the first track, procedures, medicines', () => {
    const { flags } = seriesOf(recordOf([...towardsInjection, ...injected('2026-12-07')], at('2026-12-20')));

    expect(flags.map(({ no, kind, words }) => `${String(no)} ${kind}: ${words}`)).toEqual([
      '1 stage: trial of a simple pain medicine began',
      '2 stage: injection or nerve block began',
      '3 procedure: epidural steroid injection, lumbar',
    ]);
  });

  it('tells the start and the end of a medicine by its name, and no change of dose', () => {
    const start = (on: string, doseLevel: string) =>
      fact('treatment.added', on, {
        class: 'opioid',
        agent: `tramadol`,
        as: 'add-on',
        startedOn: on,
        ...(doseLevel && {}),
      });
    const stop = fact('medication.stopped', '2026-12-10', { reason: 'x', class: 'opioid' });
    const { flags } = seriesOf(recordOf([start('2026-12-01', 'a'), start('2026-12-04', 'b'), stop], at('2026-12-20')));

    expect(flags.map(({ words }) => words)).toEqual(['tramadol added', 'tramadol stopped']);
  });
});
