import type { Instant } from '../../src/domain/words/time';

/** `Tuesday 14 July 2026` in the reader's language, on the patient's wall. */
export function day(at: Instant, timeZone: string, language: string): string {
  const isEnglish = language.split('-')[0] === 'en';
  const wanted = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const text = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : language, { timeZone, ...wanted }).format(at);
  return isEnglish ? text.replace(',', '') : text;
}

/** `Tuesday 14 July 2026, 2:30pm`; other languages write the hour in their own way. */
export function dayAndHour(at: Instant, timeZone: string, language: string): string {
  return `${day(at, timeZone, language)}, ${hour(at, timeZone, language)}`;
}

function hour(at: Instant, timeZone: string, language: string): string {
  if (language.split('-')[0] !== 'en')
    return new Intl.DateTimeFormat(language, { timeZone, timeStyle: 'short' }).format(at);
  const hours = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', hour12: true });
  const parts = Object.fromEntries(hours.formatToParts(at).map(({ type, value }) => [type, value]));
  const minutes = parts.minute === '00' ? '' : `:${parts.minute ?? ''}`;
  return `${parts.hour ?? ''}${minutes}${(parts.dayPeriod ?? '').toLowerCase()}`;
}
