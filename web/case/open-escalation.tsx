import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Escalation } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { type Tier, TierMark } from '../kit/marks';
import css from './case.module.css';

/** The most urgent thing open about this person, on each page of theirs, with the way to it. */
export function OpenEscalation({ id, tier }: { id: string; tier: string }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const now = useClinicNow();
  const item = useRead<Escalation>(`/escalations/${id}`).data;
  const { headline, source, owner, ownedUntil } =
    item !== undefined && 'person' in item ? item : { headline: t('escalationOpen'), source: null };
  return (
    <div className={css.open} data-tier={tier}>
      <TierMark tier={tier as Tier} />
      <p className={css.openWords}>
        <b className="strong">{headline}</b>
        {source === null ? null : `, ${source.words} ${dates.near(source.at, now)}`}.{' '}
        {owner === undefined
          ? null
          : owner === null
            ? t('nobodyHasIt')
            : ownedUntil
              ? t('hasItUntil', { name: owner.name, time: dates.near(ownedUntil, now) })
              : t('hasIt', { name: owner.name })}
      </p>
      <Button
        size="compact-sm"
        className="not-printed"
        renderRoot={(props) => <Link {...props} to="/escalations/$id" params={{ id }} />}
      >
        {t('open')}
      </Button>
    </div>
  );
}
