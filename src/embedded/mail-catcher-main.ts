import { Pool } from 'pg';
import { readConfig } from '../config/config';
import { storeCaughtMail } from './caught-mail';
import { MailCatcher } from './mail-catcher';

async function main(): Promise<void> {
  const { databaseUrl, smtpUrl } = readConfig(process.env);
  const pool = new Pool({ connectionString: databaseUrl, max: 8, connectionTimeoutMillis: 5000 });
  pool.on('error', () => undefined); // a restarting database closes idle connections; the next mail opens a new one
  const catcher = new MailCatcher({ store: (mails) => storeCaughtMail(pool, mails) });
  const { port, hostname } = new URL(smtpUrl);
  await catcher.listen(Number(port), hostname);
  process.once('SIGTERM', () => {
    void catcher.close().then(() => pool.end());
  });
}

void main();
