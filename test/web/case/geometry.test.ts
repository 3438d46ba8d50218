import {
  besides,
  dateTicks,
  datesOf,
  flagMarks,
  pathOf,
  scalesOf,
  valueTicks,
  writer,
  zonesOf,
} from '../../../web/case/chart/geometry';

type Series = Parameters<typeof zonesOf>[0];

const frame = { left: 0, right: 100, top: 0, bottom: 100 };
const dates = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-06-09T00:00:00Z') };
const point = (day: string, value: number): Series['points'][number] => ({
  at: `${day}T00:00:00Z`,
  ...{ value, words: String(value), band: null, mode: 'link', proxy: false, late: false, checkInId: day },
});
const peg = (over: Partial<Series> = {}): Series => ({
  ...{ instrument: 'peg', title: 'PEG', what: 'pain', min: 0, max: 10, direction: 'lower', safety: null },
  ...{ directionWords: 'lower is better', goal: null, mcid: null, baseline: null, sentence: '', points: [], gaps: [] },
  ...over,
});
const goal = { value: 5, words: '5 or less', source: 'x', met: null };

describe('the drawing of a score', () => {
  it('goes in equal steps from the least to the greatest value of the instrument', () => {
    expect(valueTicks({ min: 0, max: 10 }, [5, 4, 3])).toEqual([0, 2, 4, 6, 8, 10]);
    expect(valueTicks({ min: 0, max: 24 }, [3, 4])).toEqual([0, 8, 16, 24]);
    expect(valueTicks({ min: 0, max: 27 }, [5, 4, 3])).toEqual([0, 9, 18, 27]);
    expect(valueTicks({ min: 0, max: 7 }, [5, 4, 3])).toEqual([0, 7]);
    expect(valueTicks({ min: 20, max: 80 }, [5, 4, 3])).toEqual([20, 32, 44, 56, 68, 80]);
  });

  it('has a band for no real change around this person’s own start, and a pale zone on the better side of the goal', () => {
    const mcid = { value: 1, words: '1 point', source: 'x' };
    const baseline = { value: 7, at: '2026-03-01T00:00:00Z', words: 'at the first answer' };
    const scales = scalesOf(peg(), dates, frame);
    const zones = zonesOf(peg({ goal, mcid, baseline }), scales);
    expect(zones.noChange?.top).toBeCloseTo(20);
    expect(zones.noChange?.height).toBeCloseTo(20);
    expect(zones.better).toEqual({ top: 50, height: 50 });
    expect(zonesOf(peg({ goal, direction: 'higher' }), scales).better).toEqual({ top: 0, height: 50 });
  });

  it('has neither where the pathway names none', () => {
    expect(zonesOf(peg(), scalesOf(peg(), dates, frame))).toEqual({ better: null, noChange: null });
  });

  it('keeps a band that leaves the range inside of it', () => {
    const mcid = { value: 3, words: '3 points', source: 'x' };
    const baseline = { value: 9, at: '2026-03-01T00:00:00Z', words: '' };
    expect(zonesOf(peg({ mcid, baseline }), scalesOf(peg(), dates, frame)).noChange).toEqual({ top: 0, height: 40 });
  });

  it('breaks its line where an answer was due and did not come', () => {
    const points = [point('2026-03-01', 5), point('2026-03-11', 5), point('2026-03-21', 5)];
    const scales = scalesOf(peg(), dates, frame);
    expect(pathOf({ points, gaps: [] }, scales).match(/M/g)).toHaveLength(1);
    const gaps = [{ at: '2026-03-15T00:00:00Z', words: 'asked, and not answered' }];
    expect(pathOf({ points, gaps }, scales).match(/M/g)).toHaveLength(2);
  });

  it('writes every number of an instrument with as many decimals as it has', () => {
    const one = writer(peg({ points: [point('2026-03-01', 7.3)] }));
    expect(one(7)).toBe('7.0');
    expect(writer(peg({ points: [point('2026-03-01', 14)] }))(15)).toBe('15');
  });

  it('moves the word of the goal away from the last value', () => {
    expect(besides(50, null)).toBe(50);
    expect(besides(50, 90)).toBe(50);
    expect(besides(50, 45)).toBe(63);
    expect(besides(50, 55)).toBe(37);
  });
});

describe('the dates of all drawings', () => {
  it('are the same, from the first to the last thing of any of them', () => {
    const series = [peg({ points: [point('2026-03-10', 7)] }), peg({ points: [point('2026-03-01', 7)] })];
    const flags = [{ at: '2026-04-20T12:00:00Z', no: 1, words: 'injection', kind: 'procedure' as const }];
    const span = datesOf(series, flags);
    expect(new Date(span.from).toISOString()).toBe('2026-03-01T00:00:00.000Z');
    expect(new Date(span.to).toISOString()).toBe('2026-04-20T12:00:00.000Z');
  });

  it('span a fortnight at least, so that one answer is no wall', () => {
    const { from, to } = datesOf([peg({ points: [point('2026-03-10', 7)] })], []);
    expect((to - from) / 86_400_000).toBe(14);
  });

  it('are named in equal steps of whole days', () => {
    const ticks = dateTicks(dates, 5);
    const steps = new Set(ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0)));
    expect([...steps]).toEqual([20 * 86_400_000]);
    expect(ticks[0]).toBe(dates.from);
  });
});

describe('flags', () => {
  const flag = (no: number, day: string) => ({ no, at: `${day}T00:00:00Z`, words: '', kind: 'stage' as const });
  const scales = scalesOf(peg(), dates, frame);

  it('stand where they happened', () => {
    expect(flagMarks([flag(1, '2026-03-11'), flag(2, '2026-05-10')], scales)).toEqual([
      { x: 10, label: '1' },
      { x: 70, label: '2' },
    ]);
  });

  it('that stand too close to be told apart become one', () => {
    const close = [flag(1, '2026-03-11'), flag(2, '2026-03-12'), flag(3, '2026-03-13'), flag(4, '2026-05-30')];
    expect(flagMarks(close, scales)).toEqual([
      { x: 10, label: '1–3' },
      { x: 90, label: '4' },
    ]);
  });
});
