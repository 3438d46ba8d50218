import { Link, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/me';
import { Icon } from '../kit/icons';
import { WhyNot } from '../kit/lines';
import css from './find.module.css';
import { Result } from './result';
import { type Found, useFound } from './found';

/** A field and what is found by it. The first one is chosen: typing a telephone number and Enter opens the patient. */
export function FindDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('find');
  const navigate = useNavigate();
  const mayEnrol = useMay('enrol patients');
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [entered, setEntered] = useState(false);
  const found = useFound(typed);
  const { items, current } = found;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const go = ({ enrolmentId, person }: Found) => {
    close();
    void (enrolmentId === null
      ? navigate({ to: '/enrol', search: { of: person.id } })
      : navigate({ to: '/cases/$id', params: { id: enrolmentId } }));
  };
  // Enter came before the answer: where it can mean one patient only, it still opens that one.
  const only = entered && current && items.length === 1 ? items[0] : undefined;
  useEffect(() => {
    if (only !== undefined) go(only);
    // `go` is new at each rendering and does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [only]);
  const chosen = Math.min(at, items.length - 1);
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setAt((chosen + step + items.length) % items.length);
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const item = items[chosen];
    if (current && item !== undefined) go(item);
    else setEntered(true);
  };
  const say = found.asked ? (current ? saidOf(items.length, t) : '') : t('short');
  return createPortal(
    <dialog ref={dialog} className={css.dialog} aria-label={t('patient')} onClose={close}>
      <div className={css.field}>
        <Icon name="search" />
        <input
          className={css.input}
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? `found-${String(chosen)}` : undefined}
          aria-label={`${t('patient')}. ${t('hint')}`}
          placeholder={t('hint')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
            setEntered(false);
          }}
          onKeyDown={keys}
        />
        <button type="button" className={css.close} onClick={close}>
          {t('close')}
        </button>
      </div>
      <div id="found" role="listbox" aria-label={t('results')} className={css.results} aria-busy={!current}>
        {items.map((item, index) => (
          <Result
            key={`${item.person.id}/${item.enrolmentId ?? ''}`}
            id={`found-${String(index)}`}
            found={item}
            chosen={index === chosen}
            press={() => {
              go(item);
            }}
          />
        ))}
      </div>
      <p className={css.said} role="status">
        {say}
      </p>
      {found.asked && current && items.length === 0 ? (
        <p className={css.nobody}>
          {t('nobodyHow')}{' '}
          {mayEnrol ? (
            <Link to="/enrol" onClick={close}>
              {t('enrol')}
            </Link>
          ) : null}
        </p>
      ) : null}
      <WhyNot error={found.error} again={found.again} />
    </dialog>,
    document.body,
  );
}

const MOST = 20;

const saidOf = (count: number, t: ReturnType<typeof useTranslation<'find'>>['t']): string => {
  if (count === 0) return t('nobody');
  return count >= MOST ? t('most', { count }) : t('found', { count });
};
