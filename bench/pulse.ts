import { setTimeout as delay } from 'node:timers/promises';
import { Agent, get } from 'node:http';
import { startSession } from '../src/storage/clinic/sessions';
import { hashOfSecret, newSecret } from '../src/identity/secrets';
import { alone, type Measured, quantile } from './figure';
import { type RunningHouse, startHouse } from './running-house';
import type { Servers } from './servers';

const CONSOLES = 200;
/** As web/api/queries.ts polls. */
const EVERY_MS = 2_000;
const LASTS_MS = 30_000;
const BAR = 20;

/** What so many open consoles cost the API while nobody does anything: its own processor time, as a share of one core. */
export async function benchPulse(servers: Servers): Promise<Measured[]> {
  const house = await startHouse(servers, { namespace: 'clock', worker: false });
  try {
    const cookies = await signedIn(house);
    const times: number[] = [];
    const faults: string[] = [];
    const poll = async (cookie: string, agent: Agent) => {
      const from = performance.now();
      const status = await ask(house.port, cookie, agent);
      if (status === 200) times.push(performance.now() - from);
      else faults.push(String(status));
    };
    const run = async (lasts: number) => {
      const until = performance.now() + lasts;
      await Promise.all(
        cookies.map(async (cookie, n) => {
          const agent = new Agent({ keepAlive: true, maxSockets: 1 });
          // Nobody opens a console at the same instant as everybody else.
          await delay((n * EVERY_MS) / CONSOLES);
          while (performance.now() < until) {
            const next = delay(EVERY_MS);
            await poll(cookie, agent);
            await next;
          }
          agent.destroy();
        }),
      );
    };
    await run(2 * EVERY_MS);
    times.length = 0;
    const [before, from] = [await cpuSeconds(house), performance.now()];
    await run(LASTS_MS);
    const share = (100 * 1000 * ((await cpuSeconds(house)) - before)) / (performance.now() - from);
    const least = (CONSOLES * LASTS_MS) / EVERY_MS / 2;
    if (faults.length > 0 || times.length < least)
      throw new Error(
        `Void: ${String(times.length)} polls were answered, ${String(faults.length)} were not (${faults[0] ?? ''}).`,
      );
    return [
      alone(`pulse, ${CONSOLES} consoles: bar ${BAR}: ${share < BAR ? '' : 'NOT '}met`, share, '% of a core'),
      alone('pulse, answered', times.length, 'polls'),
      alone('pulse, median', quantile(times, 0.5), 'ms'),
      alone('pulse, nineteen of twenty', quantile(times, 0.95), 'ms'),
    ];
  } finally {
    await house.close();
  }
}

/** A session for each console, among everybody of the clinic. */
async function signedIn({ db }: RunningHouse): Promise<string[]> {
  const staff = await db.selectFrom('staff_member').select('id').where('role', '<>', 'canary').orderBy('id').execute();
  return Promise.all(
    Array.from({ length: CONSOLES }, async (_each, n) => {
      const token = newSecret();
      const staffId = staff[n % staff.length]?.id ?? '';
      await startSession(db, { tokenHash: hashOfSecret(token), staffId, idToken: 'none' });
      return `staff=${token}`;
    }),
  );
}

const ask = (port: number, cookie: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { cookie, 'x-background': '1', 'sec-fetch-site': 'same-origin', accept: 'application/json' };
    get({ host: '127.0.0.1', port, path: '/api/v1/pulse', agent, headers }, (answer) => {
      answer.resume().on('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    }).on('error', reject);
  });

/** Processor time of the API's process so far, as it tells itself. */
async function cpuSeconds({ url }: RunningHouse): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = /^\w*process_cpu_seconds_total (\S+)/m.exec(text)?.[1];
  if (found === undefined) throw new Error('The API does not tell its processor time.');
  return Number(found);
}
