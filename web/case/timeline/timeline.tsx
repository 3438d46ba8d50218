import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/pages';
import { useDates } from '../../app/clock';
import { Loaded, More } from '../../kit/list';
import { Filters, useFilters } from './filters';
import { LineOf } from './line';
import type { TimelineLine } from './line-of';
import css from './timeline.module.css';

/** What can be done about a line. */
type Acts = {
  correct: (line: TimelineLine) => void;
  openAnswers: (checkInId: string) => void;
  openMessage: (messageId: string) => void;
};

/** All that happened, newest first, a page at a time. What is left out by the filters stands in the address. */
export function Timeline({ enrolmentId, ...acts }: { enrolmentId: string } & Acts) {
  const { t } = useTranslation('case');
  const filters = useFilters();
  const { query, items = [] } = usePages<TimelineLine>(`/enrolments/${enrolmentId}/timeline?${filters.asked}`);
  return (
    <section className={css.sheet} aria-labelledby="timeline">
      <Filters filters={filters} />
      <Loaded
        query={query}
        empty={() =>
          items.length > 0 ? null : <p className={css.empty}>{t(filters.any ? 'nothingFound' : 'nothingHappened')}</p>
        }
      >
        {() => (
          <>
            <div className={css.days}>
              <Days lines={items} {...acts} />
            </div>
            {items.length > PRINTED || query.hasNextPage ? (
              <p className={css.older}>{t('olderNotPrinted', { count: PRINTED })}</p>
            ) : null}
            {query.hasNextPage ? (
              <p className={`${css.more ?? ''} not-printed`}>
                <More words={t('earlier')} press={() => void query.fetchNextPage()} busy={query.isFetchingNextPage} />
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}

/** As many as go on two sheets of paper with all the rest. */
const PRINTED = 12;

function Days({ lines, ...acts }: { lines: TimelineLine[] } & Acts) {
  const dates = useDates();
  const days = new Map<string, TimelineLine[]>();
  for (const line of lines) {
    const day = dates.weekdayAndDay(line.at);
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  const later = new Set(lines.slice(PRINTED));
  const isLater = (line: TimelineLine | undefined) => line !== undefined && later.has(line);
  return [...days].map(([day, ofDay]) => (
    <Fragment key={day}>
      <h3 className={css.day} data-later={isLater(ofDay[0])}>
        {day}
      </h3>
      <ol>
        {keyed(ofDay).map(([key, line]) => (
          <LineOf key={key} line={line} later={isLater(line)} {...acts} />
        ))}
      </ol>
    </Fragment>
  ));
}

/** Lines have no id of their own: what they are about, and which one of those it is. */
function keyed(lines: TimelineLine[]): [string, TimelineLine][] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const key = `${line.at} ${line.eventId ?? line.messageId ?? line.text}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return [`${key} ${String(times)}`, line];
  });
}
