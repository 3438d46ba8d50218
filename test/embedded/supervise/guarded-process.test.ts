import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGuarded } from '../../../src/embedded/supervise/guarded-process';
import { commandLine } from '../../../src/embedded/supervise/process-table';
import { removeScratchFolders, scratchFolder } from '../scratch';

afterEach(removeScratchFolders);

function guard(code: string) {
  const logFile = join(scratchFolder(), 'log');
  return {
    logFile,
    starting: startGuarded({ command: [process.execPath, '-e', code], env: {}, logFile, stopSignal: 'TERM' }),
  };
}

test('the exit code is the program’s own', async () => {
  const child = await guard('process.exit(7)').starting;

  expect(await child.exited).toBe(7);
});

test('stop lets the program end in its own way', async () => {
  const { logFile, starting } = guard(
    'setInterval(() => {}, 1000); process.on("SIGTERM", () => { console.log("bye"); process.exit(0); }); console.log("up")',
  );
  const child = await starting;
  while (!readFileSync(logFile, 'utf8').includes('up')) await new Promise((resolve) => setTimeout(resolve, 10));

  await child.stop();

  expect(await child.exited).toBe(0);
  expect(readFileSync(logFile, 'utf8')).toBe('up\nbye\n');
  expect(commandLine(child.pid)).toBeNull();
});

test('a program killed from outside is reported with its signal', async () => {
  const child = await guard('setInterval(() => {}, 1000)').starting;

  process.kill(child.pid, 'SIGKILL');

  expect(await child.exited).toBe(137);
});

test('a program that does not exist is an exit code, not a crash', async () => {
  const logFile = join(scratchFolder(), 'log');

  const child = await startGuarded({ command: ['/no/such/program'], env: {}, logFile, stopSignal: 'TERM' });

  expect(await child.exited).toBe(127);
});

test('nothing of our own environment reaches the program', async () => {
  const logFile = join(scratchFolder(), 'log');

  const child = await startGuarded({
    command: [process.execPath, '-p', 'JSON.stringify(Object.keys(process.env).sort())'],
    env: { ONLY: 'this' },
    logFile,
    stopSignal: 'TERM',
  });
  await child.exited;

  const shellAdds = ['OLDPWD', 'PWD', 'SHLVL', '_'];
  const seen = (JSON.parse(readFileSync(logFile, 'utf8')) as string[]).filter((name) => !shellAdds.includes(name));
  expect(seen).toEqual(['ONLY']);
});

test('a program that is frozen can be ended', async () => {
  const child = await guard('setInterval(() => {}, 1000)').starting;
  process.kill(child.pid, 'SIGSTOP');

  child.kill();

  expect(await child.exited).toBe(137);
});

test('a log that cannot be opened keeps no program from running', async () => {
  const logFile = join(scratchFolder(), 'no-such-folder', 'log');

  const child = await startGuarded({
    command: ['/bin/sh', '-c', 'echo lost; exit 3'],
    env: {},
    logFile,
    stopSignal: 'TERM',
  });

  expect(await child.exited).toBe(3);
});
