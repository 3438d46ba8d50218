import { DAY } from '../../src/domain/words/time';
import { OwnFacts } from '../contracts/course/attendance';
import { Duty, Pulse } from '../contracts/rota/duty';
import { iso } from '../contracts/fields';
import { Me } from '../contracts/me';
import { showOwnFacts } from '../views/course/attendance';
import { dutyView } from '../views/duty';
import { meView } from '../views/me';
import { defineRoute, type Route } from './route';

/** As far ahead as a lead is asked to close gaps. */
const AHEAD = 14 * DAY;

/** What stands around every screen: who asks, what has changed, who is on duty, what they did. */
export const meRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/me',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'Who asks, of which clinic, and what they may do',
    replies: { 200: { description: 'As things stand now', schema: Me } },
    handle: async ({ principal, deps: { store, config } }) => {
      const clinic = await store.clinics.nameAndSettings(store.db, principal.clinicId);
      return { status: 200, body: meView(principal, clinic, config.mode, store.sessions.LIMITS) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/pulse',
    deed: 'see work',
    about: 'clinic',
    summary: 'Whether anything has changed: made to be asked every two seconds',
    replies: { 200: { description: 'As things stand now', schema: Pulse } },
    handle: async ({ principal, deps: { store } }) => {
      const { now, version, open } = await store.pulse.pulseOf(store.db, principal.clinicId);
      return { status: 200, body: { now: iso(now), version, open } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/duty',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'Who is on duty now, and where nobody is in the next fourteen days',
    replies: { 200: { description: 'As things stand now', schema: Duty } },
    handle: async ({ principal: { clinicId }, deps: { store } }) => {
      const { db, rotas } = store;
      const { settings, now } = await store.clinics.readClinic(db, clinicId);
      const [on, unreachable, gaps] = await Promise.all([
        rotas.dutyNow(db, clinicId),
        rotas.unreachable(db, clinicId),
        rotas.gapsBetween(db, clinicId, rotas.onCallRotas(settings), now, now + AHEAD),
      ]);
      return { status: 200, body: dutyView({ settings, now }, { on, unreachable, gaps }) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/me/facts',
    deed: 'see patients',
    about: 'patient',
    summary: 'What you have recorded today, each with the way back',
    replies: { 200: { description: 'Newest first', schema: OwnFacts } },
    handle: async ({ principal, deps }) => {
      const body = await showOwnFacts(deps, principal);
      return { status: 200, body, shown: body.items.map(({ enrolmentId }) => enrolmentId) };
    },
  }),
];
