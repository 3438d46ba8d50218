// Said before anything is installed: nobody should wait two minutes to hear that the port is taken.
import { createServer } from 'node:net';
import { fail } from './install.mjs';

/** Ends the process with one sentence when the port of the pages is taken. What cannot be read is left to the start itself. */
export async function requireFreePort({ PORT, HOST } = process.env) {
  const port = Number(PORT || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return;
  if (await isFree(port, HOST || '127.0.0.1')) return;
  fail(
    `Port ${port} is in use by another program: stop that program, or choose another port with PORT=${port + 10} npm start.`,
  );
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
