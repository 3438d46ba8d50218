import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/pages';
import type { Messages as MessagesPage } from '../../api/generated/types.gen';
import { useDates } from '../../app/clock';
import { Loaded, More } from '../../kit/list';
import { Tag, type TagKind } from '../../kit/marks';
import css from './messages.module.css';

type MessageRow = MessagesPage['items'][number];

/** Mail planned, sent and not sent, each that did not go with its reason. */
export function Messages({ enrolmentId }: { enrolmentId: string }) {
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
                    <span className={css.title}>
                      <Title role={message.role} />
                    </span>
                    {message.why === null ? null : <span className="soft">{message.why}</span>}
                  </span>
                  <State state={message.state} />
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

/** Which mail it is. */
function Title({ role }: { role: string }) {
  const { t } = useTranslation('case');
  if (role in known) return t(`mails.${role as keyof typeof known}`);
  if (role.endsWith('-days-before')) return t('mails.appointment');
  const words = role.replaceAll('-', ' ');
  return `${words.charAt(0).toLocaleUpperCase('en')}${words.slice(1)}`;
}

const known = { invite: true, 'reminder-1': true, 'reminder-2': true, moved: true, 'called-off': true };

const states = {
  accepted: { word: 'sent', kind: 'good' },
  planned: { word: 'planned', kind: 'waiting' },
  claimed: { word: 'planned', kind: 'waiting' },
  attempting: { word: 'planned', kind: 'waiting' },
  withheld: { word: 'notSent', kind: 'held' },
  superseded: { word: 'notSent', kind: 'held' },
  refused: { word: 'failed', kind: 'failed' },
  failed: { word: 'failed', kind: 'failed' },
  ambiguous: { word: 'notKnown', kind: 'failed' },
} as const satisfies Record<string, { word: string; kind: TagKind }>;

/** A state that is not known here is said to be just that. */
function State({ state }: { state: string }) {
  const { t } = useTranslation('case');
  const { word, kind } = state in states ? states[state as keyof typeof states] : states.ambiguous;
  return <Tag kind={kind}>{t(`states.${word}`)}</Tag>;
}
