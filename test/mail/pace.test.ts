import { createPace } from '../../src/mail/channel';

async function msOf(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

describe('pace', () => {
  test('zero is no limit', async () => {
    const pace = createPace(0);

    expect(pace.burst).toBeNull();
    expect(await msOf(() => pace.take(1_000_000))).toBeLessThan(50);
  });

  test('a second’s worth goes at once, the rest as the bucket fills', async () => {
    const pace = createPace(100);

    expect(await msOf(() => pace.take(100))).toBeLessThan(20);
    const waited = await msOf(() => pace.take(20));

    expect(waited).toBeGreaterThan(150);
    expect(waited).toBeLessThan(400);
  });

  test('takers at once share one bucket', async () => {
    const pace = createPace(100);

    const waited = await msOf(async () => {
      await Promise.all([pace.take(60), pace.take(60), pace.take(10)]);
    });

    expect(waited).toBeGreaterThan(250);
  });

  test('an abort ends the wait', async () => {
    const pace = createPace(1);
    const controller = new AbortController();
    const waiting = pace.take(100, controller.signal);
    controller.abort();

    await expect(waiting).rejects.toThrow('aborted');
  });
});
