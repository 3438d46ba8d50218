import { writeSync } from 'node:fs';

/** How many bytes of these it took; throws when it takes none. */
export type WriteBytes = (bytes: Buffer) => number;

/** A full pipe is worth a short wait; a full disk is not. */
const TRIES = 20;
const PAUSE_MS = 5;

/**
 * Where a process writes its log, line by line and at once. What cannot be written (a full disk, a broken pipe) is dropped
 * and counted, and the count is told as soon as writing works again: no log may stop the work it tells of.
 */
export function logStream(write: WriteBytes = (bytes) => writeSync(1, bytes)): { write(line: string): void } {
  let dropped = 0;
  let torn = false;
  const isWritten = (line: string): boolean => {
    const whole = Buffer.from(line);
    let rest = whole;
    // Once lines are lost, the next ones wait for nobody.
    for (let tries = dropped === 0 ? TRIES : 1; rest.length > 0 && tries > 0; tries -= 1) {
      try {
        rest = rest.subarray(write(rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break;
        if (tries > 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
    }
    if (rest.length < whole.length) torn = rest.length > 0;
    return rest.length === 0;
  };
  return {
    write(line) {
      const lost =
        dropped === 0 ? '' : `${JSON.stringify({ level: 40, time: Date.now(), dropped, msg: 'lines lost' })}\n`;
      if (isWritten(`${torn ? '\n' : ''}${lost}${line}`)) dropped = 0;
      else dropped += 1;
    },
  };
}

/** What libraries write to the terminal by themselves must not end the process either. */
export function surviveOutputErrors(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  }
}
