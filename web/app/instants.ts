// Days and times as native fields hold them, in the clinic's zone. The server's calendar is too large for a page.

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

/**
 * The instant at which a clock in the zone shows this day and time; null where they are none. An hour that is skipped moves
 * forward, of an hour that comes twice it is the first: as the server's calendar has it.
 */
export function instantOf(day: string, time: string, zone: string): string | null {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(`${day}T${time}`)) return null;
  const shift = (at: number) => Date.parse(`${wall(at, zone).replace(' ', 'T')}:00Z`) - at;
  const candidates = [shift(asUtc - 86_400_000), shift(asUtc + 86_400_000)].map((offset) => asUtc - offset);
  const exact = candidates.filter((at) => at + shift(at) === asUtc);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates)).toISOString();
}

/** What one field of day and time holds: 2026-07-16T20:00. */
export function localOf(at: string | number, zone: string): string {
  const { day, time } = fieldsOf(at, zone);
  return `${day}T${time}`;
}
