import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import { openDataFolder, readJson, writeJson } from '../../src/embedded/data-folder';
import { choosePorts, freePort, isListening, isPortFree, requirePort } from '../../src/embedded/ports';
import { removeScratchFolders, scratchFolder } from './scratch';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  removeScratchFolders();
});

async function occupy(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

test('a taken PORT is refused with a way out', async () => {
  const port = await freePort();
  await occupy(port);

  await expect(requirePort(port, '127.0.0.1')).rejects.toThrow(`Port ${port} is in use by another program`);
  expect(await isListening(port)).toBe(true);
});

test('the chosen ports are remembered over a start with another PORT', async () => {
  const folder = openDataFolder(scratchFolder());
  const first = await choosePorts(folder, await freePort());

  const second = await choosePorts(folder, await freePort());

  expect(second).toEqual(first);
  expect(readJson(folder.ports)).toMatchObject(first);
});

test('a remembered port that is taken now is replaced', async () => {
  const folder = openDataFolder(scratchFolder());
  const [api, taken] = [await freePort(), await freePort()];
  writeJson(folder.ports, { postgres: taken, temporal: 'rubbish', smtp: api });
  await occupy(taken);

  const ports = await choosePorts(folder, api);

  const all = [api, taken, ports.postgres, ports.temporal, ports.smtp];
  expect(new Set(all).size).toBe(5);
});

test('F-4: the parts take the three ports beside PORT, in the order that the README names', async () => {
  const api = await freeRow();

  expect(await choosePorts(openDataFolder(scratchFolder()), api)).toMatchObject({
    ...{ postgres: api + 1, temporal: api + 2, smtp: api + 3 },
  });
  expect(readFileSync(join(repositoryRoot(), 'README.md'), 'utf8')).toContain(
    '8081 PostgreSQL, 8082 Temporal, 8083 mail',
  );
});

/** A free port whose next three are free, too. */
async function freeRow(): Promise<number> {
  for (;;) {
    const first = await freePort();
    const free = await Promise.all([1, 2, 3].map((n) => isPortFree(first + n)));
    if (first < 65_000 && free.every(Boolean)) return first;
  }
}

test('above the highest port any free one is taken', async () => {
  const ports = await choosePorts(openDataFolder(scratchFolder()), 65_535);

  expect(Math.max(ports.postgres, ports.temporal, ports.smtp)).toBeLessThan(65_535);
});
