import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/pages';
import { useDates } from '../../app/clock';
import { Loaded, More } from '../../kit/list';
import { Tag } from '../../kit/marks';
import css from './messages.module.css';
import { type MessageRow, shownState } from './message-row';

/** Mail planned, sent and not sent, each that did not go with its reason. */
export function Messages({ enrolmentId, open }: { enrolmentId: string; open: (id: string) => void }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const { query, items = [] } = usePages<MessageRow>(`/enrolments/${enrolmentId}/messages`);
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
                    <span className={css.title}>{message.title ?? message.role}</span>
                    {message.why === null ? null : <span className="soft">{message.why}</span>}
                  </span>
                  <State state={message.state} />
                  <Button
                    size="compact-sm"
                    aria-label={t('readWhat', { what: message.title ?? message.role, date: dates.day(message.dueAt) })}
                    onClick={() => {
                      open(message.id);
                    }}
                  >
                    {t('read')}
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

export function State({ state }: { state: string }) {
  const { t } = useTranslation('case');
  const { word, kind } = shownState(state);
  return <Tag kind={kind}>{t(`states.${word}`)}</Tag>;
}
