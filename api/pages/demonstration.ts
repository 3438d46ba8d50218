import type { Instant } from '../../src/domain/words/time';
import type { ApiDeps } from '../deps';

/** The one clinic of a demonstration: its public name and its time, in words. */
export async function demonstration(store: ApiDeps['store']) {
  const [id = ''] = await store.clinics.clinicIds(store.db);
  const { settings, now } = await store.clinics.readClinic(store.db, id);
  return {
    clinicId: id,
    clinic: `${settings.publicName} · demonstration`,
    timeZone: settings.timeZone,
    clock: clinicTime(now, settings.timeZone),
  };
}

/** Thu 16-Jul-2026 09:12, on the wall of the clinic. */
export function clinicTime(at: Instant, timeZone: string): string {
  const fields = { weekday: 'short', day: '2-digit', month: 'short', year: 'numeric' } as const;
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, ...fields }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) => day.find((part) => part.type === type)?.value ?? '';
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, ...clock }).format(at);
  return `${read('weekday')} ${read('day')}-${read('month').slice(0, 3)}-${read('year')} ${time}`;
}
