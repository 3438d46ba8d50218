import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { plainDay } from '../../app/clock';
import { PersonName } from '../../kit/person';
import css from './list.module.css';
import type { Item } from '../types';

/** Whom a row is about. The name opens the item, and with it the whole row. */
export function Who({ item: { id, person } }: { item: Item }) {
  const { t } = useTranslation('kit');
  return (
    <>
      <Link to="/escalations/$id" params={{ id }} className={css.name}>
        <PersonName person={person} />
      </Link>{' '}
      <span className={`soft ${css.born ?? ''}`}>
        {t('born')}{' '}
        <span className="whole">
          {plainDay(person.bornOn)} ({t('years', { age: person.ageYears })})
        </span>{' '}
        <span className={css.ref}>
          · <span className="whole">{person.reference}</span>
        </span>
        {person.diedOn === null ? null : <b> · {t('died', { date: plainDay(person.diedOn), age: person.ageYears })}</b>}
      </span>
    </>
  );
}
