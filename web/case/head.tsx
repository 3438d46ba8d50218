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

type Props = { enrolment: Enrolment; series: SeriesList | undefined };

/** The way back, and what is done with the whole case. */
export function Head({ enrolment, series }: Props) {
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

/** On a phone: the number, within reach of a thumb. */
export function Dock({ person }: { person: Person }) {
  if (person.phone === null) return null;
  return (
    <div className={`${css.dock ?? ''} not-printed`} data-dock>
      <Phone number={person.phone.number} />
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
