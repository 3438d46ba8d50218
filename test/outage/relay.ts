import { setTimeout as delay } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Answer = 'accept' | { code: number; text: string } | { afterMs: number };

/** A mail server whose answer to a mail can be changed while it runs; `down` takes no connection at all. */
export class Relay {
  answer: Answer = 'accept';
  /** Recipients of what it accepted. */
  readonly accepted: string[] = [];
  private server: SMTPServer | null = null;
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      closeTimeout: 100,
      onData: (stream, session, done) => {
        stream.resume();
        stream.once('end', () => {
          void this.settle(session.envelope.rcptTo.map(({ address }) => address)).then(done);
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (server === null) return;
    for (const connection of server.connections) connection.close();
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  }

  private async settle(to: string[]): Promise<Error | null> {
    const { answer } = this;
    if (answer !== 'accept' && 'code' in answer)
      return Object.assign(new Error(answer.text), { responseCode: answer.code });
    if (answer !== 'accept') await delay(answer.afterMs);
    this.accepted.push(...to);
    return null;
  }
}
