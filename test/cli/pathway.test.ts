import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathwayCommands } from '../../src/cli/pathway';
import { root } from '../support/care/shipped';

const shipped = join(root, 'pathways', 'post-laminectomy-syndrome', 'v1.yaml');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pathway-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

/** What the command says, and how it ends. */
function run(...args: string[]): { said: string; exitCode: number | string | undefined } {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const error = jest.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
  try {
    pathwayCommands().parse(args, { from: 'user' });
    return { said: lines.join('\n'), exitCode: process.exitCode };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

function slipped(from: string, to: string): { file: string; line: number } {
  const text = readFileSync(shipped, 'utf8');
  if (!text.includes(from)) throw new Error(`v1.yaml does not hold ${from}`);
  const file = join(folder, 'v1.yaml');
  writeFileSync(file, text.replace(from, to));
  return { file, line: text.slice(0, text.indexOf(from)).split('\n').length };
}

describe('throughline pathway validate', () => {
  it('finds nothing in what is shipped', () => {
    expect(run('validate', shipped)).toEqual({ said: `${shipped}: nothing found.`, exitCode: 0 });
  });

  it('says line and column, what is wrong, what to do, and the rule', () => {
    const { file, line } = slipped('decline: { end: returned-to-referrer }', 'decline: { stage: neuropathic-trial }');

    const { said, exitCode } = run('validate', file);

    expect(exitCode).toBe(1);
    expect(said).toContain(
      `${file}:${line}:11 tracks[0].stages[2].gate.decline leads back to "neuropathic-trial", as often as one likes (neuropathic-trial → surgical-review → neuropathic-trial): repeat with "again: { afterDays, atMost, otherwise }", or lead onwards. [loop.no-limit]`,
    );
  });

  it('judges by the hours of the clinic', () => {
    const { file } = slipped(
      'windowDays: 7 # [D]',
      "windowDays: 7\n    safety: { opensAt: '05:00', remindAfterHours: 3, callAt: '23:00' }",
    );

    const { said } = run('validate', file);

    expect(said).toContain('checkIns[0].safety.callAt is 23:00, when nobody is in');
    expect(said).toContain('[safety.call-unstaffed]');
    expect(said).toContain('checkIns[0].safety.opensAt is 05:00, at night');
    expect(said).toContain('[reminder.quiet-hours]');
  });

  it('ends with 2 where the file is not there', () => {
    expect(run('validate', join(folder, 'v9.yaml')).exitCode).toBe(2);
  });
});

describe('throughline pathway thresholds', () => {
  it('tells the faults of a file that is not well shaped', () => {
    const { file } = slipped('deadlineDays: 42', 'deadlineDays: soon');

    expect(run('thresholds', file)).toMatchObject({
      said: expect.stringContaining('deadlineDays must be of type') as string,
      exitCode: 1,
    });
  });

  it('lists the thresholds of one file with line, sentence, source and mark', () => {
    const { said, exitCode } = run('thresholds', shipped);

    expect(exitCode).toBe(0);
    expect(said).toMatch(
      /^\| v1\.yaml:\d+ \| care\/diagnosis\/deadlineDays \| 42 days \| A clinician records the diagnosis and its mechanism\. .* \| D \| pending \|$/m,
    );
  });
});
