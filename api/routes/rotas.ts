import { z } from 'zod';
import { clinicFacts } from '../clinic-facts';
import { byId, iso } from '../contracts/fields';
import { Absence, absenceContract, Created, ShiftPlan, shiftPlanContract, Shifts, Staff } from '../contracts/work';
import { defineRoute, staffRoles, type Route } from '../route';
import { DomainError } from '../../src/domain/error';
import type { Shift } from '../../src/storage/rotas';

const rotaParams = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const show = (shifts: readonly Shift[]) => ({
  items: shifts.map((shift) => ({
    id: shift.id,
    staffId: shift.staffId,
    startsAt: iso(shift.startsAt),
    endsAt: iso(shift.endsAt),
  })),
});

export const rotaRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/rotas/:id/shifts',
    roles: staffRoles,
    about: 'clinic',
    summary: 'Who is on duty from now on',
    params: rotaParams,
    query: z.strictObject({}),
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
    roles: staffRoles,
    about: 'clinic',
    summary: 'Replace the shifts of a rota from now on',
    params: rotaParams,
    body: ShiftPlan,
    bodyFor: async ({ principal, deps }) => shiftPlanContract((await clinicFacts(deps, principal)).staffIds),
    replies: { 200: { description: 'The rota as it now stands', schema: Shifts } },
    handle: ({ params, body, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const shifts = await store.rotas.replaceShifts(tx, {
          clinicId: principal.clinicId,
          rota: params.id,
          shifts: body.shifts,
        });
        return { status: 200, body: show(shifts) };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/staff/:id/absences',
    roles: staffRoles,
    about: 'clinic',
    summary: 'Somebody is away: their shifts do not count meanwhile',
    params: byId,
    body: Absence,
    bodyFor: () => Promise.resolve(absenceContract()),
    replies: { 201: { description: 'Written; a gap in a rota opens a task.', schema: Created } },
    handle: ({ params, body, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const id = await store.rotas.addAbsence(tx, { clinicId: principal.clinicId, staffId: params.id, ...body });
        return { status: 201, body: { id } };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/staff',
    roles: staffRoles,
    about: 'clinic',
    summary: 'Who works here',
    query: z.strictObject({}),
    replies: { 200: { description: 'By name', schema: Staff } },
    handle: async ({ principal, deps: { store } }) => ({
      status: 200,
      body: { items: await store.staff.listStaff(store.db, principal.clinicId) },
    }),
  }),
];
