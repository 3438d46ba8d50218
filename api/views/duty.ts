import type { ClinicSettings } from '../../src/domain/words/clinic';
import type { Instant } from '../../src/domain/words/time';
import type { Store } from '../../src/storage/store';
import { iso } from '../contracts/fields';

type Rotas = Store['rotas'];
type Found = {
  on: Awaited<ReturnType<Rotas['dutyNow']>>;
  gaps: { rota: string; from: Instant; to: Instant }[];
  unreachable: Awaited<ReturnType<Rotas['unreachable']>>;
};

export function dutyView({ settings, now }: { settings: ClinicSettings; now: Instant }, found: Found) {
  const titles = new Map(settings.rotas.map(({ id, title }) => [id, title]));
  const gaps = found.gaps.map(({ rota: rotaId, from, to }) => {
    const rota = titles.get(rotaId) ?? rotaId;
    const [start, end] = [from, to].map((at) => clinicTime(settings.timeZone, at));
    const words = `Nobody is on duty as ${rota} from ${from <= now ? 'now' : (start ?? '')} to ${end ?? ''}.`;
    return { rotaId, rota, startsAt: iso(from), endsAt: iso(to), words };
  });
  return {
    now: iso(now),
    on: found.on
      .filter(({ rotaId }) => !ofTheHouse(settings).has(rotaId))
      .map((duty) => ({ ...duty, until: iso(duty.until) })),
    gaps: gaps.sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.rotaId.localeCompare(b.rotaId)),
    unreachable: found.unreachable.map(({ staffId, name, active }) => ({
      staffId,
      name,
      words: active
        ? `${name} has no mail address and no pager here: nobody could tell them.`
        : `${name} does not work here any more, and stands in the rota.`,
    })),
  };
}

/** Rotas of the mailbox that takes the daily test: nobody looks for a person there. */
const ofTheHouse = ({ policies: { canary } }: ClinicSettings): ReadonlySet<string> =>
  new Set([...canary.rungs, canary.exhausted].map(({ rota }) => rota));

/** "Fri 3 Dec, 17:00", as the clinic's clock says it. */
function clinicTime(timeZone: string, at: Instant): string {
  const fields = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-GB', { ...fields, hourCycle: 'h23', timeZone });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${read('weekday')} ${read('day')} ${read('month')}, ${read('hour')}:${read('minute')}`;
}
