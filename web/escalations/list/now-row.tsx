import { useTranslation } from 'react-i18next';
import { Countdown, Owner, Tag } from '../../kit/marks';
import { Phone } from '../../kit/person';
import { RowAct } from '../have-it';
import css from './list.module.css';
import type { Item } from '../types';
import { Who } from './who';
import { useItemWords } from '../words';

/** One of tier now: who, in whose words, how long there is, and what to do, side by side. */
export function NowRow({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const words = useItemWords();
  const { person, window, owner, ownedUntil } = item;
  return (
    <article className={css.now} aria-label={person.reference}>
      <div className={css.matter}>
        <p className={css.who}>
          <Who item={item} />{' '}
          {item.newSince > 0 ? <Tag kind="new">{t('newSigns', { count: item.newSince })}</Tag> : null}
        </p>
        <p className="words">{item.headline}</p>
        <p className="soft">{words.whence(item)}</p>
      </div>
      <div className={css.due}>
        {window === null ? null : (
          <div className={css.mark}>
            <Countdown startedAt={window.startedAt} endsAt={window.endsAt} />
          </div>
        )}
        {owner === null ? (
          <p className="soft">
            {words.isOverdue(item) ? `${t('nobodyAnswered')} ${words.toldWhom(item)}` : words.byWhen(item)}
          </p>
        ) : (
          <>
            <p>
              <Owner owner={owner} until={ownedUntil === null ? null : words.near(ownedUntil)} />
            </p>
            <p className="soft">{t('ringsAgain')}</p>
          </>
        )}
      </div>
      <div className={css.acts}>
        <RowAct item={item} urgent />
        {person.phone === null ? <NoPhone /> : <Phone number={person.phone.number} />}
      </div>
    </article>
  );
}

const NoPhone = () => <p className="soft">{useTranslation('kit').t('noPhone')}</p>;
