import { createLog, logStream, type WriteBytes } from '../src/log';

/** A disk with so much room; when it is full it fails as the kernel does. */
function disk(room: number) {
  let text = '';
  const state = {
    room,
    code: 'ENOSPC',
    get text() {
      return text;
    },
  };
  const write: WriteBytes = (bytes) => {
    if (state.room === 0) throw Object.assign(new Error('no space left on device'), { code: state.code });
    const taken = bytes.subarray(0, state.room);
    state.room -= taken.length;
    text += taken.toString();
    return taken.length;
  };
  return { state, write };
}

test('a full disk stops nothing: lines are dropped, counted, and the count is told when there is room', () => {
  const { state, write } = disk(0);
  const log = createLog('worker', 'info', logStream(write));

  log.info('one');
  log.info('two');
  state.room = Infinity;
  log.info('three');

  const lines = state.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; dropped?: number });
  expect(lines).toMatchObject([{ msg: 'lines lost', dropped: 2 }, { msg: 'three' }]);
});

test('a line that was torn by a full disk spoils no other', () => {
  const { state, write } = disk(4);
  const stream = logStream(write);

  stream.write('{"a":1}\n');
  state.room = Infinity;
  stream.write('{"b":2}\n');

  expect(state.text.split('\n').at(0)).toBe('{"a"');
  expect(state.text.split('\n').at(-2)).toBe('{"b":2}');
});

test('a pipe that is full for a moment is waited for', () => {
  const { state, write } = disk(0);
  state.code = 'EAGAIN';
  let tries = 0;
  const stream = logStream((bytes) => {
    tries += 1;
    if (tries === 3) state.room = Infinity;
    return write(bytes);
  });

  stream.write('late\n');

  expect(state.text).toBe('late\n');
});
