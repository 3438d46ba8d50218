import { z } from 'zod';
import { clinicFacts } from '../commands/clinic-facts';
import { handOverPatients } from '../commands/handing-over';
import { HandedOver, Handover } from '../contracts/rota/handover';
import { cursorAfter, fileId, iso, isoOrNull, pageQuery, toPage } from '../contracts/fields';
import {
  Absence,
  absenceContract,
  Absences,
  Created,
  NewAbsence,
  ShiftPlan,
  shiftPlanContract,
  Shifts,
  Staff,
} from '../contracts/work';
import { NewShift, RotaWeek } from '../contracts/rota/rota';
import { nameInRecords } from '../middleware/principal';
import { handover } from '../../src/domain/facts/contact';
import { asking, day } from '../../src/domain/facts/fields';
import { showWeek } from '../views/rota';
import { defineRoute, type Route } from './route';
import { placesOf } from '../../src/domain/words/care-team';
import { DomainError } from '../../src/domain/words/error';
import type { Absence as AbsenceRow, Shift } from '../../src/storage/rota/rotas';

const rotaParams = z.strictObject({ id: fileId });
const show = (shifts: readonly Shift[]) => ({
  items: shifts.map((shift) => ({
    id: shift.id,
    staffId: shift.staffId,
    startsAt: iso(shift.startsAt),
    endsAt: iso(shift.endsAt),
    recordedBy: shift.recordedBy,
  })),
});
const showAbsence = (absence: AbsenceRow) => ({
  ...absence,
  startsAt: iso(absence.startsAt),
  endsAt: iso(absence.endsAt),
  recordedAt: iso(absence.recordedAt),
  endedAt: isoOrNull(absence.endedAt),
});

const weekQuery = z.strictObject({
  from: day().optional().meta({ description: 'The first day; today when left out.' }),
  days: z.coerce
    .number({ error: asking('a number of days from 1 to 42') })
    .int('Give a whole number of days.')
    .min(1, 'Give at least one day.')
    .max(42, 'Give at most 42 days.')
    .optional()
    .meta({ description: 'How many days; 7 when left out.' }),
});

export const rotaRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/rotas',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'The rotas of some days: who is on duty, who is away, where nobody is, and who can be woken',
    query: weekQuery,
    replies: { 200: { description: 'The days asked for', schema: RotaWeek } },
    handle: async ({ query, principal, deps }) => ({
      status: 200,
      body: await showWeek(deps, principal.clinicId, { from: query.from, days: query.days ?? 7 }),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/rotas/:id/shifts',
    deed: 'change rotas and absences',
    about: 'clinic',
    summary: 'Put somebody on duty, beside whoever is',
    params: rotaParams,
    body: NewShift,
    replies: { 201: { description: 'On duty; a rota that is covered again closes its task.', schema: Created } },
    handle: ({ params, body, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const shift = { clinicId: principal.clinicId, rota: params.id, ...body, by: nameInRecords(principal) };
        return { status: 201, body: { id: await store.rotas.addShift(tx, shift) }, subject: params.id };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/rotas/:id/shifts',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'Who is on duty from now on',
    params: rotaParams,
    replies: { 200: { description: 'Shifts that have not ended', schema: Shifts } },
    handle: async ({ params, principal, deps: { store } }) => {
      const { settings, now } = await store.clinics.readClinic(store.db, principal.clinicId);
      if (!settings.rotas.some((rota) => rota.id === params.id)) {
        throw new DomainError('not-found', 'There is no such rota in this clinic.');
      }
      return { status: 200, body: show(await store.rotas.shiftsOf(store.db, principal.clinicId, params.id, now)) };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/rotas/:id/shifts',
    deed: 'change rotas and absences',
    about: 'clinic',
    summary: 'Replace the shifts of a rota from now on',
    params: rotaParams,
    body: ShiftPlan,
    bodyFor: async ({ principal, deps }) => shiftPlanContract((await clinicFacts(deps, principal)).staff),
    replies: { 200: { description: 'The rota as it now stands', schema: Shifts } },
    handle: ({ params, body, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const shifts = await store.rotas.replaceShifts(tx, {
          clinicId: principal.clinicId,
          rota: params.id,
          shifts: body.shifts,
          by: nameInRecords(principal),
        });
        return { status: 200, body: show(shifts), subject: params.id };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/absences',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'Who is away, now and later',
    query: z.strictObject(pageQuery),
    replies: { 200: { description: 'One page, earliest first', schema: Absences } },
    handle: async ({ query, principal, deps: { store } }) => {
      const page = toPage(query);
      const now = await store.clock.clinicNow(store.db, principal.clinicId);
      const rows = await store.rotas.absencesOf(store.db, principal.clinicId, now, page);
      return {
        status: 200,
        body: { items: rows.map(showAbsence), nextCursor: cursorAfter(rows, page, (row) => row.startsAt) },
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/staff/:id/absences',
    deed: 'change rotas and absences',
    about: 'clinic',
    summary: 'Somebody is away: their shifts do not count meanwhile',
    body: NewAbsence,
    bodyFor: () => Promise.resolve(absenceContract()),
    replies: { 201: { description: 'Written; a gap in a rota opens a task.', schema: Created } },
    handle: ({ params, body, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const absence = { clinicId: principal.clinicId, staffId: params.id, ...body, by: nameInRecords(principal) };
        return { status: 201, body: { id: await store.rotas.addAbsence(tx, absence) }, subject: params.id };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/absences/:id/ending',
    deed: 'change rotas and absences',
    about: 'clinic',
    summary: 'They are back, or stay: from now on their shifts count again',
    body: z.strictObject({}).default({}),
    replies: {
      200: { description: 'Ended; a rota that is covered again closes its task.', schema: Absence },
      409: { description: 'It is over already.' },
    },
    handle: ({ params, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const by = nameInRecords(principal);
        const ended = await store.rotas.endAbsence(tx, { clinicId: principal.clinicId, id: params.id, by });
        return { status: 200, body: showAbsence(ended) };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/staff',
    deed: 'see the clinic',
    about: 'clinic',
    summary: 'Who works here',
    replies: { 200: { description: 'By name', schema: Staff } },
    handle: async ({ principal, deps: { store } }) => {
      const [staff, counts] = await Promise.all([
        store.staff.listStaff(store.db, principal.clinicId),
        store.careTeams.countsByStaff(store.db, principal.clinicId),
      ]);
      const none = { coordinator: 0, clinician: 0 };
      const items = staff.map((each) => ({
        ...each,
        places: placesOf(each),
        patients: counts.get(each.id) ?? none,
      }));
      return { status: 200, body: { items } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/staff/:id/handover',
    deed: 'hand over patients',
    about: 'clinic',
    summary: 'All patients whose care team names somebody go to others, row by row',
    body: Handover,
    bodyFor: async ({ principal, deps }) => handover((await clinicFacts(deps, principal)).staff),
    replies: { 200: { description: 'What is done for each patient, or why it was left out', schema: HandedOver } },
    handle: (call) => handOverPatients(call),
  }),
];
