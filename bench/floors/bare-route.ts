import { join } from 'node:path';
import express from 'express';
import { Pool } from 'pg';
import { repositoryRoot } from '../../src/config/settings';
import { freePort, isListening } from '../../src/embedded/ports';
import { startGuarded, untilItAnswers } from '../../src/embedded/supervise/guarded-process';
import type { Servers } from '../servers';

/** The least that saving an answer can be: a form, one INSERT, a redirect. No session, no lock, no rule, no score. */
export async function startBareRoute(
  { folder }: Servers,
  databaseUrl: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const logFile = join(folder, 'bare-route.log');
  const child = await startGuarded({
    command: [process.execPath, '--import', 'tsx', __filename],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', TZ: 'UTC' },
      DATABASE_URL: databaseUrl,
      PORT: String(port),
    },
    logFile,
    stopSignal: 'TERM',
    cwd: repositoryRoot(),
  });
  await untilItAnswers('The bare route', child, logFile, () => isListening(port));
  return { port, stop: () => child.stop() };
}

async function serve(): Promise<void> {
  // As many connections as the API has.
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
  await pool.query(`create table bare_answer (id uuid primary key default uuidv7(), session text not null,
    question text not null, value integer not null, saved_at timestamptz not null default clock_timestamp())`);
  const app = express();
  app.post('/check-in/:id/q/:n', express.urlencoded({ extended: false }), async (req, res) => {
    const { question, answer } = req.body as { question: string; answer: string };
    await pool.query('insert into bare_answer (session, question, value) values ($1, $2, $3)', [
      req.get('cookie'),
      question,
      Number(answer),
    ]);
    res.redirect(303, `/check-in/${req.params.id}/q/${Number(req.params.n) + 1}`);
  });
  app.listen(Number(process.env.PORT), '127.0.0.1');
}

if (require.main === module) void serve();
