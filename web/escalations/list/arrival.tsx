import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Line } from '../../kit/lines';
import css from './list.module.css';
import type { AnyItem } from '../types';
import { useItemWords } from '../words';

/** Says, and has read out, that one of tier now came in while the list was open. It stays until somebody looks. */
export function Arrival({ items }: { items: AnyItem[] }) {
  const { t } = useTranslation('escalations');
  const words = useItemWords();
  const [known, setKnown] = useState(() => new Set(items.map(({ id }) => id)));
  const [newest] = items.filter(({ id }) => !known.has(id));
  return (
    <div className={css.arrival} role="status">
      {newest === undefined ? null : (
        <Line
          icon="bell"
          said={false}
          action={{
            words: t('showIt'),
            press: () => {
              setKnown(new Set(items.map(({ id }) => id)));
              const row = document.querySelector<HTMLElement>(`[data-id="${newest.id}"]`);
              row?.scrollIntoView({ block: 'center' });
              row?.querySelector<HTMLElement>('a')?.focus();
            },
          }}
        >
          <b>{t('cameIn', { by: 'person' in newest && !words.isOverdue(newest) ? words.byWhen(newest) : '' })}</b>
        </Line>
      )}
    </div>
  );
}

/**
 * Keeps the row that is pointed at, or has the focus, at the same place on the screen when something comes in above it:
 * the page is scrolled by as much.
 */
export function useKeptPlace(order: string) {
  const root = useRef<HTMLDivElement>(null);
  const tops = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const list = root.current;
    if (list === null) return;
    const measure = () =>
      new Map(
        [...list.querySelectorAll<HTMLElement>('[data-id]')].map((row) => [
          row.dataset.id ?? '',
          row.getBoundingClientRect().top + window.scrollY,
        ]),
      );
    const held = list.querySelector<HTMLElement>('[data-id]:hover, [data-id]:focus-within')?.dataset.id;
    const before = held === undefined ? undefined : tops.current.get(held);
    if (held === undefined) list.style.minHeight = '';
    tops.current = measure();
    const after = held === undefined ? undefined : tops.current.get(held);
    if (before === undefined || after === undefined || after === before) return;
    const wanted = window.scrollY + after - before;
    // A short page cannot be scrolled: it is made long enough as long as it is looked at.
    list.style.minHeight = `${String(wanted + window.innerHeight)}px`;
    window.scrollTo({ top: wanted, behavior: 'instant' });
  }, [order]);
  return root;
}
