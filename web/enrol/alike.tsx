import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { plainDay, useDates } from '../app/clock';
import { Icon } from '../kit/icons';
import { PersonName } from '../kit/person';
import type { Candidate, Matched } from './asked';
import css from './enrol.module.css';
import { useFields } from './fields';

/** Somebody known who may be this person: said where it was typed, and answered before more is typed. */
export function Alike({ candidate, by }: { candidate: Candidate; by: Matched }) {
  const { t } = useTranslation(['enrol', 'kit']);
  const dates = useDates();
  const { draft, set, faults } = useFields();
  const { person, enrolment } = candidate;
  const where =
    enrolment === null
      ? t('noPathway')
      : enrolment.endedAt === null
        ? t('onPathway', { title: enrolment.title })
        : t('endedOn', { title: enrolment.title, day: dates.day(enrolment.endedAt) });
  const another = () => {
    set({ notSameAs: [...draft.notSameAs, person.id] });
  };
  return (
    <div className={css.alike} role="group" aria-label={t(`whose.${by}`)} data-fault={faults.alike !== undefined}>
      <Icon name="warn" />
      <p className={css.alikeWords}>
        <b>{t(`same.${by}`)}</b> <PersonName person={person} />, {t('kit:born')}{' '}
        <span className="whole">{plainDay(person.bornOn)}</span>, {person.reference}, {where}
        {faults.alike === undefined ? null : <b className={css.fault}>{faults.alike}</b>}
      </p>
      <div className={css.alikeActs}>
        {enrolment !== null && enrolment.endedAt === null ? (
          <Link to="/cases/$id" params={{ id: enrolment.id }}>
            {t('openPatient')}
          </Link>
        ) : (
          <Button
            size="compact-sm"
            onClick={() => {
              set(knownAs(candidate));
            }}
          >
            {t('samePerson')}
          </Button>
        )}
        <Button size="compact-sm" onClick={another}>
          {t(by === 'name-and-birth-date' ? 'another' : 'both')}
        </Button>
        {by === 'name-and-birth-date' ? null : (
          <Button
            size="compact-sm"
            onClick={() => {
              set(by === 'telephone' ? { phone: '' } : { email: '', reads: null });
            }}
          >
            {t('notOurs', { name: person.givenName })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What is known of this person is not typed again. */
export const knownAs = ({ person }: Pick<Candidate, 'person'>) => ({
  known: person,
  familyName: person.familyName,
  givenName: person.givenName,
  bornOn: person.bornOn,
  reference: person.reference,
  ...(person.phone === null ? {} : { phone: person.phone.number }),
});
