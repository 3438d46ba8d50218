import express, { type Response, Router } from 'express';
import type { BuiltInProvider } from '../../src/identity/built-in';
import type { ApiDeps } from '../deps';
import { isSameOrigin } from '../middleware/same-origin';
import { sendPage } from '../pages/page';
import { sendNotSignedIn } from './not-signed-in';

type Deps = Pick<ApiDeps, 'store' | 'config'>;

/**
 * The identity provider of a demonstration and its page of made-up people. Whoever is chosen there is believed, so only a
 * demonstration has it; its store holds no patient.
 */
export function builtInProviderRouter(deps: Deps, provider: BuiltInProvider): Router {
  if (deps.config.mode !== 'demo') throw new Error('a live store has no built-in identity provider');
  const router = Router();
  const { protocol, page } = provider.paths;
  router.use(protocol, (req, res) => provider.handle(req, res));
  router.use(page, (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get(`${page}/:attempt`, async (req, res) => {
    if (await provider.isAsked(req, res)) await sendChooser(deps, res);
    else sendNotSignedIn(res, { what: 'unknown-attempt' }, '/');
  });
  router.post(`${page}/:attempt`, express.urlencoded({ extended: false, limit: 1024 }), async (req, res) => {
    if (!isSameOrigin(req, deps.config.publicUrl) || !(await provider.isAsked(req, res))) {
      sendNotSignedIn(res, { what: 'unknown-attempt' }, '/');
      return;
    }
    const person = (req.body as { person?: unknown } | undefined)?.person;
    const chosen = (await everybody(deps)).find(({ id }) => id === person);
    if (chosen) await provider.choose(req, res, chosen.id);
    else await sendChooser(deps, res);
  });
  return router;
}

const roles: Partial<Record<string, string>> = {
  coordinator: 'Coordinator',
  clinician: 'Clinician',
  lead: 'Clinical lead',
  operator: 'Operator',
};

/** Who can be chosen: nobody who has left, and no mailbox of the house. */
async function everybody({ store }: Deps): Promise<{ id: string; name: string; role: string; duty: string | null }[]> {
  const clinics = await store.clinics.clinicIds(store.db);
  const people = await Promise.all(
    clinics.map(async (clinicId) => {
      const [staff, onDuty] = await Promise.all([
        store.staff.listStaff(store.db, clinicId),
        store.rotas.dutyNow(store.db, clinicId),
      ]);
      return staff.flatMap(({ id, name, role: code, active }) => {
        const role = roles[code];
        const duties = onDuty.filter(({ staffId }) => staffId === id).map(({ rota }) => rota);
        return active && role !== undefined ? [{ id, name, role, duty: duties.join(', ') || null }] : [];
      });
    }),
  );
  return people.flat();
}

async function sendChooser(deps: Deps, res: Response): Promise<void> {
  sendPage(res, 'choose-person', { title: 'Who would you like to be?', people: await everybody(deps) });
}
