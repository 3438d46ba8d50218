import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../src/config/settings';
import setUp from '../support/servers/global-setup';
import tearDown from '../support/servers/global-teardown';
import { fill, staffRoom, type StaffRoom } from '../support/servers/console';
import type { Screen } from '../support/servers/browser';
import { pictures, screens, type Shot } from './screens';
import { smallPng } from './small-png';

// npm run screenshots [-- NAME …]              the pictures of the guides, to docs/images
// npm run screenshots -- --to FOLDER [NAME …]  each screen, or those whose names begin so, at every width, light and dark

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string' }, width: { type: 'string', multiple: true }, light: { type: 'boolean' } },
});

const everyWidth = [320, 390, 768, 1024, 1366, 1920];
const heightOf = (width: number): number => (width < 768 ? 844 : width === 768 ? 1024 : width === 1920 ? 1080 : 768);

async function main(): Promise<void> {
  await setUp();
  const room = await staffRoom();
  try {
    await fill(room, 46);
    if (values.to === undefined) await takeAll(room, chosen(pictures()), join(repositoryRoot(), 'docs', 'images'));
    else await takeAll(room, looked(), values.to);
  } finally {
    await room.close();
    await tearDown();
  }
}

const chosen = (shots: readonly Shot[]): readonly Shot[] =>
  shots.filter(({ name }) => positionals.length === 0 || positionals.some((of) => name.startsWith(of)));

function looked(): Shot[] {
  const widths = values.width?.map(Number) ?? everyWidth;
  const wanted = chosen(screens);
  return wanted.flatMap((shot) =>
    widths.flatMap((width) =>
      (values.light === true ? [false] : [false, true]).map((dark): Shot => {
        const name = `${shot.name}-${String(width)}${dark ? '-dark' : ''}`;
        return { ...shot, name, on: { width, height: heightOf(width), dark }, whole: true };
      }),
    ),
  );
}

async function takeAll(room: StaffRoom, shots: readonly Shot[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const shot of shots) {
    try {
      writeFileSync(join(folder, `${shot.name}.png`), smallPng(await take(room, shot)));
      process.stdout.write(`${shot.name}\n`);
    } catch (error) {
      // One screen that cannot be reached says so, and the others are taken.
      process.exitCode = 1;
      process.stderr.write(`${shot.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

async function take(room: StaffRoom, { as, on = desk, open, whole = false }: Shot): Promise<Buffer> {
  const { page, close } = as === undefined ? await room.visitor(on) : await room.desk(as, on);
  try {
    await open(page, room);
    await page.waitForLoadState('networkidle');
    await page.evaluate('document.fonts.ready');
    return await page.screenshot({ fullPage: whole, animations: 'disabled' });
  } finally {
    await close();
  }
}

const desk: Screen = { width: 1366, height: 768 };

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
