import { type DataFolder, readJson, writeJson } from './data-folder';
import { freePort, isPortFree } from './free-port';
import { StartError } from './start-error';

/** Their order is their distance from PORT. */
const NEIGHBOURS = ['postgres', 'temporal', 'smtp'] as const;
export type Ports = Readonly<Record<(typeof NEIGHBOURS)[number], number>>;

/** The page's own port is what people typed: it is never moved silently. */
export async function requirePort(port: number, host: string): Promise<void> {
  if (await isPortFree(port, host)) return;
  throw new StartError(
    `Port ${port} is in use by another program: stop that program, or choose another port with PORT=${port + 10} npm start.`,
  );
}

/** The ports of the parts: those of the last start, else those beside PORT, else any free ones. */
export async function choosePorts(folder: DataFolder, port: number): Promise<Ports> {
  const remembered = readJson(folder.ports);
  const taken = new Set([port]);
  const chosen = { postgres: 0, temporal: 0, smtp: 0 };
  for (const [index, name] of NEIGHBOURS.entries()) {
    const last = remembered[name];
    const wanted = [...(typeof last === 'number' ? [last] : []), port + index + 1];
    chosen[name] = await firstFree(wanted, taken);
    taken.add(chosen[name]);
  }
  writeJson(folder.ports, { api: port, ...chosen });
  return chosen;
}

async function firstFree(wanted: readonly number[], taken: ReadonlySet<number>): Promise<number> {
  for (const port of wanted) {
    if (port > 0 && port < 65_536 && !taken.has(port) && (await isPortFree(port))) return port;
  }
  const any = await freePort();
  return taken.has(any) ? firstFree(wanted, taken) : any;
}
