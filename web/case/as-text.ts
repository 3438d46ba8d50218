import type { Enrolment, SeriesList } from '../api/generated/types.gen';

const MOST = 20;

type Words = {
  /** The line of the person as everywhere: name, born, reference. */
  person: string;
  asOf: string;
  where: string;
  next: string;
  wouldChange: string;
  events: string;
  /** The escalation nobody has resolved; null where there is none. */
  open: string | null;
  full: (at: string) => string;
  day: (at: string) => string;
};

/** The case in at most twenty plain lines for the record of a hospital. It says what the page says, and no more. */
export function asText({ pathway, now }: Enrolment, series: SeriesList | undefined, words: Words): string {
  const scores = (series?.items ?? []).map(
    ({ title, min, max, directionWords, sentence, safety }) =>
      `${title} (${String(min)} to ${String(max)}, ${directionWords}): ${[sentence, safety].filter((each) => each !== null).join(' ')}`,
  );
  const flags = (series?.flags ?? []).slice(-6).map((flag) => `${words.day(flag.at)} ${flag.words}`);
  const standing =
    now === null
      ? []
      : [
          `${words.where}: ${[now.where, now.since].filter((each) => each !== '').join(', ')}`,
          ...(now.waits === null ? [] : [now.waits]),
          ...(now.held === null ? [] : [now.held]),
          ...now.beside.map(({ track, words: said }) => `${track}: ${said}`),
          ...(now.nextAt === null ? [] : [`${words.next}: ${words.full(now.nextAt)}, ${now.next ?? ''}`]),
        ];
  const change =
    now === null || now.wouldChange.length === 0 ? [] : [`${words.wouldChange}: ${now.wouldChange.join('; ')}`];
  const lines = [
    words.person,
    `${pathway.title}. ${words.asOf}`,
    ...(words.open === null ? [] : [words.open]),
    ...standing,
    ...scores,
    ...(flags.length === 0 ? [] : [`${words.events}: ${flags.join('; ')}`]),
    ...change,
  ];
  return lines.slice(0, MOST).join('\n');
}
