import { useTranslation } from 'react-i18next';
import { useMe } from '../app/me';
import { late, span, useClinicNow, useDates } from '../app/clock';
import type { Item, Source } from './types';

/** A sentence goes on with what begins small; anything else is a sentence of its own. */
export const goesOn = (words: string): boolean => /^\p{Ll}/u.test(words);

/** Words about one item, made of what the server says: who was told, by when, who is next, where it came from. */
export function useItemWords() {
  const { t } = useTranslation('escalations');
  const { staff } = useMe();
  const now = useClinicNow();
  const dates = useDates();
  const near = (at: string) => dates.near(at, now);

  /** "Answer by 09:25, then Amara Osei is told." */
  function byWhen({ window, next }: Pick<Item, 'window' | 'next'>): string {
    const by = window === null ? '' : t('answerBy', { time: near(window.endsAt) });
    if (next === null) return by === '' ? '' : `${by}.`;
    if (by === '') return goesOn(next.words) ? '' : next.words;
    return goesOn(next.words) ? `${by}, ${next.words}.` : `${by}. ${next.words}`;
  }

  /** The others, each once, though it may be by several ways: "Amara Osei 08:52, Morgan Reid 4 times, last 11:19". */
  function toldWhom({ told }: Pick<Item, 'told'>): string {
    const people = [...new Set(told.map(({ staffId }) => staffId))].filter((id) => id !== staff?.id);
    if (people.length === 0 && told.length > 0) return t('toldYou');
    const names = people.map((person) => {
      const ways = told.filter(({ staffId }) => staffId === person);
      const reached = ways.filter(({ state }) => state === 'told').sort((a, b) => a.at.localeCompare(b.at));
      const last = reached.at(-1);
      const name = ways[0]?.name ?? '';
      if (last === undefined)
        return t(ways.some(({ state }) => state === 'on-the-way') ? 'toldOnTheWay' : 'toldFailed', { name });
      const count = Math.max(...reached.map(({ times }) => times));
      return t(count > 1 ? 'toldOften' : 'toldOnce', { name, count, time: near(last.at) });
    });
    return names.length === 0 ? t('toldNobody') : t('told', { names: names.join(', ') });
  }

  return {
    near,
    byWhen,
    toldWhom,
    isOverdue: ({ window }: Pick<Item, 'window'>) =>
      window !== null && now !== null && Date.parse(window.endsAt) <= now,
    left: (at: string) => (now === null ? '' : span(Date.parse(at) - now)),
    late: (at: string) => (now === null ? '' : late(now - Date.parse(at))),
    received: (source: Source): string => t('received', { source: source.words, time: near(source.at) }),
    /** "Weekly check-in, received 08:22 · was shown “Get help now” at 08:22 · says: cannot wait" */
    whence: ({ source, patientSaw, canWait }: Pick<Item, 'source' | 'patientSaw' | 'canWait'>): string =>
      [
        source === null ? null : t('received', { source: source.words, time: near(source.at) }),
        ...patientSaw.flatMap(({ title, at }) =>
          title === null ? [] : [t('wasShown', { title, time: dates.time(at) })],
        ),
        canWait === null ? null : t(`canWait.${canWait}`),
      ]
        .filter((each) => each !== null)
        .join(' · '),
  };
}

/** Where the patient's course is read: the enrolment of the first signal that belongs to one. */
export const enrolmentOf = ({ signals, gate }: Pick<Item, 'signals' | 'gate'>): string | null =>
  gate?.enrolmentId ?? signals.find(({ enrolmentId }) => enrolmentId !== null)?.enrolmentId ?? null;
