import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/pages';
import type { Messages as MessagesPage } from '../../api/generated/types.gen';
import { useDates } from '../../app/clock';
import { Loaded, More } from '../../kit/list';
import css from './messages.module.css';
import { State } from './state';

type MessageRow = MessagesPage['items'][number];

/** Mail planned, sent and not sent, the newest first, each that did not go with its reason. */
export function Messages({ enrolmentId, open }: { enrolmentId: string; open: (id: string) => void }) {
  const { t } = useTranslation('case');
  const { t: ofMessages } = useTranslation('messages');
  const dates = useDates();
  const { query, items = [] } = usePages<MessageRow>(`/enrolments/${enrolmentId}/messages?order=newest-first`);
  return (
    <section className={css.sheet} aria-labelledby="messages">
      <h2 id="messages" className={css.head}>
        {t('messages')}
      </h2>
      <Loaded query={query} empty={() => (items.length > 0 ? null : <p className={css.none}>{t('noMessages')}</p>)}>
        {() => (
          <>
            <ul>
              {items.map((message) => (
                <li key={message.id} className={css.row}>
                  <span className={css.at}>{dates.full(message.acceptedAt ?? message.dueAt)}</span>
                  <span className={css.what}>
                    <span className={css.title}>{message.title}</span>
                    {message.why === null ? null : <span className="soft">{message.why}</span>}
                  </span>
                  <State state={message.state} />
                  <Button
                    size="compact-sm"
                    className="not-printed"
                    aria-label={ofMessages('readWhat', { what: message.title, date: dates.full(message.dueAt) })}
                    onClick={() => {
                      open(message.id);
                    }}
                  >
                    {ofMessages('read')}
                  </Button>
                </li>
              ))}
            </ul>
            {query.hasNextPage ? (
              <p className={css.more}>
                <More
                  words={t('moreMessages')}
                  press={() => void query.fetchNextPage()}
                  busy={query.isFetchingNextPage}
                />
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}
