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
    const { open } = await store.pulse.pulseOf(store.db, clinicId);
    sendPage(res, 'front-door', {
      ...{ title: 'Who are you?', clinic, clock, here: '/', doors: doorsOf(names, open) },
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

/** Of 16 by 16, as the console draws them. */
const icons = {
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  bell: 'M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4ZM6.5 13.5a1.5 1.5 0 0 0 3 0',
  mail: 'M2 4h12v8.5H2ZM2 4.5l6 4.5 6-4.5',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
} as const;

const doorsOf = (names: Record<Role, string>, open: { now: number; today: number }) => [
  {
    icon: icons.list,
    name: names.coordinator,
    words: 'Coordinator. Enrols, chases, rings, records.',
    to: '/sign-in?to=/worklist',
    does: 'Open the worklist',
  },
  {
    icon: icons.bell,
    name: names.clinician,
    words: 'Clinician. Is called when it matters, and decides.',
    open: `${String(open.now)} now, ${String(open.today)} today`,
    to: '/sign-in?to=/escalations',
    does: 'Open the escalations',
  },
  {
    icon: icons.mail,
    name: 'A patient',
    words: 'Answers by the link in an email, on a phone, in a minute.',
    to: '/demo/mailbox',
    does: 'Open the mailbox',
  },
  {
    icon: icons.code,
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
