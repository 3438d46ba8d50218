import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { Answers } from '../../case/answers/answers';
import { Part, Sheet } from '../../kit/lines';
import { Tag } from '../../kit/marks';
import css from './item.module.css';
import { Known } from './known';
import type { Item } from '../types';
import { useItemWords } from '../words';

/** What was said and when, what the patient was told, and what is known before somebody rings. */
export function Evidence({ item }: { item: Item }) {
  return (
    <Sheet className={css.evidence ?? ''}>
      <Said item={item} />
      <WasTold item={item} />
      <Known item={item} />
    </Sheet>
  );
}

/** In the patient's own words, by where they came from. */
function Said({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const words = useItemWords();
  const { signals, reports, headline, canWait } = item;
  const placeOf = ({ checkInId, reportId, source }: Item['signals'][number]) => checkInId ?? reportId ?? source.words;
  const places = [...new Set(signals.map(placeOf))].map((place) => signals.filter((each) => placeOf(each) === place));
  const written = reports.flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]));
  return (
    <div className={css.said}>
      <h1 className="seen-by-readers">{headline}</h1>
      {places.map((together, index) => (
        <Part key={together[0]?.id} label={together[0] === undefined ? null : words.received(together[0].source)}>
          {together.map((signal) => (
            <p key={signal.id} className={css.signal}>
              <span className="words">{signal.said === null ? signal.words : `“${signal.said.question}”`}</span>{' '}
              {signal.isNew ? <Tag kind="new">{t('newAt', { time: words.near(signal.at) })}</Tag> : null}{' '}
              {signal.said?.answer == null ? null : <span className="soft">{signal.said.answer}</span>}
            </p>
          ))}
          <AllAnswers checkInId={together[0]?.checkInId ?? null} item={item} />
          {index === 0 && canWait !== null ? <p className="soft">{t(`canWait.${canWait}`)}</p> : null}
        </Part>
      ))}
      {written.length === 0 ? null : (
        <Part label={t('inOwnWords')}>
          {written.map(({ id, text }) => (
            <p key={id} className={css.written}>
              “{text}”
            </p>
          ))}
        </Part>
      )}
    </div>
  );
}

/** What else was answered with it. */
function AllAnswers({ checkInId, item: { person } }: { checkInId: string | null; item: Item }) {
  const { t } = useTranslation('answers');
  const [open, setOpen] = useState(false);
  if (checkInId === null) return null;
  return (
    <p className="not-printed">
      <Button
        size="compact-sm"
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('readAnswers')}
      </Button>
      {open ? (
        <Answers
          checkInId={checkInId}
          person={person}
          close={() => {
            setOpen(false);
          }}
        />
      ) : null}
    </p>
  );
}

/** What the patient was shown on the pages: the words as they stood then. */
function WasTold({ item: { patientSaw, person } }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const dates = useDates();
  const now = useClinicNow();
  const name = person.preferredName ?? person.givenName;
  if (patientSaw.length === 0)
    return (
      <Part label={t('wasTold', { name })}>
        <p>{t('wasToldNothing')}</p>
      </Part>
    );
  return (
    <div className={css.told}>
      {patientSaw.map(({ text, at, title, lines }) => (
        <Fragment key={`${text}${at}`}>
          <Part label={t('wasToldAt', { name, time: dates.near(at, now) })}>
            <p>
              {title === null ? null : <b>{title}</b>} {lines.length === 0 ? t('wordsGone') : lines.join(' ')}
            </p>
          </Part>
        </Fragment>
      ))}
    </div>
  );
}
