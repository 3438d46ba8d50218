import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message as OneMessage, Person } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { Loaded } from '../../kit/list';
import { Dialog } from '../dialog';
import { Acts } from './acts';
import css from './messages.module.css';
import { State } from './state';

/** One mail as it reads, with what became of it; sent again, or kept back with a reason. */
export function Message({ id, person, close }: { id: string; person: Person; close: () => void }) {
  const { t } = useTranslation('case');
  const query = useRead<OneMessage>(`/messages/${id}`);
  return (
    <Dialog title={query.data?.title ?? t('messages')} person={person} close={close} wide>
      <Loaded query={query} empty={() => null}>
        {(message) => (
          <div className={css.message}>
            <Became message={message} />
            <h3 className={css.subject}>{message.subject}</h3>
            <Letter message={message} />
            <Acts message={message} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

/** Where it is, and why it is not sent where it is not. */
function Became({ message: { state, to, why, staff, dueAt, acceptedAt, note } }: { message: OneMessage }) {
  const { t } = useTranslation('messages');
  const dates = useDates();
  return (
    <div>
      <p>
        <State state={state} />{' '}
        {acceptedAt === null ? t('dueOn', { date: dates.full(dueAt) }) : t('sentOn', { date: dates.full(acceptedAt) })}
        {', '}
        {to === null ? t('toNobody') : t('toWhom', { to })}
      </p>
      {why === null ? null : <p>{why}</p>}
      {staff === null ? null : (
        <p>
          {staff.reason === null
            ? t('sentAgainBy', { name: staff.name })
            : t('keptBackBy', { name: staff.name, reason: staff.reason })}
        </p>
      )}
      {note === null ? null : <p className="soft">{note}</p>}
    </div>
  );
}

/** As it looks, in a frame in which nothing runs and nothing leads anywhere; or as text. */
function Letter({ message: { id, text } }: { message: OneMessage }) {
  const { t } = useTranslation('messages');
  const [asText, setAsText] = useState(false);
  return (
    <>
      {asText ? (
        <div className={css.text} role="region" aria-label={t('textOfMessage')} tabIndex={0}>
          {text}
        </div>
      ) : (
        <iframe className={css.frame} title={t('asItLooks')} sandbox="" src={`/api/v1/messages/${id}`} />
      )}
      <p>
        <Button
          size="compact-sm"
          variant="transparent"
          onClick={() => {
            setAsText(!asText);
          }}
        >
          {t(asText ? 'asPage' : 'asText')}
        </Button>
      </p>
    </>
  );
}
