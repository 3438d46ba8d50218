import { localDateAt, plusDays, startOfDay } from '../../src/domain/calendar/calendar';
import { testedWords } from '../../src/domain/escalation/paging-test';
import type { ClinicSettings, EscalationPolicy } from '../../src/domain/words/clinic';
import type { LocalDate } from '../../src/domain/words/time';
import type { ApiDeps } from '../deps';
import { iso } from '../contracts/fields';

/** Who is on duty on these days of the clinic, who is away, and where nobody is. `from` left out: today. */
export async function showWeek(
  { store }: Pick<ApiDeps, 'store'>,
  clinicId: string,
  asked: { from: LocalDate | undefined; days: number },
) {
  const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
  const first = asked.from ?? localDateAt(settings.timeZone, now);
  const days = Array.from({ length: asked.days }, (_, day) => plusDays(first, day));
  const from = startOfDay(settings.timeZone, first);
  const to = startOfDay(settings.timeZone, plusDays(first, asked.days));
  const onCall = store.rotas.onCallRotas(settings);
  const [shifts, gaps, people, absences, tests] = await Promise.all([
    store.rotas.shiftsBetween(store.db, clinicId, from, to),
    now < to ? store.rotas.gapsBetween(store.db, clinicId, onCall, Math.max(from, now), to) : [],
    store.rotas.reachable(store.db, clinicId),
    store.rotas.absencesOf(store.db, clinicId, now, { limit: 100, after: null }),
    store.pagingTests.newestPagingTests(store.db, clinicId),
  ]);
  const nameOf = new Map(people.map(({ staffId, name }) => [staffId, name]));
  return {
    now: iso(now),
    days,
    rotas: settings.rotas
      .filter(({ id }) => !isOfCanary(settings, id))
      .map(({ id, title }) => ({
        id,
        title,
        words: whenTold(settings, id),
        onCall: onCall.includes(id),
        shifts: shifts
          .filter(({ rota }) => rota === id)
          .map(({ rota: _, ...shift }) => ({ ...shift, startsAt: iso(shift.startsAt), endsAt: iso(shift.endsAt) })),
        gaps: gaps.filter(({ rota }) => rota === id).map((gap) => ({ startsAt: iso(gap.from), endsAt: iso(gap.to) })),
      })),
    people: people.map(({ mail, pager, ...person }) => ({
      ...person,
      ways: [...(mail ? ['email'] : []), ...(pager ? ['pager'] : [])],
      wakes: pager,
      tested: testedWords(tests.get(person.staffId) ?? null, settings.timeZone, now),
    })),
    absences: absences.map(({ id, staffId, startsAt, endsAt }) => ({
      ...{ id, staffId, name: nameOf.get(staffId) ?? '' },
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
    })),
  };
}

const isOfCanary = ({ policies }: ClinicSettings, rota: string): boolean =>
  policies.canary.rungs.some((rung) => rung.rota === rota);

/** By the ladder of signs of the spine, which is the one of every emergency. */
function whenTold({ policies: { spine } }: ClinicSettings, rota: string): string {
  const rung = spine.rungs.findIndex((each) => each.rota === rota);
  if (rung === 0) return 'told at once';
  if (rung > 0) return `told after ${minutesText(waitBefore(spine, rung))}`;
  if (spine.exhausted.rota !== rota) return 'not told of signs';
  const every = minutesText(spine.exhausted.repeatMinutes);
  return `told after ${minutesText(waitBefore(spine, spine.rungs.length))}, then every ${every}`;
}

const waitBefore = ({ rungs }: EscalationPolicy, rung: number): number =>
  rungs.slice(0, rung).reduce((sum, { waitMinutes }) => sum + waitMinutes, 0);

const minutesText = (minutes: number): string =>
  minutes < 120 ? `${String(minutes)} min` : `${String(Math.round(minutes / 60))} h`;
