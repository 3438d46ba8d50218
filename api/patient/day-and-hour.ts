import type { Instant } from '../../src/domain/time';

/** `Tuesday 14 July 2026, 2:30pm` on the patient's wall. */
export function dayAndHour(at: Instant, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const hour = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', hour12: true });
  const parts = Object.fromEntries(hour.formatToParts(at).map(({ type, value }) => [type, value]));
  const minutes = parts.minute === '00' ? '' : `:${parts.minute ?? ''}`;
  return `${day.format(at).replace(',', '')}, ${parts.hour ?? ''}${minutes}${(parts.dayPeriod ?? '').toLowerCase()}`;
}
