import { z } from 'zod';
import { isRegionAndCity, isTimeZone } from '../calendar/calendar';
import { asking } from './fields';

/** What people type instead of a place, and the largest city that keeps this time. */
const instead: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  EST5EDT: 'America/New_York',
  EDT: 'America/New_York',
  CST: 'America/Chicago',
  CST6CDT: 'America/Chicago',
  CDT: 'America/Chicago',
  MST: 'America/Denver',
  MST7MDT: 'America/Denver',
  MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PST8PDT: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  HST: 'Pacific/Honolulu',
  'US/Alaska': 'America/Anchorage',
  'US/Arizona': 'America/Phoenix',
  'US/Central': 'America/Chicago',
  'US/Eastern': 'America/New_York',
  'US/Hawaii': 'Pacific/Honolulu',
  'US/Michigan': 'America/Detroit',
  'US/Mountain': 'America/Denver',
  'US/Pacific': 'America/Los_Angeles',
  'Canada/Atlantic': 'America/Halifax',
  'Canada/Central': 'America/Winnipeg',
  'Canada/Eastern': 'America/Toronto',
  'Canada/Mountain': 'America/Edmonton',
  'Canada/Newfoundland': 'America/St_Johns',
  'Canada/Pacific': 'America/Vancouver',
  GB: 'Europe/London',
  BST: 'Europe/London',
  GMT: 'Europe/London',
  UTC: 'Europe/London',
  Zulu: 'Europe/London',
  Eire: 'Europe/Dublin',
  WET: 'Europe/Lisbon',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  MET: 'Europe/Paris',
  EET: 'Europe/Athens',
  Portugal: 'Europe/Lisbon',
  Poland: 'Europe/Warsaw',
  Turkey: 'Europe/Istanbul',
  Israel: 'Asia/Jerusalem',
  Iran: 'Asia/Tehran',
  IST: 'Asia/Kolkata',
  PRC: 'Asia/Shanghai',
  Hongkong: 'Asia/Hong_Kong',
  Singapore: 'Asia/Singapore',
  Japan: 'Asia/Tokyo',
  JST: 'Asia/Tokyo',
  ROK: 'Asia/Seoul',
  NZ: 'Pacific/Auckland',
};

/** By hours ahead of UTC; the sign in `Etc/GMT+5` is the other way round. */
const byOffset: Readonly<Record<number, string>> = {
  [-10]: 'Pacific/Honolulu',
  [-9]: 'America/Anchorage',
  [-8]: 'America/Los_Angeles',
  [-7]: 'America/Denver',
  [-6]: 'America/Chicago',
  [-5]: 'America/New_York',
  [-4]: 'America/Halifax',
  [-3]: 'America/Sao_Paulo',
  0: 'Europe/London',
  1: 'Europe/Paris',
  2: 'Europe/Athens',
  3: 'Europe/Istanbul',
  4: 'Asia/Dubai',
  5: 'Asia/Karachi',
  7: 'Asia/Bangkok',
  8: 'Asia/Singapore',
  9: 'Asia/Tokyo',
  10: 'Australia/Sydney',
  12: 'Pacific/Auckland',
};

/** Zones that the database knows; null where nobody asked it (for /openapi.json). */
export type KnownZones = ReadonlySet<string> | null;

/** The place whose time a patient lives by: one that calendar and database both know, so that a day is the same day in both. */
export const patientZone = (known: KnownZones) =>
  z
    .string({ error: asking('a time zone such as Europe/London') })
    .refine((value) => isRegionAndCity(value) && isTimeZone(value) && (known?.has(value) ?? true), {
      error: ({ input }) => sentence(String(input), known ?? new Set()),
    });

function sentence(typed: string, known: ReadonlySet<string>): string {
  const suggested = suggestion(typed, known);
  return `Give the time zone as region and city, such as ${suggested ?? 'Europe/London'}.`;
}

function suggestion(typed: string, known: ReadonlySet<string>): string | null {
  const wanted = typed.trim();
  const named = Object.keys(instead).filter((name) => wanted.toLowerCase().startsWith(name.toLowerCase()));
  const exact = named.find((name) => name.length === wanted.length);
  // "US/Pacific-New" begins like "US/Pacific"; "Estonia" does not mean "EST".
  const begun = named.filter((name) => name.includes('/')).sort((a, b) => b.length - a.length)[0];
  if (exact !== undefined || begun !== undefined) return instead[exact ?? begun ?? ''] ?? null;
  const offset = /^(?:Etc\/)?(?:GMT|UTC)?([+-])0?(\d{1,2})(?::?00)?$/i.exec(wanted);
  if (offset) {
    const turned = /^Etc\//i.test(wanted) ? -1 : 1;
    return byOffset[(offset[1] === '-' ? -1 : 1) * turned * Number(offset[2])] ?? null;
  }
  return nearestPlace(wanted, known);
}

/** The known place whose city is spelled most alike; null when none is near. */
function nearestPlace(typed: string, known: ReadonlySet<string>): string | null {
  const city = cityOf(typed);
  let nearest: { zone: string; distance: number } | null = null;
  for (const zone of known) {
    if (!isRegionAndCity(zone)) continue;
    const distance = editDistance(city, cityOf(zone));
    if (distance <= city.length / 4 && (nearest === null || distance < nearest.distance)) nearest = { zone, distance };
  }
  return nearest?.zone ?? null;
}

const cityOf = (zone: string): string =>
  zone
    .slice(zone.lastIndexOf('/') + 1)
    .replaceAll(/[ -]/g, '_')
    .toLowerCase();

/** How many letters must be changed, added or left out (Levenshtein). */
function editDistance(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_none, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (before[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[other.length] ?? 0;
}
