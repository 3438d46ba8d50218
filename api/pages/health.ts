import { Router } from 'express';
import type { Registry } from 'prom-client';
import type { ApiDeps } from '../deps';

type Finding = { what: string; ok: boolean; words: string };

type Health = Pick<ApiDeps, 'store' | 'engine' | 'probe' | 'catalogue' | 'config'>;

/** Whoever asks has an answer before this is over, whatever hangs. */
const ANSWER_MS = 1800;

/**
 * /readyz is the whole house for people and start scripts; /readyz/answers only what a patient's answer needs. Both look by
 * connections of their own, which work never takes; many who ask at once share one look.
 */
export function healthRouter(health: Health, metrics: Registry): Router {
  const router = Router();
  const answers = shared(async () => [await inTime('database', database(health))]);
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  for (const [path, look] of [
    ['/readyz/answers', answers],
    ['/readyz', () => houseFindings(health)],
  ] as const) {
    router.get(path, async (_req, res) => {
      const findings = await look();
      res.status(statusOf(findings)).json(summary(findings));
    });
  }
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

const houses = new WeakMap<Health['store'], () => Promise<Finding[]>>();

/** What is found in each part of the house; many who ask at once, here or in the console, share one look. */
export function houseFindings(health: Health): Promise<Finding[]> {
  const look = houses.get(health.store) ?? shared(() => lookAtHouse(health));
  houses.set(health.store, look);
  return look();
}

/** Without a database nothing else can be said. */
async function lookAtHouse(health: Health): Promise<Finding[]> {
  const looks = { database, engine: reachable, watch, promises, mail };
  const [base, ...rest] = await Promise.all(Object.entries(looks).map(([what, look]) => inTime(what, look(health))));
  if (base?.ok !== true) return base === undefined ? [] : [base];
  const coming = await madeUpComing(health).catch(() => null);
  return [base, ...rest, ...(coming === null ? [] : [coming])];
}

function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () =>
    (running ??= look().finally(() => {
      running = null;
    }));
}

/** What fails or takes too long is itself a finding. */
async function inTime(what: string, finding: Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(resolve, ANSWER_MS, {
      what,
      ok: false,
      words: `The ${what} could not be looked at in 2 seconds.`,
    });
  });
  const failed = { what, ok: false, words: `The ${what} could not be looked at.` };
  try {
    return await Promise.race([finding.catch(() => failed), late]);
  } finally {
    clearTimeout(timer);
  }
}

const statusOf = (findings: Finding[]): number => (findings.every(({ ok }) => ok) ? 200 : 503);
const summary = (findings: Finding[]): object => ({
  status: statusOf(findings) === 200 ? 'ready' : 'not ready',
  checks: findings,
});

async function database({ store, probe }: Health): Promise<Finding> {
  try {
    const mode = await store.health.storeMode(probe);
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

async function reachable({ engine }: Health): Promise<Finding> {
  if (await engine.isReachable()) return { what: 'engine', ok: true, words: 'The engine answers.' };
  return {
    what: 'engine',
    ok: false,
    words: 'The engine does not answer: facts are kept and carried out once it is back.',
  };
}

const WATCH_SILENT_SECONDS = 180;

async function watch({ store, probe }: Health): Promise<Finding> {
  const round = await store.health.lastWatchRound(probe);
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

async function promises({ store, probe }: Health): Promise<Finding> {
  const late = await store.health.lateEnrolments(probe);
  if (late.enrolments === 0) return { what: 'promises', ok: true, words: 'No enrolment waits longer than it should.' };
  return {
    what: 'promises',
    ok: false,
    words: `${late.enrolments} enrolments wait since up to ${late.oldestSeconds ?? 0} s.`,
  };
}

/** How far the made-up patients of a new demonstration are; null once they are there, and where there are none. */
async function madeUpComing({ store, probe, catalogue, config }: Health): Promise<Finding | null> {
  if (config.mode !== 'demo' || !config.demoPatients) return null;
  const references = catalogue.madeUp().references.slice(0, config.demoPatients);
  const { made } = await store.madeUp.whoIsThere(probe, references);
  if (made.length === 0 || made.length === references.length) return null;
  const far = `${String(made.length)} of ${String(references.length)}`;
  return { what: 'made-up patients', ok: true, words: `The made-up patients are still being made: ${far}.` };
}

/** Of both lanes and every channel; that alerts have somebody to go to is the watch's question. */
async function mail({ store, probe }: Health): Promise<Finding> {
  const { failing, takenSeconds } = await store.health.waysOut(probe);
  if (failing.length > 0) {
    const ways = failing.map(({ id, sinceSeconds }) => `${id} for ${sinceSeconds} s`).join(', ');
    return { what: 'mail', ok: false, words: `What is handed over is not taken: ${ways}. Look at the mail server.` };
  }
  const words =
    takenSeconds === null ? 'Nothing had to leave within a day.' : `A message was taken ${takenSeconds} s ago.`;
  return { what: 'mail', ok: true, words };
}
