import { useTranslation } from 'react-i18next';
import { useClinicNow } from '../../app/clock';
import { Owner, Tag } from '../../kit/marks';
import { RowAct } from '../have-it';
import css from './list.module.css';
import type { AnyItem, Item } from '../types';
import { Who } from './who';
import { useItemWords } from '../words';

/** One of today or of the digest. */
export function Row({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const words = useItemWords();
  const { owner, ownedUntil, status } = item;
  return (
    <article className={css.row} aria-label={item.person.reference}>
      <p className={css.whoCell}>
        <Who item={item} />
      </p>
      <div className={css.why}>
        <p className={css.what}>
          {item.headline} {item.newSince > 0 ? <Tag kind="new">{t('newSigns', { count: item.newSince })}</Tag> : null}
        </p>
        {item.tier === 'digest' ? null : <p className="soft">{words.whence(item)}</p>}
      </div>
      <Due item={item} />
      <div className={css.owner}>
        {status === 'resolved' ? null : (
          <Owner owner={owner} until={ownedUntil === null ? null : words.near(ownedUntil)} />
        )}
      </div>
      <div className={css.act}>
        <RowAct item={item} />
      </div>
    </article>
  );
}

/** By when, and how long that is; of what somebody has, when it rings again; of what is closed, when and by whom. */
function Due({ item: { tier, window, ownedUntil, resolvedAt, resolvedBy } }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const { t: kit } = useTranslation('kit');
  const words = useItemWords();
  const now = useClinicNow();
  if (resolvedAt !== null)
    return (
      <div className={css.due}>
        <p>{t('closedBy', { time: words.near(resolvedAt), name: resolvedBy?.name ?? kit('notKnown') })}</p>
      </div>
    );
  const at = window?.endsAt ?? ownedUntil;
  if (at === null || now === null) return <div className={css.due} />;
  if (window !== null && Date.parse(at) <= now)
    return (
      <div className={css.due}>
        <p className={css.late}>
          {words.near(at)}, {kit('late', { late: words.late(at) })}
        </p>
      </div>
    );
  return (
    <div className={css.due}>
      <p>{window === null ? words.left(at) : t('byTime', { time: words.near(at) })}</p>
      {tier === 'digest' ? null : (
        <p className="soft">{window === null ? t('untilRings') : kit('spanLeft', { span: words.left(at) })}</p>
      )}
    </div>
  );
}

/** What an operator sees of one: that there is one, since when, and who has it. */
export function CountRow({ item }: { item: AnyItem }) {
  const { t } = useTranslation('escalations');
  const words = useItemWords();
  return (
    <article className={css.row}>
      <p className={css.whoCell}>{words.near(item.raisedAt)}</p>
      <p className={`${css.why ?? ''} soft`}>{t('countOnly')}</p>
      <div className={css.due}>{item.dueAt === null ? null : words.near(item.dueAt)}</div>
      <div className={css.owner}>
        <Owner owner={item.owner} />
      </div>
      <div className={css.act}>
        <RowAct item={item} />
      </div>
    </article>
  );
}
