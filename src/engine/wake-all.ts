import type { Engine, Sleeper } from './engine';

/** So many are asked of the engine at once: it answers faster than one by one, and is not flooded. */
const AT_ONCE = 20;

/**
 * Wakes them in their order. `taken` hears of each lot what the engine took. Returns those it did not take: once it took
 * nothing of a lot it is gone, and the rest is not tried, so that an engine that hangs costs two seconds.
 */
export async function wakeAll<T extends Sleeper>(
  engine: Pick<Engine, 'wake'>,
  sleepers: readonly T[],
  taken: (lot: readonly T[]) => Promise<void> = () => Promise.resolve(),
): Promise<T[]> {
  const missed: T[] = [];
  for (let from = 0; from < sleepers.length; from += AT_ONCE) {
    const lot = sleepers.slice(from, from + AT_ONCE);
    const answers = await Promise.all(lot.map((sleeper) => engine.wake(sleeper)));
    const reached = lot.filter((_, n) => answers[n] === true);
    missed.push(...lot.filter((_, n) => answers[n] !== true));
    if (reached.length === 0) return [...missed, ...sleepers.slice(from + AT_ONCE)];
    await taken(reached);
  }
  return missed;
}
