import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Freezer = { url: string; freeze(): void; thaw(): void; close(): Promise<void> };

/**
 * Stands before a server; frozen, it takes connections and bytes and gives nothing back, as a stopped process does: the
 * kernel still answers for it.
 */
export async function standBefore(serverUrl: string): Promise<Freezer> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    client.pipe(behind).pipe(client);
    if (frozen) behind.pause().unpipe(client);
    behind.on('freeze', () => behind.unpipe(client).pause());
    behind.on('thaw', () => behind.pipe(client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze() {
      frozen = true;
      for (const socket of sockets) socket.emit('freeze');
    },
    thaw() {
      frozen = false;
      for (const socket of sockets) socket.emit('thaw');
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
