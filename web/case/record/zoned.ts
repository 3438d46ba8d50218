const MINUTE = 60_000;

/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds. */
function ahead(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - Math.floor(at / MINUTE) * MINUTE;
}

/**
 * The instant of a day and an hour on the wall of a zone, as ISO text in UTC; null where one of them is missing. An hour that
 * summer time leaves out counts on from the hour before it.
 */
export function instantOf(day: string, time: string, zone: string): string | null {
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const guess = wall - ahead(zone, wall);
  return new Date(wall - ahead(zone, guess)).toISOString();
}

/** The day and the hour that the wall of a zone shows, as the native fields take them. */
export function wallOf(at: string | number, zone: string): { day: string; time: string } {
  const instant = typeof at === 'number' ? at : Date.parse(at);
  const text = new Date(instant + ahead(zone, instant)).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}
