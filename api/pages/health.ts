import { Router } from 'express';
import type { Registry } from 'prom-client';
import type { ApiDeps } from '../deps';

type Finding = { what: string; ok: boolean; words: string };

/** /readyz is the whole house for people and start scripts; /readyz/answers only what a patient's answer needs. */
export function healthRouter({ store, engine }: Pick<ApiDeps, 'store' | 'engine'>, metrics: Registry): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz/answers', async (_req, res) => {
    const findings = [await database(store)];
    res.status(statusOf(findings)).json(summary(findings));
  });
  router.get('/readyz', async (_req, res) => {
    const base = await database(store);
    const rest = base.ok ? await Promise.all([reachable(engine), watch(store), promises(store)]) : [];
    const findings = [base, ...rest];
    res.status(statusOf(findings)).json(summary(findings));
  });
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

const statusOf = (findings: Finding[]): number => (findings.every(({ ok }) => ok) ? 200 : 503);
const summary = (findings: Finding[]): object => ({
  status: statusOf(findings) === 200 ? 'ready' : 'not ready',
  checks: findings,
});

type Store = ApiDeps['store'];

async function database(store: Store): Promise<Finding> {
  try {
    const mode = await store.health.storeMode(store.db);
    if (mode !== null) return { what: 'database', ok: true, words: `The database answers; this is a ${mode} store.` };
    return {
      what: 'database',
      ok: false,
      words: 'The database answers, but holds no store yet: run `npm start` once, or `throughline migrate`.',
    };
  } catch {
    return { what: 'database', ok: false, words: 'The database does not answer, or has not been migrated.' };
  }
}

async function reachable(engine: ApiDeps['engine']): Promise<Finding> {
  if (await engine.isReachable()) return { what: 'engine', ok: true, words: 'The engine answers.' };
  return {
    what: 'engine',
    ok: false,
    words: 'The engine does not answer: facts are kept and carried out once it is back.',
  };
}

const WATCH_SILENT_SECONDS = 180;

async function watch(store: Store): Promise<Finding> {
  const round = await store.health.lastWatchRound(store.db);
  if (!round) return { what: 'watch', ok: false, words: 'The watch has not looked yet.' };
  const ago = `${round.ageSeconds} s ago`;
  if (round.ageSeconds > WATCH_SILENT_SECONDS)
    return { what: 'watch', ok: false, words: `The watch last looked ${ago}: start it again.` };
  if (round.findings === 0)
    return { what: 'watch', ok: true, words: `The watch looked ${ago} and found nothing late.` };
  return {
    what: 'watch',
    ok: false,
    words: `The watch looked ${ago} and found ${round.findings} late or broken things: see its log.`,
  };
}

async function promises(store: Store): Promise<Finding> {
  const late = await store.health.lateEnrolments(store.db);
  if (late.enrolments === 0) return { what: 'promises', ok: true, words: 'No enrolment waits longer than it should.' };
  return {
    what: 'promises',
    ok: false,
    words: `${late.enrolments} enrolments wait since up to ${late.oldestSeconds ?? 0} s.`,
  };
}
