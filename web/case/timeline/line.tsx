import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../app/clock';
import { Icon, type IconName } from '../../kit/icons';
import type { LineKind, TimelineLine } from './line-type';
import type { Acts } from './timeline';
import css from './timeline.module.css';

const icons: Record<LineKind, IconName> = {
  answers: 'answer',
  calls: 'phone',
  messages: 'mail',
  visits: 'pin',
  decisions: 'decision',
  system: 'gear',
};
const tones: Partial<Record<string, IconName>> = { 'not-sent': 'pause', failed: 'warn' };

/** One thing that happened: when, what, and a second line. Pressed, it says why, and what can be done about it. */
export function LineOf({ line, later, acts }: { line: TimelineLine; later: boolean; acts: Acts }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { correction, tone = 'plain' } = line;
  const gone = correction?.as === 'retracted' || correction?.as === 'moved';
  const text = gone ? <s>{line.text}</s> : line.text;
  const soft = [line.soft, line.by].filter((each) => each !== null).join(' · ');
  const canCorrect = line.canRetract === true && line.eventId !== undefined && !correction;
  const behind = line.why !== null || canCorrect || line.checkInId || line.messageId || line.escalationId;
  return (
    <li className={css.line} data-tone={tone} data-later={later}>
      <time className={css.time} dateTime={line.at}>
        {dates.time(line.at)}
      </time>
      <span className={css.icon}>
        <Icon name={tones[tone] ?? icons[line.icon]} />
      </span>
      <div className={css.what}>
        <p className={css.first}>
          <span className="seen-by-readers">{t(`kinds.${line.icon}`)}: </span>
          {behind ? (
            <UnstyledButton
              className={css.opens}
              aria-expanded={open}
              aria-controls={id}
              onClick={() => {
                setOpen(!open);
              }}
            >
              {text}
            </UnstyledButton>
          ) : (
            text
          )}
        </p>
        {correction ? (
          <p className="soft">
            {t(`corrected.${correction.as}`, { by: correction.by, date: dates.day(correction.at) })} {correction.reason}
          </p>
        ) : null}
        {soft === '' ? null : <p className="soft">{soft}</p>}
        <div id={id} hidden={!open} className={css.behind}>
          {line.why === null ? null : (
            <p className={css.why}>
              <b>{t('why')}</b> {line.why}
            </p>
          )}
          <Behind line={line} acts={acts} canCorrect={canCorrect} />
        </div>
      </div>
    </li>
  );
}

function Behind({ line, acts, canCorrect }: { line: TimelineLine; acts: Acts; canCorrect: boolean }) {
  const { t } = useTranslation('case');
  const { checkInId, messageId, escalationId } = line;
  return (
    <p className={css.acts}>
      {checkInId ? (
        <Act
          press={() => {
            acts.openAnswers(checkInId);
          }}
        >
          {t('readAnswers')}
        </Act>
      ) : null}
      {messageId ? (
        <Act
          press={() => {
            acts.openMessage(messageId);
          }}
        >
          {t('readMessage')}
        </Act>
      ) : null}
      {escalationId ? (
        <Link to="/escalations/$id" params={{ id: escalationId }} className={css.act}>
          {t('openEscalation')}
        </Link>
      ) : null}
      {canCorrect ? (
        <Act
          press={() => {
            acts.correct(line);
          }}
        >
          {t('correct')}
        </Act>
      ) : null}
    </p>
  );
}

const Act = ({ press, children }: { press: () => void; children: ReactNode }) => (
  <UnstyledButton className={css.act} onClick={press}>
    {children}
  </UnstyledButton>
);
