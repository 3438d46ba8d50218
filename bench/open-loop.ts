import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Post = { path: string; cookie: string; form: string };

/** Posts forms over kept connections, and takes nothing but "saved, go on" (303) for an answer. */
export function postForm(port: number): (post: Post) => Promise<void> {
  // A server closes what is idle for five seconds; a request that meets that moment would be lost.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 2000 });
  return ({ path, cookie, form }) =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(form)),
        cookie,
      };
      const asked = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.once('end', () => {
          if (answer.statusCode === 303) resolve();
          else reject(new Error(`${path} was answered with ${answer.statusCode}.`));
        });
      });
      asked.once('error', reject);
      asked.end(form);
    });
}

/**
 * Begins `count` requests at a fixed rate whether or not earlier ones have been answered, as people do, so that a slow
 * moment is met by everybody who comes in it. Milliseconds of each.
 */
export async function openLoop(
  perSecond: number,
  count: number,
  send: (n: number) => Promise<void>,
): Promise<number[]> {
  const begin = performance.now();
  const times: Promise<number>[] = [];
  for (let n = 0; n < count; n += 1) {
    const waitMs = begin + (n * 1000) / perSecond - performance.now();
    if (waitMs > 0) await delay(waitMs);
    const from = performance.now();
    const took = send(n).then(() => performance.now() - from);
    took.catch(() => undefined); // looked at below, with all the others
    times.push(took);
  }
  return Promise.all(times);
}
