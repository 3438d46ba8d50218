import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiFixture, createApiFixture } from '../support/api-fixture';
import { root } from '../support/care/shipped';
import { setClinicClock } from '../support/care/test-day';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** The blocks of one journey, which go on where the one before ended. */
const blocks = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)]
  .map(([, block = '']) => block)
  .filter((block) => /^(key\(\)|call |fact |checkIn=|wrong=)/m.test(block));

let f: ApiFixture;
let folder: string;
beforeAll(async () => {
  f = await createApiFixture();
  folder = mkdtempSync(join(tmpdir(), 'throughline readme '));
  mkdirSync(join(folder, '.throughline'));
  writeFileSync(join(folder, '.throughline', 'demo.json'), JSON.stringify({ apiKeys: f.keys }));
  // The clock of a new demonstration is that of the machine, by which the README counts its days.
  await setClinicClock(f.db, Date.now());
  // Nothing else is due between two stops of this journey: the clock may jump, and each patient is looked at there.
  f.deps.walkClock = async (_clinicId, target) => {
    const now = (await f.now()) + (typeof target === 'object' && 'advanceMs' in target ? target.advanceMs : 0);
    await setClinicClock(f.db, now);
    for (const { id } of await f.db.selectFrom('enrolment').select('id').execute()) await f.advance(id);
    return { now, instants: 1, folded: 0 };
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await f.close();
});

/** Everything typed into one shell; each answer of the house is a line. */
function typed(script: string): Promise<{ code: number | null; said: string; complained: string }> {
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });
  let [said, complained] = ['', ''];
  shell.stdout.on('data', (part: Buffer) => (said += part.toString()));
  shell.stderr.on('data', (part: Buffer) => (complained += part.toString()));
  return new Promise((resolve) => {
    shell.on('close', (code) => {
      resolve({ code, said, complained });
    });
  });
}

test('F-2: what the README tells to type works to its end, copied as it stands', async () => {
  const { code, said, complained } = await typed(blocks.join('\n').replaceAll('http://localhost:8080', f.here));

  const refused = said.split('\n').filter((line) => /"status":[45]\d\d/.test(line));
  expect({ code, refused, complained }).toEqual({ code: 0, refused: [], complained: '' });
  expect(blocks).toHaveLength(4);
  const recorded = await f.db.selectFrom('event').select('type').where('recorded_by', '!=', 'system').execute();
  expect(recorded.map(({ type }) => type)).toEqual(
    expect.arrayContaining([
      ...['session.booked', 'session.attended', 'history.recorded', 'examination.recorded', 'diagnosis.recorded'],
      ...['medication.checked', 'medication.started', 'imaging.ordered', 'event.retracted'],
    ]),
  );
  expect(await f.db.selectFrom('escalation').select(['tier', 'status']).execute()).toEqual([
    { tier: 'now', status: 'resolved' },
  ]);
});
