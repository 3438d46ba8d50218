import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Loaded } from '../kit/list';
import { OpenedBy } from '../kit/opened-by';
import { Banner } from '../kit/person';
import { Closed } from './one/closed';
import { Dock } from './one/dock';
import { Evidence } from './one/evidence';
import css from './one/item.module.css';
import { Panel } from './close/panel';
import { Strip } from './one/strip';
import type { AnyOpened, Item, Opened } from './types';
import { useDraft } from './close/use-draft';
import { enrolmentOf } from './words';
import { Check } from './close/check';

/** One item: what was said and when, whom to ring, what came of it. */
export function Screen() {
  const { id = '' } = useParams({ strict: false });
  const { t } = useTranslation('escalations');
  const item = useRead<AnyOpened>(`/escalations/${id}`);
  useTitle(t('itemTitle'));
  return (
    <Loaded query={item} empty={() => null}>
      {(data) =>
        data.id !== id ? null : 'person' in data ? <OneItem key={id} item={data} /> : <CountOnly key={id} item={data} />
      }
    </Loaded>
  );
}

function OneItem({ item }: { item: Opened }) {
  const closing = useDraft(item);
  return (
    <article className={css.item} data-mine={closing.isMine}>
      <Top item={item} />
      <Banner person={item.person} />
      <OpenedBy people={item.openedBy} />
      {closing.isChecking ? (
        <Check item={item} closing={closing} />
      ) : (
        <>
          <Strip item={item} />
          <div className={css.columns}>
            <Evidence item={item} />
            <div className={css.right}>
              {item.status === 'resolved' ? (
                <Closed item={item} written={closing.draft.note} />
              ) : (
                <Panel item={item} closing={closing} />
              )}
            </div>
          </div>
          <Dock item={item} closing={closing} />
        </>
      )}
    </article>
  );
}

function Top({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const now = useClinicNow();
  const dates = useDates();
  const enrolment = enrolmentOf(item);
  return (
    <div className={`${css.top ?? ''} not-printed`}>
      <Link to="/escalations" className={css.link}>
        <Icon name="back" />
        {t('back')}
      </Link>
      <span className={css.clock}>{now === null ? '' : dates.full(now)}</span>
      <span className={css.tools}>
        {enrolment === null ? null : (
          <Link to="/cases/$id" params={{ id: enrolment }} className={css.link}>
            {t('casePage')}
          </Link>
        )}
        <button
          type="button"
          className={css.link}
          onClick={() => {
            window.print();
          }}
        >
          <Icon name="print" />
          {t('print')}
        </button>
      </span>
    </div>
  );
}

/** What is shown to whoever may not see patients: that there is one. */
function CountOnly({ item }: { item: AnyOpened }) {
  const { t } = useTranslation('escalations');
  return (
    <>
      <h1>{t('itemTitle')}</h1>
      <p>{t('countOnly')}</p>
      <OpenedBy people={item.openedBy} />
      <Strip item={item} />
    </>
  );
}
