import type { LocalDate } from '../words/time';

// A check-in's key names the stage that asked: `care/diagnosis/weekly@2026-12-01`.

const parts = /^([^/]+)\/.*\/([^/@]+)@(.+)$/;

/** `care/diagnosis/weekly@2026-12-01` → `weekly` on that day; null for anything else. */
export function partsOf(key: string): { name: string; date: LocalDate } | null {
  const [, , name, date] = parts.exec(key) ?? [];
  return name === undefined || date === undefined ? null : { name, date };
}

/** Whether two keys mean the same check-in of the same day, asked by whichever stage: a correction may change the stage. */
export function isSameOccasion(one: string, other: string): boolean {
  if (one === other) return true;
  const [, track, name, date] = parts.exec(one) ?? [];
  const [, otherTrack, otherName, otherDate] = parts.exec(other) ?? [];
  return track !== undefined && track === otherTrack && name === otherName && date === otherDate;
}

/** The date in a check-in's key: its end. */
export function dateOfKey(key: string): LocalDate {
  return key.slice(-'2026-12-01'.length);
}
