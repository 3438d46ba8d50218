import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../../src/embedded/supervise/supervisor-lock';
import { removeScratchFolders, scratchFolder } from '../scratch';

afterEach(removeScratchFolders);

const URL_THERE = 'http://127.0.0.1:8080';

function lockFile(): { file: string; said: string[]; take: () => () => void } {
  const file = join(scratchFolder(), 'supervisor.lock');
  const said: string[] = [];
  return { file, said, take: () => takeLock(file, URL_THERE, (line) => said.push(line)) };
}

test('a second start beside a running one is refused and named its address', () => {
  const { file, take } = lockFile();
  const giveBack = take();

  expect(take).toThrow(/already running here \(process \d+\): open http:\/\/127\.0\.0\.1:8080/);

  giveBack();
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 4_194_304, startedAt: '1', url: URL_THERE })],
  ['whose number now belongs to another program', JSON.stringify({ pid: process.pid, startedAt: '1', url: URL_THERE })],
  ['that holds rubbish', '{"pid"'],
  ['that is empty', ''],
])('a lock %s is repaired and said so', (_name, content) => {
  const { file, said, take } = lockFile();
  writeFileSync(file, content);

  const giveBack = take();

  expect(said).toEqual([expect.stringMatching('stale lock')]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  giveBack();
});

test('a lock that somebody else has taken since is not given back', () => {
  const { file, take } = lockFile();
  const giveBack = take();
  writeFileSync(file, 'another');

  giveBack();

  expect(readFileSync(file, 'utf8')).toBe('another');
});
