import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { plainDay } from '../app/clock';
import type { Person } from '../api/generated/types.gen';
import { Icon } from './icons';
import css from './person.module.css';

/** FAMILY, Given (Title): whole, never cut. */
export function PersonName({ person }: { person: Person }) {
  return (
    <span>
      <b className={css.family}>{person.familyName.toLocaleUpperCase('en')}</b>, {person.givenName}
      {person.title === null ? '' : ` (${person.title})`}
    </span>
  );
}

/** Name over born and reference, as in every list. The name leads to the patient. */
export function PersonCell({ person, enrolmentId }: { person: Person; enrolmentId?: string | null }) {
  const { t } = useTranslation('kit');
  return (
    <span className={css.cell}>
      {enrolmentId ? (
        <Link to="/cases/$id" params={{ id: enrolmentId }} className={css.link}>
          <PersonName person={person} />
        </Link>
      ) : (
        <PersonName person={person} />
      )}
      <span className="soft">
        {t('born')} <span className="whole">{plainDay(person.bornOn)}</span> ·{' '}
        <span className="whole">{person.reference}</span>
      </span>
    </span>
  );
}

/** Who this is: the same on every screen, dialog and print of a person. `line` is for dialogs. */
export function Banner({ person, line = false }: { person: Person; line?: boolean }) {
  const { t } = useTranslation('kit');
  // A dialog is one place of readers already: the line in it is none of its own.
  const Whose = line ? 'div' : 'section';
  const born = `${plainDay(person.bornOn)} (${t('years', { age: person.ageYears })})`;
  return (
    <Whose
      className={line ? css.line : css.banner}
      {...(line ? {} : { 'aria-label': t('person') })}
      data-died={person.diedOn !== null}
    >
      <div className={css.who}>
        <p className={css.first}>
          <span className={css.name}>
            <PersonName person={person} />
          </span>
          <span>
            {t('born')} <b className="whole">{born}</b>
          </span>
          <span>
            {t('reference')} <b className="whole">{person.reference}</b>
          </span>
          {person.diedOn === null ? null : (
            <b>
              {t('deceased')} · {t('died', { date: plainDay(person.diedOn), age: person.ageYears })}
            </b>
          )}
        </p>
        {person.preferredName === null && person.notes.length === 0 ? null : (
          <p className="soft">
            {person.preferredName === null ? null : (
              <>
                {t('preferredName')} <b>{person.preferredName}</b>{' '}
              </>
            )}
            {person.notes.join(' ')}
          </p>
        )}
      </div>
      {line || person.phone === null ? null : <Phone number={person.phone.number} />}
    </Whose>
  );
}

export const telOf = (number: string): string => `tel:${number.replaceAll(/[^+\d]/g, '')}`;

/** A number to press. The words before it say whom it rings where that is not plain. */
export const Phone = ({ number, words }: { number: string; words?: string }) => (
  <a className={`${css.phone} touch`} href={telOf(number)}>
    <Icon name="phone" />
    {words === undefined ? null : <span>{words}</span>} <span className="whole">{number}</span>
  </a>
);
