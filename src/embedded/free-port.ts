import { connect, createServer } from 'node:net';

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
