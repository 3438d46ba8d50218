import { requestCounts } from '../../../api/middleware/request-counts';

const WINDOW_MS = 60_000;
const START = 1_800_000_000_000;

describe('what is counted of requests', () => {
  let now: number;
  beforeEach(() => {
    now = START;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('is counted for each key by itself, from its first request to the end of its window', async () => {
    const counts = requestCounts(WINDOW_MS);
    await counts.increment('one');
    now += 40_000;

    expect(await counts.increment('one')).toEqual({ totalHits: 2, resetTime: new Date(START + WINDOW_MS) });
    expect(await counts.increment('other')).toEqual({ totalHits: 1, resetTime: new Date(now + WINDOW_MS) });
    now = START + WINDOW_MS;
    expect(await counts.increment('one')).toEqual({ totalHits: 1, resetTime: new Date(now + WINDOW_MS) });
    expect(await counts.increment('other')).toMatchObject({ totalHits: 2 });
  });

  test('is taken back, and forgotten, for one key alone', async () => {
    const counts = requestCounts(WINDOW_MS);
    for (const key of ['one', 'one', 'other', 'other']) await counts.increment(key);

    await counts.decrement('one');
    await counts.decrement('nobody');
    await counts.resetKey('other');

    expect(await counts.increment('one')).toMatchObject({ totalHits: 2 });
    expect(await counts.increment('other')).toMatchObject({ totalHits: 1 });
    expect(await counts.increment('nobody')).toMatchObject({ totalHits: 1 });
  });

  test('needs no timer, which would keep a closed server in memory', () => {
    const timers = jest.spyOn(globalThis, 'setInterval');

    requestCounts(WINDOW_MS);

    expect(timers).not.toHaveBeenCalled();
  });
});
