import { z } from 'zod';
import { teamsOf } from '../../src/domain/words/authority';
import { defined } from '../../src/domain/words/defined';
import type { WatchedVersion } from '../../src/storage/work/unchecked';
import type { WorklistFilter } from '../../src/storage/work/worklist';
import { Attendances, attendanceQuery } from '../contracts/course/attendance';
import { cursorAfter, iso, pageQuery, toPage } from '../contracts/fields';
import { UncheckedMedicines, Worklist, WorklistCounts, worklistQuery } from '../contracts/worklist';
import type { ApiDeps } from '../deps';
import { namedPerson, nameInRecords, type Principal } from '../middleware/principal';
import { showAttendances } from '../views/course/attendance';
import { showPerson } from '../views/person';
import { mainScores, showCounts, showWorklist, stagePlaces } from '../views/worklist';
import { defineRoute, type Route } from './route';

/** Each version that watches over medicines, as its file says. */
const watchedIn = ({ pathways }: ApiDeps['catalogue']): WatchedVersion[] =>
  pathways.flatMap(({ id, version, medicines }) => {
    const classes = [...new Set((medicines?.watch ?? []).flatMap((watch) => watch.classes))];
    return medicines && classes.length > 0
      ? [{ pathway: id, version, classes, days: medicines.confirmedWithinDays }]
      : [];
  });

/** Whose work is asked for; nothing where it is everybody's. */
export function ownerAsked(owner: string | undefined, principal: Principal): WorklistFilter['owner'] {
  if (owner === 'mine') return { staffId: namedPerson(principal) };
  return owner === 'team' ? { teams: teamsOf(principal.role) } : undefined;
}

/** The audit names a list by the path of its route. */
const WORKLIST = '/worklist';

export const worklistRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: WORKLIST,
    deed: 'see patients',
    about: 'patient',
    summary: 'Whose turn it is, what to do, and why',
    query: z.strictObject({ ...worklistQuery, ...pageQuery }),
    replies: { 200: { description: 'One page, most urgent first', schema: Worklist } },
    handle: async ({ query, principal, deps: { store, catalogue } }) => {
      const { view, owner, overdue, since: asked, sort, order, limit, cursor, ...narrowed } = query;
      const { clinicId } = principal;
      const page = toPage({ limit, cursor });
      const of = { clinicId, principal: nameInRecords(principal), action: `GET ${WORKLIST}` };
      const since = asked ?? (await store.looks.lastHere(store.db, of));
      const list = {
        clinicId,
        view: view ?? (narrowed.news === undefined ? 'needs-you' : null),
        filter: defined({
          ...narrowed,
          overdue: overdue === undefined ? undefined : (true as const),
          owner: ownerAsked(owner, principal),
        }),
        since,
        sort: sort === undefined ? null : { by: sort, descending: order === 'descending' },
        mainScores: mainScores(catalogue),
        stagePlaces: stagePlaces(catalogue),
      };
      const [found, { settings }] = await Promise.all([
        store.worklist.readWorklist(store.db, list, page),
        store.clinics.readClinic(store.db, clinicId),
      ]);
      const { rows, now } = found;
      const shown = showWorklist(found, since, { catalogue, timeZone: settings.timeZone, now });
      const places = rows.map(({ id, cursor: place }) => ({ id, ...place }));
      const body = { ...shown, nextCursor: cursorAfter(places, page, ({ at }) => at) };
      return { status: 200, body, shown: rows.map(({ id }) => id) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/worklist/counts',
    deed: 'see patients',
    about: 'clinic',
    summary: 'How many patients stand in each view of the worklist, without naming one',
    replies: { 200: { description: 'The four counts', schema: WorklistCounts } },
    handle: async ({ principal: { clinicId }, deps: { store } }) => {
      const everybody = { clinicId, view: null, filter: {}, since: null, sort: null, mainScores: {}, stagePlaces: {} };
      const { counts, now } = await store.worklist.readWorklist(store.db, everybody, { limit: 0, after: null });
      return { status: 200, body: { ...showCounts(counts), now: iso(now) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/medicines/unchecked',
    deed: 'see patients',
    about: 'patient',
    summary: 'Who takes a medicine that nobody asked about lately; it stops nothing',
    query: z.strictObject(pageQuery),
    replies: { 200: { description: 'One page, the longest unasked first', schema: UncheckedMedicines } },
    handle: async ({ query, principal, deps: { store, catalogue } }) => {
      const page = toPage(query);
      const rows = await store.unchecked.readUnchecked(store.db, principal.clinicId, watchedIn(catalogue), page);
      const items = rows.map(({ at, person, ...row }) => ({ ...row, person: showPerson(person), at: iso(at) }));
      return {
        status: 200,
        body: { items, nextCursor: cursorAfter(rows, page, (row) => row.at) },
        shown: rows.map(({ id }) => id),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/attendances',
    deed: 'see patients',
    about: 'patient',
    summary: 'Everybody’s appointments of a day, and what became of each',
    query: attendanceQuery,
    replies: { 200: { description: 'In the order of the day', schema: Attendances } },
    handle: async ({ query, principal, deps }) => {
      const body = await showAttendances(deps, principal, query.on);
      return { status: 200, body, shown: body.items.map(({ enrolmentId }) => enrolmentId) };
    },
  }),
];
