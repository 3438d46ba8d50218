import { z } from 'zod';
import { Appointments } from '../contracts/appointment';
import {
  Decisions,
  Enrolled,
  enrolmentContract,
  Evidence,
  evidenceQuery,
  Messages,
  NewEnrolment,
  Scores,
} from '../contracts/enrolment';
import { Enrolment } from '../contracts/course/course';
import { EventAccepted, StaffEvent, staffEventContract } from '../contracts/event';
import { PossibleFacts, RecordedForm } from '../contracts/course/possible';
import { Timeline, timelineQuery } from '../contracts/course/timeline';
import { SeriesList } from '../contracts/course/series';
import { byId, pageQuery, timeOrder, toPage } from '../contracts/fields';
import { enrol } from '../commands/enrolling';
import { showEnrolment } from '../views/course/course';
import { showExplanation, showScores } from '../views/enrolment';
import { showMessages } from '../views/course/messages';
import { showPossible, showRecordedForm } from '../views/course/possible';
import { showSeries } from '../views/course/series';
import { showTimeline } from '../views/course/timeline';
import { showDecisions, showEvidence } from '../views/evidence';
import { showAppointments } from '../views/appointment';
import { id } from '../../src/domain/facts/fields';
import { rightToRecord } from '../../src/domain/facts/rights';
import { requireRight } from '../middleware/principal';
import { MigrationPreview, MigrationWish } from '../contracts/pathway';
import { showMigration } from '../commands/migrating';
import { recordStaffEvent } from '../commands/recording';
import { retractEvent } from '../commands/retracting';
import { defineRoute, type Description, type Route } from './route';
import { clinicFacts, momentOf } from '../commands/clinic-facts';

export const enrolmentRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/enrolments',
    deed: 'enrol patients',
    about: 'patient',
    summary: 'Enrol a patient on a pathway',
    body: NewEnrolment,
    bodyFor: async ({ principal, deps }) => enrolmentContract(await clinicFacts(deps, principal)),
    replies: {
      201: { description: 'Enrolled; Location says where.', schema: Enrolled },
      409: {
        description:
          'Already on this pathway (details.enrolmentId), the reference belongs to somebody else, or it may be somebody known (possible-duplicate, details.candidates): say who it is not (notSameAs), or enrol by the known reference.',
      },
    },
    handle: (call) => enrol(call),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id',
    deed: 'see patients',
    about: 'patient',
    summary: 'Where one patient stands',
    replies: { 200: { description: 'The enrolment', schema: Enrolment } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showEnrolment(deps, principal, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/timeline',
    deed: 'see patients',
    about: 'patient',
    summary: 'What happened, line by line, and why',
    params: byId,
    query: timelineQuery,
    replies: { 200: { description: 'One page of what happened, with mail that was not sent', schema: Timeline } },
    handle: async ({ params, query, principal, deps }) => {
      const { kind = null, q = null, order } = query;
      const looked = { kinds: kind, find: q, newestFirst: order === 'newest-first' };
      return { status: 200, body: await showTimeline(deps, principal, params.id, toPage(query), looked) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/possible',
    deed: 'see patients',
    about: 'patient',
    summary: 'What can be recorded now, each with the fields of its form; what would be refused is not among it',
    replies: { 200: { description: 'Facts by heading, those that are waited for first', schema: PossibleFacts } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showPossible(deps, principal, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/events/:event/form',
    deed: 'see patients',
    about: 'patient',
    summary: 'A fact as a form that holds what was recorded: what could take its place, where it stands',
    params: byId.extend({ event: id.meta({ description: 'The id of the fact: the timeline names it.' }) }),
    replies: { 200: { description: 'The form; null where nothing takes its place', schema: RecordedForm } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showRecordedForm(deps, principal, params),
    }),
  }),
  pagesOf('decisions', 'What was decided, why, by whom, and what was in view', showDecisions, {
    description: 'One page of decisions',
    schema: Decisions,
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/messages',
    deed: 'see patients',
    about: 'patient',
    summary: 'Mail planned, sent and not sent',
    query: z.strictObject({ ...pageQuery, order: timeOrder }),
    replies: {
      200: { description: 'One page of the ledger of this enrolment, by when its plan wanted each', schema: Messages },
    },
    handle: async ({ params, query, principal: { clinicId }, deps }) => {
      const newestFirst = query.order === 'newest-first';
      return { status: 200, body: await showMessages(deps, clinicId, params.id, toPage(query), newestFirst) };
    },
  }),
  pagesOf('scores', 'Every score, newest last', showScores, { description: 'One page of scores', schema: Scores }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/appointments',
    deed: 'see patients',
    about: 'patient',
    summary: 'What is booked, what the patient made ready for it and wants to ask',
    params: byId,
    query: z.strictObject({}),
    replies: { 200: { description: 'The appointments, newest first, 100 at most', schema: Appointments } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showAppointments(deps, principal.clinicId, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/series',
    deed: 'see patients',
    about: 'patient',
    summary:
      'The course of every score: what it is compared with, its goal, what was not answered, and what happened beside it',
    replies: { 200: { description: 'The scores, the main one of the pathway first', schema: SeriesList } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showSeries(deps, principal.clinicId, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/explanation',
    deed: 'see patients',
    about: 'patient',
    summary: 'Why here, what happens next by itself, what is missing',
    replies: { 200: { description: 'The explanation of the pathway', schema: z.looseObject({}) } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      body: await showExplanation(deps, principal, params.id),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/enrolments/:id/evidence',
    deed: 'see patients',
    about: 'patient',
    summary: 'All that bears on a decision, with its sources and what is missing; also as text for a hospital record',
    query: evidenceQuery,
    replies: { 200: { description: 'The evidence as it stands now', schema: Evidence, text: true } },
    handle: async ({ params, principal, deps }) => ({
      status: 200,
      ...(await showEvidence(deps, principal.clinicId, params.id)),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/enrolments/:id/migration-preview',
    deed: 'look at another version',
    about: 'patient',
    summary: 'What another version of the pathway would change for this patient; nothing is changed',
    body: MigrationWish,
    replies: {
      200: { description: 'The difference, with the hash that pathway.migrated carries', schema: MigrationPreview },
      409: { description: 'That version can not take over; detail says why.' },
    },
    handle: (call) => showMigration(call),
  }),
  defineRoute({
    method: 'post',
    path: '/enrolments/:id/events',
    deed: 'record facts',
    about: 'patient',
    summary: 'Record what happened',
    body: StaffEvent,
    bodyFor: async ({ principal, deps }) => staffEventContract(await momentOf(deps, principal)),
    replies: {
      202: { description: 'Recorded; answered once it was carried out, or after a second.', schema: EventAccepted },
      409: { description: 'Not possible now; detail says why.' },
    },
    handle: (call) => {
      const { body } = call;
      requireRight(call.principal, rightToRecord(body.type, body.data), `record ${body.type}`);
      return body.type === 'event.retracted' ? retractEvent({ ...call, body }) : recordStaffEvent({ ...call, body });
    },
  }),
];

/** A list about one enrolment, a page at a time. */
function pagesOf(
  list: string,
  summary: string,
  show: (...asked: Parameters<typeof showScores>) => Promise<object>,
  page: Description,
): Route {
  return defineRoute({
    method: 'get',
    path: `/enrolments/:id/${list}`,
    deed: 'see patients',
    about: 'patient',
    summary,
    params: byId,
    query: z.strictObject(pageQuery),
    replies: { 200: page },
    handle: async ({ params, query, principal, deps }) => ({
      status: 200,
      body: await show(deps, principal.clinicId, params.id, toPage(query)),
    }),
  });
}
