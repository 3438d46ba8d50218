import { z } from 'zod';
import {
  Acknowledgement,
  ContactAttempt,
  HandOver,
  NoContactTick,
  Resolution,
  ResolutionWish,
  Snooze,
} from '../contracts/escalation';
import { escalationStatuses } from '../contracts/escalation-parts';
import { Escalation, Escalations, OpenedEscalation, ResolutionPreview } from '../contracts/escalation-view';
import { startOfDay, localDateAt } from '../../src/domain/calendar/calendar';
import { cursorAfter, iso, pageQuery, toPage } from '../contracts/fields';
import { oneOf } from '../../src/domain/facts/fields';
import { changeEscalation } from '../commands/escalation-work';
import { resolveEscalation } from '../commands/resolving';
import { showEscalation } from '../views/escalation';
import { showOpenedBy } from '../views/opened-by';
import { previewResolution } from '../views/resolution-preview';
import { defineRoute, type Route } from './route';
import type { EscalationView } from '../../src/storage/escalation/escalations';

const stale = {
  description: 'Something has changed since that revision (details.newSignals), or it is no longer possible.',
};

export const escalationRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/escalations',
    deed: 'see work',
    about: 'clinic',
    summary: 'What somebody must see, most urgent first',
    query: z.strictObject({
      status: oneOf(escalationStatuses).optional().meta({
        description: 'open: everything that is not resolved, held or not; that is also what is listed without it.',
      }),
      tier: oneOf(['now', 'today', 'digest']).optional().meta({ description: 'Only those of this tier.' }),
      owner: oneOf(['mine', 'team', 'all']).optional().meta({
        description:
          'mine: those whoever asks has. team: also those of their patients, those they were told of, and those of a rota they are on duty in. all, or left out: the whole clinic.',
      }),
      ...pageQuery,
    }),
    replies: {
      200: { description: 'One page; open is everything that is not resolved', schema: Escalations },
    },
    handle: async ({ query, principal, deps }) => {
      const { store } = deps;
      const { clinicId, staffId } = principal;
      const { status = 'open', tier, owner } = query;
      const page = toPage(query);
      const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
      const views = await store.escalations.list(store.db, clinicId, { status, tier, owner, staffId }, page);
      const today = startOfDay(settings.timeZone, localDateAt(settings.timeZone, now));
      const at = (view: EscalationView) => (status === 'resolved' ? view.resolvedAt : null) ?? view.raisedAt;
      return {
        status: 200,
        body: {
          now: iso(now),
          counts: await store.escalations.countsOf(store.db, clinicId, { owner, staffId }, { now, today }),
          items: views.map((view) => showEscalation(deps, view, principal)),
          nextCursor: cursorAfter(views, page, at),
        },
        shown: views.map(({ id }) => id),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/escalations/:id',
    deed: 'see work',
    about: 'patient',
    summary: 'One escalation with its signals',
    replies: { 200: { description: 'The escalation', schema: OpenedEscalation } },
    handle: async ({ params, principal, deps }) => {
      const { store } = deps;
      const [view, openedBy] = await Promise.all([
        store.escalations.one(store.db, principal.clinicId, params.id),
        showOpenedBy(deps, principal, '/escalations/:id', params.id),
      ]);
      return { status: 200, body: { ...showEscalation(deps, view, principal), openedBy } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/acknowledgement',
    deed: 'acknowledge escalations',
    about: 'patient',
    summary: 'Take it on: the paging stops until the acknowledgement expires',
    body: Acknowledgement,
    replies: { 200: { description: 'Acknowledged', schema: Escalation }, 409: stale },
    handle: (call) => {
      const { revision } = call.body;
      return changeEscalation(call, (tx, to) => call.deps.store.escalations.acknowledge(tx, { ...to, revision }));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/hand-over',
    deed: 'hand over escalations',
    about: 'patient',
    summary: 'Give it to another named person: it is theirs until the acknowledgement expires, and they are told',
    body: HandOver,
    replies: { 200: { description: 'Handed over', schema: Escalation }, 409: stale },
    handle: (call) =>
      changeEscalation(call, (tx, to) => call.deps.store.escalations.handOver(tx, { ...to, ...call.body })),
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/snooze',
    deed: 'put off escalations',
    about: 'patient',
    summary: 'Put it off: its ladder is silent until then, and begins anew. Never what somebody is needed for now',
    body: Snooze,
    replies: { 200: { description: 'Put off', schema: Escalation }, 409: stale },
    handle: (call) =>
      changeEscalation(call, (tx, to) => call.deps.store.escalations.snooze(tx, { ...to, ...call.body })),
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/contact-attempts',
    deed: 'try to reach patients',
    about: 'patient',
    summary: 'Say how you tried to reach the patient about it, and what came of it',
    body: ContactAttempt,
    replies: { 200: { description: 'Written down', schema: Escalation }, 409: stale },
    handle: (call) => {
      const { how, outcome, note = null } = call.body;
      return changeEscalation(call, (tx, to) =>
        call.deps.store.escalations.recordAttempt(tx, { ...to, how, outcome, note }),
      );
    },
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/no-contact-steps',
    deed: 'try to reach patients',
    about: 'patient',
    summary: 'Tick a step of the procedure for somebody whom nobody could reach',
    body: NoContactTick,
    replies: { 200: { description: 'Written down', schema: Escalation }, 409: stale },
    handle: (call) =>
      changeEscalation(call, (tx, to) => call.deps.store.escalations.tickNoContact(tx, { ...to, ...call.body })),
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/resolution-preview',
    deed: 'see patients',
    about: 'patient',
    summary: 'What would become of the held messages; nothing is changed',
    body: ResolutionWish,
    replies: { 200: { description: 'Message by message', schema: ResolutionPreview }, 409: stale },
    handle: async ({ params, body, principal, deps }) => ({
      status: 200,
      body: await previewResolution(deps, principal, params.id, body.messages),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/escalations/:id/resolution',
    deed: 'resolve escalations',
    about: 'patient',
    summary: 'Say what became of every signal, and of the held messages',
    body: Resolution,
    replies: {
      200: { description: 'Resolved; after could-not-reach it stays open and climbs again.', schema: Escalation },
      409: stale,
    },
    handle: (call) => resolveEscalation(call),
  }),
];
