import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Series, SeriesList } from '../../api/generated/types.gen';
import { Chart } from './chart';
import css from './chart.module.css';
import { datesOf, type Dates, type Flag } from './geometry';
import { Legend } from './legend';
import { Numbers } from './numbers';

/** Opens the answers of one check-in. */
type Open = (checkInId: string) => void;

/** All series of a patient over the same dates: the first one wide, with the flags; the others small beside each other. */
export function Charts({ all: { items, flags }, openAnswers }: { all: SeriesList; openAnswers: Open }) {
  const [first, ...others] = items;
  const dates = datesOf(items, flags);
  if (first === undefined) return null;
  return (
    <div className={css.all}>
      <OneChart series={first} dates={dates} flags={flags} wide openAnswers={openAnswers} />
      {others.length === 0 ? null : (
        <div className={css.small}>
          {others.map((series) => (
            <OneChart
              key={series.instrument}
              series={series}
              dates={dates}
              flags={flags}
              wide={false}
              openAnswers={openAnswers}
            />
          ))}
        </div>
      )}
    </div>
  );
}

type One = { series: Series; dates: Dates; flags: Flag[]; wide: boolean; openAnswers: Open };

function OneChart({ series, dates, flags, wide, openAnswers }: One) {
  const { t } = useTranslation('case');
  const [table, setTable] = useState(false);
  const id = useId();
  const { title, what, min, max, directionWords } = series;
  const range = t('range', { min, max });
  return (
    <section className={css.sheet} aria-labelledby={id}>
      <div className={css.head}>
        <div className={css.title}>
          <h2 id={id}>{title}</h2>{' '}
          <span className="soft">
            {what}, <span className="whole">{range}</span> · {directionWords}
          </span>
        </div>
        <Button
          variant="transparent"
          size="compact-sm"
          className={`${css.opener ?? ''} not-printed`}
          aria-expanded={table}
          aria-label={t('tableOf', { title })}
          onClick={() => {
            setTable(!table);
          }}
        >
          {t('table')}
        </Button>
      </div>
      <p className={css.sentence}>
        {series.sentence} {series.safety}
      </p>
      {series.points.length === 0 ? null : <Chart series={series} dates={dates} flags={flags} wide={wide} />}
      <Legend series={series} flags={wide ? flags : []} />
      {table ? <Numbers series={series} openAnswers={openAnswers} /> : null}
    </section>
  );
}
