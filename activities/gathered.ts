/**
 * Work that is cheaper for many at once, without anybody waiting for others: an item alone goes at once, and what arrives
 * meanwhile goes together as soon as that is done. Each caller hears what became of the call its item was part of.
 */
export function gathered<T, R>(work: (items: T[]) => Promise<R>): (item: T) => Promise<R> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { items: T[]; done: Promise<R> } | null = null;
  return (item) => {
    if (next !== null) {
      next.items.push(item);
      return next.done;
    }
    const items = [item];
    const done = running.then(() => {
      next = null;
      return work(items);
    });
    next = { items, done };
    running = done.catch(() => undefined);
    return done;
  };
}
