const TITLES = /^(dr|prof|professor|mr|mrs|ms|miss|mx|sir|dame|sr|sister)\.?$/i;

/** "Dr Amara Osei" is AO, "Dr Lee" is L. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const named = words.filter((word) => !TITLES.test(word));
  const [first = '', ...rest] = named.length > 0 ? named : words;
  return [first, ...rest.slice(-1)].map((word) => (Array.from(word)[0] ?? '').toUpperCase()).join('');
}
