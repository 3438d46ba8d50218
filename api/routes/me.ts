import { Me } from '../contracts/me';
import { meView } from '../views/me';
import { defineRoute, type Route } from './route';

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
];
