import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../app/clock';
import { Icon, type IconName } from '../../kit/icons';
import type { LineKind, TimelineLine } from './line-of';
import css from './timeline.module.css';

const icons: Record<LineKind, IconName> = {
  answers: 'answer',
  calls: 'phone',
  messages: 'mail',
  visits: 'pin',
  decisions: 'decision',
  system: 'gear',
};

type Props = {
  line: TimelineLine;
  later: boolean;
  correct: (line: TimelineLine) => void;
  openAnswers: (checkInId: string) => void;
  openMessage: (messageId: string) => void;
};

/** One thing that happened: when, what, and a second line. Pressed, it says why, and what can be done about it. */
export function LineOf({ line, later, correct, openAnswers, openMessage }: Props) {
  const { t } = useTranslation('case');
  const { t: ofAnswers } = useTranslation('answers');
  const { t: ofMessages } = useTranslation('messages');
  const dates = useDates();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { correction, struck, checkInId, messageId } = line;
  const gone = struck === null && (correction?.as === 'retracted' || correction?.as === 'moved');
  const text = gone ? <s>{line.text}</s> : line.text;
  const soft = [line.soft, line.by].filter((each) => each !== null).join(' · ');
  const canCorrect = line.canRetract === true;
  const behind =
    line.why !== null || canCorrect || [line.escalationId, checkInId, messageId].some((id) => id !== undefined);
  return (
    <li className={css.line} data-later={later}>
      <time className={css.time} dateTime={line.at}>
        {dates.time(line.at)}
      </time>
      <span className={css.icon}>
        <Icon name={icons[line.icon]} />
      </span>
      <div>
        <p>
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
        {struck === null ? null : (
          <p className="soft">
            <s>{struck}</s>
          </p>
        )}
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
          <p className={css.acts}>
            {checkInId === undefined ? null : (
              <UnstyledButton
                className={css.act}
                onClick={() => {
                  openAnswers(checkInId);
                }}
              >
                {ofAnswers('readAnswers')}
              </UnstyledButton>
            )}
            {messageId === undefined ? null : (
              <UnstyledButton
                className={css.act}
                onClick={() => {
                  openMessage(messageId);
                }}
              >
                {ofMessages('readMessage')}
              </UnstyledButton>
            )}
            {line.escalationId === undefined ? null : (
              <Link to="/escalations/$id" params={{ id: line.escalationId }} className={css.act}>
                {t('openEscalation')}
              </Link>
            )}
            {canCorrect ? (
              <UnstyledButton
                className={css.act}
                onClick={() => {
                  correct(line);
                }}
              >
                {t('correct')}
              </UnstyledButton>
            ) : null}
          </p>
        </div>
      </div>
    </li>
  );
}
