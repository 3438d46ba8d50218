import { Pool } from 'pg';
import { readConfig } from '../config/config';
import { MailCatcher, storeCaughtMail } from '../embedded/mail/mail-catcher';

async function main(): Promise<void> {
  const { databaseUrl, smtpUrl } = readConfig(process.env);
  const pool = new Pool({ connectionString: databaseUrl, max: 8, connectionTimeoutMillis: 5000 });
  // A restarting database closes connections, idle or at work: that mail gets its 451, and the next opens a new one.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  const catcher = new MailCatcher({ store: (mails) => storeCaughtMail(pool, mails) });
  const { port, hostname } = new URL(smtpUrl);
  await catcher.listen(Number(port), hostname);
  process.once('SIGTERM', () => {
    void catcher.close().then(() => pool.end());
  });
}

void main();
