import { urlencoded, Router } from 'express';
import type { Role } from '../../src/domain/words/authority';
import { DAY } from '../../src/domain/words/time';
import { DomainError } from '../../src/domain/words/error';
import type { ClockTarget } from '../../src/engine/temporal-engine';
import type { ApiDeps } from '../deps';
import { isSameOrigin } from '../middleware/same-origin';
import { demonstration } from './demonstration';
import { sendPage } from './page';

type Deps = Pick<ApiDeps, 'store' | 'config' | 'walkClock'>;

/** How far the buttons of the demonstration clock go. */
const moves: Record<string, ClockTarget> = {
  P1D: { advanceMs: DAY },
  P7D: { advanceMs: 7 * DAY },
  'next-event': 'next-event',
};

/** `/` asks who you are; in a demonstration its clock can be moved there. */
export function frontDoorRouter({ store, config, walkClock }: Deps): Router {
  const router = Router();
  router.get('/', async (req, res, next) => {
    if (!req.accepts('html')) {
      next();
      return;
    }
    res.setHeader('Cache-Control', 'no-store');
    if (config.mode === 'live') {
      sendPage(res, 'front-door', { title: 'Sign in', clock: null });
      return;
    }
    const { clinicId, clinic, clock } = await demonstration(store);
    const names = await firstOfEach(store, clinicId);
    sendPage(res, 'front-door', {
      ...{ title: 'Who are you?', clinic, clock, here: '/', doors: doorsOf(names) },
      coordinator: names.coordinator,
      clinician: names.clinician,
    });
  });
  if (config.mode === 'live') return router;
  router.post('/demo/clock', urlencoded({ extended: false, limit: '1kb' }), async (req, res) => {
    if (!isSameOrigin(req, config.publicUrl))
      throw new DomainError('not-allowed', 'The clock is moved from the pages of this host only.');
    const { to, back } = (req.body ?? {}) as { to?: string; back?: string };
    const target = moves[to ?? ''];
    if (target === undefined)
      throw new DomainError('invalid', 'Choose how far the clock goes: P1D, P7D or next-event.');
    const { clinicId } = await demonstration(store);
    await walkClock(clinicId, target);
    res.redirect(303, back?.startsWith('/demo/mailbox?') === true ? back : '/');
  });
  return router;
}

const doorsOf = (names: Record<Role, string>) => [
  {
    name: names.coordinator,
    words: 'Coordinator. Enrols, chases, rings, records.',
    to: '/sign-in?to=/worklist',
    does: 'Open the worklist',
  },
  {
    name: names.clinician,
    words: 'Clinician. Is called when it matters, and decides.',
    to: '/sign-in?to=/escalations',
    does: 'Open the escalations',
  },
  {
    name: 'A patient',
    words: 'Answers by the link in an email, on a phone, in a minute.',
    to: '/demo/mailbox',
    does: 'Open the mailbox',
  },
  {
    name: 'A programmer',
    words: 'Does the same things by HTTP, with a key.',
    to: '/docs',
    does: 'Open the reference',
  },
];

/** One of each function, to be greeted by. */
async function firstOfEach({ staff, db }: ApiDeps['store'], clinicId: string): Promise<Record<Role, string>> {
  const here = (await staff.listStaff(db, clinicId)).filter(({ active }) => active);
  const latestFirst = here.sort((a, b) => (a.id < b.id ? 1 : -1));
  return Object.fromEntries(latestFirst.map(({ name, role }) => [role, name])) as Record<Role, string>;
}
