import type { LocalTime } from '../time';

/** Minutes since midnight of an hour on the wall. */
export function minutesOf(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The other way round; beyond midnight it says so: `26:00` is two o'clock of the next day. */
export function hourOf(minutes: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
