import type { ClinicSettings, WeekdayHours } from '../words/clinic';
import { fill, type PatientTexts } from './texts';
import type { LocalTime } from '../words/time';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The clinic's hours for a patient: on the clinic's wall, which is named to whoever lives by another one. Null: none. */
export function hoursFor(
  { staffedHours, timeZone }: Pick<ClinicSettings, 'staffedHours' | 'timeZone'>,
  patientZone: string | null,
  words: PatientTexts['hours'],
): string | null {
  const hours = hoursText(staffedHours, words);
  if (hours === '') return null;
  if (patientZone === null || patientZone === timeZone) return hours;
  return fill(words.inZone, { hours, place: placeOf(timeZone) });
}

/** `London` of `Europe/London`. */
export const placeOf = (timeZone: string): string => timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');

/** "Monday to Friday, 9am to 5pm": days in a row with the same hours are one span. On the clinic's wall. */
function hoursText(hours: readonly WeekdayHours[], words: PatientTexts['hours']): string {
  const onDay = (weekday: number): string =>
    hours
      .filter((each) => each.weekday === weekday)
      .map(({ from, to }) => fill(words.span, { from: clock(from, words), to: clock(to, words) }))
      .join(words.and);
  const spans: { first: string; last: string; when: string }[] = [];
  let before: string | null = null;
  for (const weekday of WEEKDAYS) {
    const [when, name] = [onDay(weekday), words.days[weekday - 1] ?? ''];
    const last = spans.at(-1);
    if (when !== '' && when === before && last) last.last = name;
    else if (when !== '') spans.push({ first: name, last: name, when });
    before = when;
  }
  return spans
    .map(({ first, last, when }) =>
      fill(words.line, { days: first === last ? first : fill(words.span, { from: first, to: last }), hours: when }),
    )
    .join('; ');
}

/** `14:30` as `2:30pm` where a language counts so. */
function clock(time: LocalTime, { am, pm }: PatientTexts['hours']): string {
  if (am === undefined || pm === undefined) return time;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}${minutes}${hour < 12 ? am : pm}`;
}
