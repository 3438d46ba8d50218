import { zoneCountries } from './zone-countries';

// Emergency numbers belong to a country. Where somebody is, only their time zone tells.

/** Which emergency numbers are right for a clinic's patients: those of its own zone's country, and of the ones it names. */
export type NumbersHoldFor = { timeZone: string; emergencyCountries?: readonly string[] };

/** ISO 3166 code of the country a time zone lies in; null when it lies in none, or nobody knows. */
export function countryOf(timeZone: string): string | null {
  return zoneCountries.get(timeZone) ?? null;
}

/**
 * Whether the numbers in the clinic's emergency texts are right for a patient who lives by this zone. When the country
 * is not known they are not: a wrong number is worse than none.
 */
export function numbersHoldIn(clinic: NumbersHoldFor, patientZone: string): boolean {
  if (patientZone === clinic.timeZone) return true;
  const country = countryOf(patientZone);
  const own = countryOf(clinic.timeZone);
  const held = clinic.emergencyCountries ?? (own === null ? [] : [own]);
  return country !== null && held.includes(country);
}
