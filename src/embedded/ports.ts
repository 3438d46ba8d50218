import { connect, createServer } from 'node:net';
import { type DataFolder, readJson, writeJson } from './data-folder';
import { StartError } from './supervise/guarded-process';

/** Binding is the only honest test; port 0 asks the system for any free one. */
function bind(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(address !== null && typeof address === 'object' ? address.port : null);
      });
    });
  });
}

export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await bind(port, host)) !== null;
}

export async function freePort(): Promise<number> {
  const port = await bind(0, '127.0.0.1');
  if (port === null) throw new Error('The system has no free port left on 127.0.0.1.');
  return port;
}

/** Whether somebody takes connections there; cheaper and sooner than a protocol's own client, which backs off first. */
export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

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
