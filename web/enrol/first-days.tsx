import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FirstDays as Days } from '../api/generated/types.gen';
import { useDates } from '../app/clock';
import { Icon } from '../kit/icons';
import { Line } from '../kit/lines';
import type { useFirstDays } from './asked';
import css from './first-days.module.css';

type Item = Days['items'][number];
type Told = { first: Item; again: Item[] };

/** What comes by itself, with the texts as they will leave. */
export function FirstDays({ chosen, query }: { chosen: boolean; query: ReturnType<typeof useFirstDays> }) {
  const { t } = useTranslation('enrol');
  const [read, setRead] = useState<string | null>(null);
  const days = query.data;
  return (
    <section className={css.days} aria-labelledby="first-days" aria-busy={query.isFetching}>
      <h2 id="first-days">{t('first30')}</h2>
      {query.error ? <p className={css.none}>{t('first30Failed', { why: query.error.message })}</p> : null}
      {days === undefined && !query.error ? <p className={css.none}>{t(chosen ? 'checking' : 'first30None')}</p> : null}
      {(days?.notes ?? []).map((note) => (
        <Line key={note} icon="warn" said={false}>
          {note}
        </Line>
      ))}
      <ol>
        {together(days?.items ?? []).map((told) => {
          const key = `${told.first.at}/${told.first.words}`;
          return (
            <Day
              key={key}
              told={told}
              open={read === key}
              press={() => {
                setRead(read === key ? null : key);
              }}
            />
          );
        })}
      </ol>
    </section>
  );
}

/** The same each week is told once, with the days on which it comes again. */
function together(items: Item[]): Told[] {
  const told = new Map<string, Told>();
  for (const item of items) {
    const key = [item.kind, item.words, item.about, item.unanswered].join('/');
    const before = told.get(key);
    if (before) before.again.push(item);
    else told.set(key, { first: item, again: [] });
  }
  return [...told.values()];
}

const icons = { mail: 'mail', task: 'phone', question: 'decision' } as const;

function Day({ told: { first, again }, open, press }: { told: Told; open: boolean; press: () => void }) {
  const { t } = useTranslation('enrol');
  const dates = useDates();
  const id = useId();
  const day = (at: string) => dates.weekdayAndDay(at).slice(0, -5);
  const due = first.dueAt === null ? '' : day(first.dueAt);
  const team = first.team === null ? [] : [t(`forTeam.${first.team}`, { day: due })];
  const facts = [
    ...(first.about === null ? [] : [first.about]),
    ...team,
    ...(first.unanswered ? [t('ifUnanswered')] : []),
  ];
  return (
    <li className={css.day} data-open={open}>
      <span className={css.when}>
        <b className="whole">{day(first.at)}</b>
        <span className="soft">{dates.time(first.at)}</span>
      </span>
      <Icon name={icons[first.kind]} />
      <div>
        <p>{first.words}</p>
        <p className="soft">
          {facts.join(' · ')}
          {again.length === 0 ? '' : ` · ${t('andOn', { days: again.map(({ at }) => day(at)).join(', ') })}`}
        </p>
      </div>
      {first.text === null ? null : (
        <button
          type="button"
          className={css.read}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={press}
        >
          {t(open ? 'hide' : 'read')}
          <span className="seen-by-readers">: {first.words}</span>
        </button>
      )}
      {open ? (
        <div className={css.mail} id={id}>
          <b>{first.subject}</b>
          <p>{first.text}</p>
        </div>
      ) : null}
    </li>
  );
}
