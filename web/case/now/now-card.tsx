import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment } from '../../api/generated/types.gen';
import { span, useClinicNow, useDates } from '../../app/clock';
import { AnswerTogether } from '../together/answer-together';
import css from './now.module.css';
import { Rings } from './rings';
import { Why } from './why';

type Props = { enrolment: Enrolment };

/** Where a patient stands, what comes next by itself, and what would change it: in the words of the server. */
export function NowCard({ enrolment }: Props) {
  const { t } = useTranslation('case');
  const [why, setWhy] = useState(false);
  const { now, tracks, status } = enrolment;
  if (now === null) return <p className={css.unread}>{t('unreadable')}</p>;
  const position = tracks[0]?.position ?? null;
  return (
    <section className={css.card} aria-label={t('now')}>
      <div className={css.columns}>
        <div className={css.column}>
          <h2 className="label">{t('where')}</h2>
          <p className={css.main}>{now.where}</p>
          {position === null || status === 'ended' ? null : <Rings step={position.step} of={position.of} />}
          {now.since === '' ? null : <p className="soft">{now.since}</p>}
          <p className="soft">{now.waits ?? (status === 'ended' ? null : t('waitsForNobody'))}</p>
          {now.beside.map(({ track, words }) => (
            <p key={track} className="soft">
              <b className="strong">{track}</b> {words}
            </p>
          ))}
        </div>
        <div className={css.column}>
          <h2 className="label">{t('next')}</h2>
          <Next at={now.nextAt} words={now.next} />
          {now.held === null ? null : <p className={css.held}>{now.held}</p>}
          <p className={`${css.acts ?? ''} not-printed`}>
            <Decide enrolment={enrolment} />
            <AnswerTogether
              enrolmentId={enrolment.id}
              checkInId={enrolment.openCheckIn?.id ?? null}
              size="compact-sm"
            />
            <Button
              size="compact-sm"
              variant="transparent"
              aria-expanded={why}
              onClick={() => {
                setWhy(!why);
              }}
            >
              {t('whyAsked')}
            </Button>
          </p>
        </div>
        <div className={css.column}>
          <h2 className="label">{t('wouldChange')}</h2>
          {now.wouldChange.length === 0 ? <p>{t('nothingWould')}</p> : null}
          <ul className={css.list}>
            {now.wouldChange.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      </div>
      {why ? <Why enrolmentId={enrolment.id} /> : null}
    </section>
  );
}

function Next({ at, words }: { at: string | null; words: string | null }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const now = useClinicNow();
  if (at === null) return <p className={css.main}>{t('nothingNext')}</p>;
  const left = now === null ? null : Date.parse(at) - now;
  // Written in minutes: a figure that moves each second draws the eye away from what matters.
  const inWords =
    left === null || left < 60_000
      ? null
      : left < 3_600_000
        ? t('minutes', { n: Math.floor(left / 60_000) })
        : span(left);
  return (
    <>
      <p className={css.main}>
        <time dateTime={at}>
          {dates.full(at)}
          {inWords === null ? null : ','}
        </time>{' '}
        {inWords === null ? null : <span className="whole">{t('in', { span: inWords })}</span>}
      </p>
      <p className="soft">{words}</p>
    </>
  );
}

/** The question the case waits for, where there is one. */
function Decide({ enrolment: { id, tracks } }: Props) {
  const { t } = useTranslation('case');
  const asked = tracks.map(({ waitingFor }) => waitingFor).find((each) => each.for === 'decision');
  if (asked === undefined) return null;
  return (
    <Button
      size="compact-sm"
      renderRoot={(props) => <Link {...props} to="/cases/$id/decisions/$gate" params={{ id, gate: asked.gate }} />}
    >
      {t('decide')}
    </Button>
  );
}
