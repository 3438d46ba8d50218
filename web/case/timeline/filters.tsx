import { TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/icons';
import { type LineKind, lineKinds } from './line-of';
import css from './timeline.module.css';

/** What the address says is to be shown, and how the API is asked for it. */
export function useFilters() {
  const { kind = '', q = '' } = useSearch({ strict: false });
  const kinds = lineKinds.filter((each) => kind.split(',').includes(each));
  const asked = new URLSearchParams();
  if (kinds.length > 0) asked.set('kind', kinds.join(','));
  if (q !== '') asked.set('q', q);
  const any = asked.size > 0;
  asked.set('order', 'newest-first');
  return { kinds, q, asked: asked.toString(), any };
}

/** Links, so that they can be opened beside each other and walked back through. */
export function Filters({ filters: { kinds, q } }: { filters: ReturnType<typeof useFilters> }) {
  const { t } = useTranslation('case');
  const [finding, setFinding] = useState(q !== '');
  const toggled = (kind: LineKind): string | undefined => {
    const next = kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind];
    return next.length === 0 ? undefined : next.join(',');
  };
  return (
    <div className={css.filters}>
      <div className={css.head}>
        <h2 id="timeline">{t('timeline')}</h2>
        <button
          type="button"
          className={`${css.find ?? ''} not-printed`}
          aria-expanded={finding}
          onClick={() => {
            setFinding(!finding);
          }}
        >
          <Icon name="search" />
          {t('find')}
        </button>
      </div>
      {finding ? <FindIn q={q} /> : null}
      <ul className={`${css.chips ?? ''} not-printed`} aria-label={t('show')}>
        <li>
          <Chip on={kinds.length === 0} kind={undefined} words={t('all')} />
        </li>
        {lineKinds.map((kind) => (
          <li key={kind}>
            <Chip on={kinds.includes(kind)} kind={toggled(kind)} words={t(`kinds.${kind}`)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const Chip = ({ on, kind, words }: { on: boolean; kind: string | undefined; words: string }) => (
  <Link
    to="."
    search={(before) => ({ ...before, kind })}
    replace
    resetScroll={false}
    className={css.chip}
    activeProps={{}}
    aria-current={on ? 'true' : undefined}
  >
    {words}
  </Link>
);

const TYPING_MS = 300;

function FindIn({ q }: { q: string }) {
  const { t } = useTranslation('case');
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => {
      const wanted = text.trim() === '' ? undefined : text.trim();
      void navigate({
        to: '.',
        search: (before) => ({ ...before, q: wanted }),
        replace: true,
        resetScroll: false,
      });
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, q, navigate]);
  return (
    <TextInput
      className="not-printed"
      aria-label={t('findInTimeline')}
      placeholder={t('findInTimeline')}
      value={text}
      autoComplete="off"
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
      rightSection={null}
    />
  );
}
