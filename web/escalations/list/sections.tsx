import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { News, useSteadyRows } from '../../kit/list';
import { TierMark } from '../../kit/marks';
import { Arrival, useKeptPlace } from './arrival';
import css from './list.module.css';
import { NowRow } from './now-row';
import { CountRow, Row } from './row';
import type { AnyItem, Items } from '../types';
import { useItemWords } from '../words';

const tiers = ['now', 'today', 'digest'] as const;
const idOf = ({ id }: AnyItem) => id;
const isUrgent = ({ tier, owner, status }: AnyItem) => tier === 'now' && owner === null && status === 'open';

/** The list in its three parts. What is pointed at stays where it is; one of tier now comes in at once all the same. */
export function Sections({ data, closed }: { data: Items; closed: boolean }) {
  const now = useClinicNow();
  const dates = useDates();
  const today = closed
    ? data.items.filter(({ resolvedAt }) => resolvedAt !== null && now !== null && dates.sameDay(resolvedAt, now))
    : data.items;
  const { rows, isGone, news, show, hold } = useSteadyRows<AnyItem>(today, idOf, isUrgent, true);
  const root = useKeptPlace(rows.map(idOf).join());
  return (
    <>
      {closed ? null : <Arrival items={today.filter(isUrgent)} />}
      <News count={news} show={show} />
      <div ref={root} className={css.sections} {...hold}>
        {tiers.map((tier) => {
          const items = rows.filter((item) => item.tier === tier);
          return items.length === 0 ? null : (
            <Section
              key={tier}
              tier={tier}
              items={items}
              count={closed ? items.length : data.counts[tier]}
              isGone={isGone}
            />
          );
        })}
      </div>
    </>
  );
}

type SectionProps = {
  tier: (typeof tiers)[number];
  items: AnyItem[];
  count: number;
  isGone: (item: AnyItem) => boolean;
};

function Section({ tier, items, count, isGone }: SectionProps) {
  const { t } = useTranslation('escalations');
  const dates = useDates();
  const rings = items.some(isUrgent);
  const [readBy] =
    tier === 'digest'
      ? items.flatMap((item) => ('window' in item && item.window ? [item.window.endsAt] : [])).sort()
      : [];
  return (
    <section aria-labelledby={`tier-${tier}`}>
      <div className={css.sectionHead}>
        <h2 id={`tier-${tier}`}>
          <TierMark tier={tier} /> <span className={css.number}>{count}</span>
        </h2>
        {rings ? <span className="soft">{t('ringsOn')}</span> : null}
        {readBy === undefined ? null : <span className="soft">{t('readBy', { time: dates.full(readBy) })}</span>}
      </div>
      <ul className={css.list} data-tier={tier}>
        {items.map((item) => (
          <li key={item.id} data-id={item.id} data-gone={isGone(item)}>
            {isGone(item) ? <Gone item={item} /> : <OneOf item={item} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneOf({ item }: { item: AnyItem }) {
  if (!('person' in item)) return <CountRow item={item} />;
  return item.tier === 'now' && item.status !== 'resolved' ? <NowRow item={item} /> : <Row item={item} />;
}

/** It was closed, or is no longer of this list: its place stays until nobody points at the list any more. */
function Gone({ item }: { item: AnyItem }) {
  const { t } = useTranslation('escalations');
  const words = useItemWords();
  return (
    <p className={css.gone}>
      {'person' in item ? item.headline : words.near(item.raisedAt)} <span className="soft">{t('goneFromList')}</span>
    </p>
  );
}
