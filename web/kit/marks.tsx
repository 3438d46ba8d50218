import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { late as lateWords, span, useClinicNow } from '../app/clock';
import { useMe } from '../app/me';
import { Icon, type IconName } from './icons';
import { initialsOf } from './initials';
import css from './marks.module.css';

export type Tier = 'now' | 'today' | 'digest';

/** Word, shape and colour together: none of them alone. */
export function TierMark({ tier, word = true }: { tier: Tier; word?: boolean }) {
  const { t } = useTranslation('kit');
  return (
    <span className={css.tier} data-tier={tier}>
      <TierShape tier={tier} />
      <span className={word ? undefined : 'seen-by-readers'}>{t(tier)}</span>
    </span>
  );
}

export function TierShape({ tier }: { tier: Tier }) {
  const common = { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': true, focusable: false } as const;
  if (tier === 'now')
    return (
      <svg {...common} className={css.shape}>
        <path className={css.octagon} d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" />
        <path className={css.bar} d="M8 4v5M8 11.5v.5" />
      </svg>
    );
  if (tier === 'today')
    return (
      <svg {...common} className={css.shape}>
        <circle className={css.ring} cx="8" cy="8" r="6.2" />
        <path className={css.half} d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" />
      </svg>
    );
  return (
    <svg {...common} className={css.shape}>
      <circle className={css.ring} cx="8" cy="8" r="6.2" />
    </svg>
  );
}

export type TagKind = 'good' | 'waiting' | 'held' | 'failed' | 'new';
const tagIcons: Record<TagKind, IconName | null> = {
  good: 'check',
  waiting: 'clock',
  held: 'pause',
  failed: 'warn',
  new: null,
};

/** A state in a word. `failed` is outlined, never filled: it is not tier now. */
export function Tag({ kind, icon, children }: { kind: TagKind; icon?: IconName; children: ReactNode }) {
  const shape = icon ?? tagIcons[kind];
  return (
    <span className={css.tag} data-kind={kind}>
      {shape === null ? null : <Icon name={shape} size={12} />}
      {children}
    </span>
  );
}

/** Who has it: filled = you, tinted = somebody else, dashed = nobody. The words stand beside it, or are read out. */
export function Owner({ owner, until, bare = false }: { owner: Named | null; until?: string | null; bare?: boolean }) {
  const { t } = useTranslation('kit');
  const { staff } = useMe();
  const mine = owner !== null && owner.id === staff?.id;
  const words = owner === null ? t('nobodyYet') : mine ? t('youHaveIt') : t('hasIt', { name: owner.name });
  return (
    <span className={css.owner}>
      <span className={css.disc} data-of={owner === null ? 'nobody' : mine ? 'me' : 'them'} aria-hidden="true">
        {owner === null ? '–' : initialsOf(owner.name)}
      </span>
      <span className={bare ? 'seen-by-readers' : undefined}>
        {words}
        {until ? (
          <>
            {' '}
            <span className="whole">{t('untilTime', { time: until })}</span>
          </>
        ) : null}
      </span>
    </span>
  );
}
export type Named = { id: string; name: string };

/**
 * Time left on the clinic's clock, with a bar of the window used up. It is seen second by second, and read out at ten, five
 * and one minute and at zero.
 */
export function Countdown({
  startedAt,
  endsAt,
  size = 'list',
}: {
  startedAt: string;
  endsAt: string;
  size?: 'list' | 'big';
}) {
  const { t } = useTranslation('kit');
  const now = useClinicNow();
  if (now === null) return null;
  const left = Date.parse(endsAt) - now;
  if (left <= 0)
    return (
      <span className={css.overdue} data-size={size}>
        <Icon name="clock" />
        {t('overdue', { late: lateWords(left) })}
      </span>
    );
  const whole = Math.max(1, Date.parse(endsAt) - Date.parse(startedAt));
  const minutes = Math.ceil(left / 60_000);
  const said = [10, 5, 1].includes(minutes) ? t('minutesLeft', { count: minutes }) : '';
  return (
    <span className={css.countdown} data-size={size}>
      <span aria-hidden="true">
        <span className={css.figures}>{span(left)}</span> <span className={css.left}>{t('left')}</span>
      </span>
      <svg className={css.used} aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox="0 0 100 4">
        <rect className={css.whole} width="100" height="4" />
        <rect className={css.part} width={Math.min(100, Math.max(0, (100 * (whole - left)) / whole))} height="4" />
      </svg>
      <span className="seen-by-readers" role="status">
        {said}
      </span>
    </span>
  );
}
