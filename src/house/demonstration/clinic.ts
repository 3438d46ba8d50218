import { instantAt, localDateAt, plusDays, weekdayOf } from '../../domain/calendar/calendar';
import type { Role } from '../../domain/words/authority';
import { DAY, type Instant, type LocalDate } from '../../domain/words/time';
import { startOwnClock, withOwnClock } from '../../storage/house/own-clock';
import type { NewShift } from '../../storage/rota/shifts';
import { addStaff } from '../../storage/clinic/staff';
import type { Tx } from '../../storage/tx/connection';
import type { Store } from '../../storage/store';

/** Beside those whom every demonstration has. Addresses in .test lead nowhere. */
const more = [
  { name: 'Morgan Reid', role: 'coordinator', email: 'morgan.reid@riverside.test' },
  { name: 'Dr Miriam Haas', role: 'clinician', email: 'miriam.haas@riverside.test' },
  { name: 'Dr Tunde Abiola', role: 'clinician', email: 'tunde.abiola@riverside.test' },
] as const satisfies readonly { name: string; role: Role; email: string }[];

/** Older than the longest course of a made-up patient. */
const WEEKS_BEFORE = 60;
/** After that the first on call stays: nobody plans further, and demonstrations walk months ahead. */
const WEEKS_AHEAD = 30;
const FOR_EVER = Date.UTC(2126, 0, 1);

/**
 * Makes of the clinic of every demonstration one that has worked for a year: more people, rotas with days, nights and
 * weekends, a clinician whose absence is covered, and one whose absence is not. Once: the second time it finds itself.
 */
export async function furnishClinic(
  { store, databaseUrl }: { store: Store; databaseUrl: string },
  clinicId: string,
): Promise<void> {
  const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
  const { timeZone } = settings;
  const staff = await store.staff.listStaff(store.db, clinicId);
  if (more.some(({ name }) => staff.some((member) => member.name === name))) return;
  const idOf = (role: Role): string => staff.find((member) => member.role === role)?.id ?? '';
  const opened = now - WEEKS_BEFORE * 7 * DAY;
  await withOwnClock(databaseUrl, (own) =>
    own.transaction().execute(async (tx) => {
      const [manager = '', nights = '', weekends = ''] = await added(tx, clinicId);
      const [days, second] = [idOf('clinician'), idOf('lead')];
      const write = (rota: string, shifts: NewShift[]) =>
        store.rotas.replaceShifts(tx, { clinicId, rota, shifts, by: 'system' });
      await store.madeUp.openedBefore(tx, clinicId, opened);
      await startOwnClock(tx, opened);
      const first = localDateAt(timeZone, opened);
      const last = localDateAt(timeZone, now + WEEKS_AHEAD * 7 * DAY);
      const cover = workdayAfter(localDateAt(timeZone, now), 3);
      await write('clinician-on-call', [
        ...roundTheClock(timeZone, { first, last }, { days, nights, weekends }),
        { staffId: days, startsAt: instantAt(timeZone, plusDays(last, 1), '08:00'), endsAt: FOR_EVER },
        { staffId: second, ...dayShift(timeZone, cover) },
      ]);
      await write('second-on-call', [{ staffId: second, startsAt: opened, endsAt: FOR_EVER }]);
      await write('service-manager', [{ staffId: manager, startsAt: opened, endsAt: FOR_EVER }]);
      // In the present again: what is away from now on leaves a gap that somebody is asked to close.
      await startOwnClock(tx, now);
      const away = { clinicId, by: 'system' };
      await store.rotas.addAbsence(tx, { ...away, staffId: days, ...dayShift(timeZone, cover) });
      await store.rotas.addAbsence(tx, { ...away, staffId: nights, ...nextButOneNight(timeZone, now) });
    }),
  );
}

async function added(tx: Tx, clinicId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const person of more) ids.push(await addStaff(tx, { clinicId, ...person }));
  return ids;
}

type Who = { days: string; nights: string; weekends: string };

/** Somebody at every hour: days from eight to eight, by the week's end somebody else, and the nights between. */
function roundTheClock(timeZone: string, { first, last }: { first: LocalDate; last: LocalDate }, who: Who): NewShift[] {
  const shifts: NewShift[] = [];
  for (let day = first; day <= last; day = plusDays(day, 1)) {
    const { startsAt, endsAt } = dayShift(timeZone, day);
    const morning = instantAt(timeZone, plusDays(day, 1), '08:00');
    shifts.push({ staffId: weekdayOf(day) > 5 ? who.weekends : who.days, startsAt, endsAt });
    shifts.push({ staffId: who.nights, startsAt: endsAt, endsAt: morning });
  }
  return shifts;
}

const dayShift = (timeZone: string, day: LocalDate): { startsAt: Instant; endsAt: Instant } => ({
  startsAt: instantAt(timeZone, day, '08:00'),
  endsAt: instantAt(timeZone, day, '20:00'),
});

/** Near enough to be seen at the front door, and far enough to be closed in time. */
function nextButOneNight(timeZone: string, now: Instant): { startsAt: Instant; endsAt: Instant } {
  const day = plusDays(localDateAt(timeZone, now), 2);
  return { startsAt: instantAt(timeZone, day, '20:00'), endsAt: instantAt(timeZone, plusDays(day, 1), '08:00') };
}

function workdayAfter(day: LocalDate, days: number): LocalDate {
  const wanted = plusDays(day, days);
  return weekdayOf(wanted) > 5 ? workdayAfter(wanted, 1) : wanted;
}
