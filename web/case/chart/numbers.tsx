import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Series } from '../../api/generated/types.gen';
import { useDates } from '../../app/clock';
import css from './chart.module.css';

type Props = { series: Series; openAnswers: (checkInId: string) => void };

/** Every number of a chart, newest first, with how it came; what was due and did not come stands among them. */
export function Numbers({ series, openAnswers }: Props) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const named = series.points.some(({ band }) => band !== null);
  const rows = [
    ...series.points.map((point) => ({ at: point.at, point, words: null })),
    ...series.gaps.map((gap) => ({ at: gap.at, point: null, words: gap.words })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <>
      {/* A table that scrolls must be reachable by keyboard. */}
      <div className={css.table} role="region" aria-label={t('tableOf', { title: series.title })} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('date')}</th>
              <th scope="col" className={css.number}>
                {series.title}
              </th>
              {named ? <th scope="col">{t('means')}</th> : null}
              <th scope="col">{t('how')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, point, words }) => (
              <tr key={`${at}${words ?? ''}`}>
                <th scope="row">
                  <DayOf at={dates.day(at)} checkInId={point?.checkInId ?? null} openAnswers={openAnswers} />
                </th>
                <td className={css.number}>{point === null ? t('none') : point.words}</td>
                {named ? <td>{point === null ? '' : (point.band ?? t('noBand'))}</td> : null}
                <td>{point === null ? words : <How point={point} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Sources series={series} />
    </>
  );
}

/** A day that was answered leads to what was answered on it. */
function DayOf({ at, checkInId, openAnswers }: { at: string; checkInId: string | null } & Omit<Props, 'series'>) {
  const { t } = useTranslation('answers');
  if (checkInId === null) return <span className="whole">{at}</span>;
  return (
    <UnstyledButton
      className={css.day}
      aria-label={t('readAnswersOf', { date: at })}
      onClick={() => {
        openAnswers(checkInId);
      }}
    >
      <span className="whole">{at}</span>
    </UnstyledButton>
  );
}

function How({ point: { mode, late, proxy } }: { point: Series['points'][number] }) {
  const { t } = useTranslation('case');
  const modes = { link: t('byLink'), phone: t('byPhone'), paper: t('byPaper') };
  return [modes[mode], ...(proxy ? [t('byOther')] : []), ...(late ? [t('andLate')] : [])].join(', ');
}

/** What the numbers are compared with, and where that comes from. */
function Sources({ series: { baseline, goal, mcid } }: { series: Series }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  return (
    <div className={`${css.sources ?? ''} soft`}>
      {baseline === null ? null : <p>{t('startIs', { ...baseline, date: dates.day(baseline.at) })}</p>}
      {goal === null ? null : <p>{t('sourceOfGoal', goal)}</p>}
      {mcid === null ? null : <p>{t('sourceOfChange', mcid)}</p>}
    </div>
  );
}
