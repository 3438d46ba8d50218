import { useTranslation } from 'react-i18next';
import { late, span, useClinicNow, useDates } from '../app/clock';
import { Spark } from './spark';
import type { Reason, Row } from './types';
import css from './cells.module.css';

/** By when, and how long that is: on the clinic's clock. What has no day to be done by says since when. */
export function Due({ reason, inLine = false }: { reason: Reason; inLine?: boolean }) {
  const { t } = useTranslation(['worklist', 'kit']);
  const dates = useDates();
  const now = useClinicNow();
  if (now === null) return null;
  const left = Date.parse(reason.at) - now;
  const when = dates.short(reason.at, now);
  const gap = inLine ? ', ' : '';
  if (reason.overdue)
    return (
      <span className={css.late} data-line={inLine}>
        <span className={css.when}>{when + gap}</span> <span>{t('kit:late', { late: late(left) })}</span>
      </span>
    );
  if (left < 0) return <span className={css.due}>{t('since', { day: when })}</span>;
  return (
    <span className={css.due} data-line={inLine}>
      <span className={css.when}>{inLine ? t('kit:by', { time: when }) : when}</span>
      {inLine ? null : <span className="soft">{leftOf(left, (words) => t('kit:spanLeft', { span: words }))}</span>}
    </span>
  );
}

/** 12 min left · 7 h 48 min · 3 d 4 h */
const leftOf = (ms: number, left: (words: string) => string) => (ms < 3_600_000 ? left(late(ms)) : span(ms));

export function Score({ score }: { score: Row['score'] }) {
  const { t } = useTranslation('worklist');
  const last = score?.points.at(-1);
  if (score === null || last === undefined) return <span className="soft">{t('noScore')}</span>;
  const words = t('scoreWords', {
    label: score.label,
    points: score.points.map(({ value }) => figure(value, score)).join(' → '),
    better: t(score.direction === 'lower' ? 'lowerBetter' : 'higherBetter'),
  });
  return (
    <span className={css.score}>
      <span className="seen-by-readers">{words}</span>
      <b aria-hidden="true">{figure(last.value, score)}</b>
      <Spark score={score} />
    </span>
  );
}

/** One decimal where the line has one: 7.0, not 7. */
const figure = (value: number, { points }: NonNullable<Row['score']>) =>
  value.toFixed(points.some((point) => !Number.isInteger(point.value)) ? 1 : 0);
