/** An instant as a field shows it, on the wall of the clinic: 2026-07-16T20:00. */
export function localOf(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
  return parts.replace(' ', 'T');
}

/** The instant of a time on the wall of the clinic. Where that hour is skipped, the one after it; where it comes twice, the first. */
export function instantOf(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}:00Z`);
  const offsetAt = (at: number) => Date.parse(`${localOf(new Date(at).toISOString(), timeZone)}:00Z`) - at;
  const guesses = [asUtc - offsetAt(asUtc - 86_400_000), asUtc - offsetAt(asUtc + 86_400_000)];
  const fits = guesses.filter((at) => localOf(new Date(at).toISOString(), timeZone) === local);
  return new Date(fits.length > 0 ? Math.min(...fits) : Math.max(...guesses)).toISOString();
}
