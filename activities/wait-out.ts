import { setTimeout as delay } from 'node:timers/promises';

/** Tries again after 0.1, 0.3, 0.9 … seconds: a short outage of the database is waited out. The last error is thrown. */
export async function waitOut<T>(tries: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries) throw error;
      await delay(100 * 3 ** (attempt - 1));
    }
  }
}
