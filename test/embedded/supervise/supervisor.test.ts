import type { GuardedProcess } from '../../../src/embedded/supervise/guarded-process';
import { type Part, Supervisor } from '../../../src/embedded/supervise/supervisor';

/** A part in memory: `die` ends it as a crash would. */
function fakePart(name: string, order: string[], failures = 0): Part & { die(code: number): void; starts: number } {
  let finish: (code: number) => void = () => undefined;
  const part = {
    name,
    starts: 0,
    die: (code: number) => {
      finish(code);
    },
    start(): Promise<GuardedProcess> {
      part.starts += 1;
      if (part.starts > 1 && part.starts <= 1 + failures) return Promise.reject(new Error('not yet'));
      const exited = new Promise<number>((resolve) => (finish = resolve));
      return Promise.resolve({
        pid: 100 + part.starts,
        exited,
        stop() {
          order.push(name);
          finish(0);
          return exited.then(() => undefined);
        },
        kill() {
          finish(137);
        },
      });
    },
  };
  return part;
}

function supervise(remember?: () => void) {
  const said: string[] = [];
  const pids: Record<string, number>[] = [];
  const supervisor = new Supervisor({
    firstPauseMs: 1,
    probeEveryMs: 1,
    say: (line) => said.push(line),
    remember: (now) => {
      remember?.();
      pids.push({ ...now });
    },
  });
  const hears = async (line: string) => {
    while (!said.includes(line)) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { supervisor, said, pids, hears };
}

test('a part that dies is started again, and both are said', async () => {
  const { supervisor, said, pids, hears } = supervise();
  const worker = fakePart('worker', []);
  await supervisor.run(worker);

  worker.die(137);
  await hears('worker runs again');

  expect(said[0]).toBe('worker stopped (signal 9); starting it again in 1 s');
  expect(pids).toEqual([{ worker: 101 }, { worker: 102 }]);
  await supervisor.stop();
});

test('a part that is renewed begins anew at once, without the pause of one that died', async () => {
  const { supervisor, said, hears } = supervise();
  const api = fakePart('api', []);
  const worker = fakePart('worker', []);
  await supervisor.run(api);
  await supervisor.run(worker);

  await supervisor.renew(['api', 'not there']);
  await hears('api runs again');

  expect(said).toEqual(['api runs again']);
  expect([api.starts, worker.starts]).toEqual([2, 1]);
  await supervisor.stop();
});

test('a restart that fails is tried again', async () => {
  const { supervisor, said, hears } = supervise();
  const api = fakePart('api', [], 2);
  await supervisor.run(api);

  api.die(1);
  await hears('api runs again');

  expect(said.filter((line) => line.startsWith('api could not be started: not yet;'))).toHaveLength(2);
  expect(api.starts).toBe(4);
  await supervisor.stop();
});

test('stop ends the parts in reverse order and starts none again', async () => {
  const { supervisor, said } = supervise();
  const order: string[] = [];
  const parts = ['postgres', 'temporal', 'worker'].map((name) => fakePart(name, order));
  for (const part of parts) await supervisor.run(part);

  await supervisor.stop();

  expect(order).toEqual(['worker', 'temporal', 'postgres']);
  expect(said).toEqual([]);
  expect(parts.map(({ starts }) => starts)).toEqual([1, 1, 1]);
});

test('a part still starting when stop comes is stopped too', async () => {
  const { supervisor } = supervise();
  const order: string[] = [];
  const slow = fakePart('api', order);
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const starting = supervisor.run({ name: 'api', start: () => held.then(() => slow.start()) });

  const stopping = supervisor.stop();
  letGo();
  await Promise.all([starting, stopping]);

  expect(order).toEqual(['api']);
  await expect(supervisor.run(slow)).rejects.toThrow('stopping');
});

test('a part that runs but does not go on is ended and started again', async () => {
  const { supervisor, said, hears } = supervise();
  const worker = fakePart('worker', []);
  let asked = 0;
  await supervisor.run({ ...worker, isAlive: () => Promise.resolve((asked += 1) <= 2 || asked > 5) });

  await hears('worker runs again');

  expect(asked).toBeGreaterThanOrEqual(5);
  expect(said.slice(0, 2)).toEqual([
    'worker runs but does not go on: ending it',
    'worker stopped (signal 9); starting it again in 1 s',
  ]);
  await supervisor.stop();
});

test('an answer that is late once or twice ends nothing', async () => {
  const { supervisor, said } = supervise();
  const api = fakePart('api', []);
  let asked = 0;
  const enough = new Promise<void>((resolve) => {
    void supervisor.run({
      ...api,
      isAlive: () => {
        asked += 1;
        if (asked === 12) resolve();
        return asked % 3 === 0 ? Promise.resolve(true) : Promise.reject(new Error('no answer'));
      },
    });
  });

  await enough;

  expect(said).toEqual([]);
  await supervisor.stop();
});

test('a disk too full to write down who runs stops no part', async () => {
  const { supervisor, said, hears } = supervise(() => {
    throw new Error('no space left');
  });
  const api = fakePart('api', []);
  await supervisor.run(api);

  api.die(1);
  await hears('api runs again');

  expect(api.starts).toBe(2);
  expect(said[0]).toBe('who runs could not be written down: no space left');
  await supervisor.stop();
});
