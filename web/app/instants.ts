// Days and times as native fields hold them, in the clinic's zone.

const wall = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);

/** What a clock in the zone shows: { day: '2026-07-16', time: '09:12' }. */
export function fieldsOf(at: string | number, zone: string): { day: string; time: string } {
  const [day = '', time = ''] = wall(new Date(at).getTime(), zone).split(' ');
  return { day, time };
}

/** The instant at which a clock in the zone shows this day and time; null where they are none. Of two, the earlier. */
export function instantOf(day: string, time: string, zone: string): string | null {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const shift = (at: number) => Date.parse(`${wall(at, zone).replace(' ', 'T')}:00Z`) - at;
  const candidates = [shift(asUtc - 86_400_000), shift(asUtc + 86_400_000)].map((offset) => asUtc - offset);
  const exact = candidates.filter((at) => at + shift(at) === asUtc);
  // An hour that a change of the clocks leaves out: the instant as far behind it.
  return new Date(Math.min(...(exact.length > 0 ? exact : candidates))).toISOString();
}
