import { Button } from '@mantine/core';
import { Link, useCanGoBack, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Enrolment, Person, SeriesList } from '../api/generated/types.gen';
import { plainDay, useClinicNow, useDates } from '../app/clock';
import { useMe } from '../app/me';
import { Icon } from '../kit/icons';
import { Phone } from '../kit/person';
import { asText } from './as-text';
import css from './case.module.css';
import { Copy } from './copy';

type Props = { enrolment: Enrolment; series: SeriesList | undefined; record: (() => void) | null };

/** The way back, and what is done with the whole case. */
export function Head({ enrolment, series, record }: Props) {
  const { t } = useTranslation('case');
  const router = useRouter();
  const goesBack = useCanGoBack();
  const text = useAsText(enrolment, series);
  return (
    <div className={`${css.head ?? ''} not-printed`}>
      <Link
        to="/worklist"
        className={css.back}
        onClick={(event) => {
          if (!goesBack) return;
          event.preventDefault();
          router.history.back();
        }}
      >
        <Icon name="back" />
        {t(goesBack ? 'back' : 'worklist')}
      </Link>
      <nav className={css.jumps} aria-label={t('parts')}>
        <a href="#timeline">{t('timeline')}</a>
        <a href="#contact">{t('contact')}</a>
        <a href="#messages">{t('messages')}</a>
      </nav>
      <div className={css.acts}>
        <Copy text={text} words={t('copyAsText')} said={t('copyAsText')} />
        <Button
          size="compact-sm"
          variant="transparent"
          leftSection={<Icon name="print" />}
          onClick={() => {
            print();
          }}
        >
          {t('print')}
        </Button>
        {record === null ? null : <RecordButton press={record} />}
      </div>
    </div>
  );
}

function useAsText(enrolment: Enrolment, series: SeriesList | undefined): string {
  const { t } = useTranslation('case');
  const { t: kit } = useTranslation('kit');
  const { clinic } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  const { familyName, givenName, title, bornOn, ageYears, reference } = enrolment.person;
  const name = `${familyName.toLocaleUpperCase('en')}, ${givenName}${title === null ? '' : ` (${title})`}`;
  const born = `${kit('born')} ${plainDay(bornOn)} (${kit('years', { age: ageYears })})`;
  const { openEscalation } = enrolment;
  return asText(enrolment, series, {
    person: `${name} · ${born} · ${kit('reference')} ${reference}`,
    asOf: t('asOf', { clinic: clinic.publicName, date: now === null ? '' : dates.full(now) }),
    where: t('where'),
    next: t('next'),
    wouldChange: t('wouldChange'),
    events: t('events'),
    open: openEscalation === null ? null : t('openOf', { tier: kit(openEscalation.tier as 'now') }),
    full: dates.full,
    day: dates.day,
  });
}

function RecordButton({ press }: { press: () => void }) {
  const { t } = useTranslation('record');
  return (
    <Button variant="filled" className={css.wide ?? ''} leftSection={<Icon name="plus" />} onClick={press}>
      {t('record')}
    </Button>
  );
}

/** On a phone: the number and the main act, within reach of a thumb. */
export function Dock({ person, record }: { person: Person; record: (() => void) | null }) {
  const { t } = useTranslation('record');
  if (person.phone === null && record === null) return null;
  return (
    <div className={`${css.dock ?? ''} docked not-printed`} data-dock>
      {person.phone === null ? null : <Phone number={person.phone.number} />}
      {record === null ? null : (
        <Button variant="filled" leftSection={<Icon name="plus" />} onClick={record}>
          {t('record')}
        </Button>
      )}
    </div>
  );
}

/** Who printed it, and when: on paper alone. */
export function Printed() {
  const { t } = useTranslation('case');
  const { staff, clinic } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  return (
    <p className={css.printed}>
      {t('printedBy', {
        name: staff?.name ?? '',
        clinic: clinic.publicName,
        date: now === null ? '' : dates.full(now),
      })}
    </p>
  );
}
