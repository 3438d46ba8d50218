import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import { Icon } from '../kit/icons';
import { useClinicNow, useDates } from './clock';
import { useMe } from './me';
import css from './shell/shell.module.css';

export type DutyNow = {
  now: string;
  on: { staffId: string; name: string; rota: string; until: string }[];
  gaps: { rotaId: string; rota: string; startsAt: string; endsAt: string; words: string }[];
  unreachable: { staffId: string; name: string; words: string }[];
};

/** Who is woken now, and what is wrong with the coming fortnight: a gap ahead, somebody who cannot be reached. */
export function Duty() {
  const { t } = useTranslation();
  const dates = useDates();
  const now = useClinicNow();
  const duty = useRead<DutyNow>('/duty').data;
  if (duty === undefined) return null;
  const [first, second] = duty.on;
  const [gap] = duty.gaps;
  const [unreachable] = duty.unreachable;
  return (
    <div className={css.duty}>
      <p>
        {first === undefined ? (
          t('nobodyOnDuty')
        ) : (
          <>
            {t('onDuty')} <b>{first.name}</b>{' '}
            {isSoon(first.until, now) ? t('until', { time: dates.near(first.until, now) }) : null}
          </>
        )}
      </p>
      {second === undefined ? null : (
        <p>
          {t('second')} {second.name}
        </p>
      )}
      {gap === undefined ? null : (
        <p className={css.gap}>
          <Icon name="warn" />
          <span>
            {t('gap', { from: dates.near(gap.startsAt, now), to: dates.near(gap.endsAt, now), rota: gap.rota })}{' '}
            <Link to="/rota">{t('closeGap')}</Link>
          </span>
        </p>
      )}
      {unreachable === undefined ? null : (
        <p className={css.gap}>
          <Icon name="warn" />
          <span>{t('unreachable', { name: unreachable.name, why: unreachable.words })}</span>
        </p>
      )}
    </div>
  );
}

const FORTNIGHT = 14 * 86_400_000;

/** A shift without an end in sight says none. */
const isSoon = (at: string, now: number | null): boolean => now !== null && Date.parse(at) - now < FORTNIGHT;

/** What day it is in a demonstration: its clock may be moved. */
export function DemoClock() {
  const { t } = useTranslation();
  const dates = useDates();
  const now = useClinicNow();
  if (useMe().mode !== 'demo' || now === null) return null;
  return (
    <p className={css.demo}>
      {t('madeUp')} <b className="whole">{dates.full(now)}</b>
    </p>
  );
}
