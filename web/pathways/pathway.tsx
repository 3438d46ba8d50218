import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PinnedEnrolments, Protocol } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useDates } from '../app/clock';
import { useMay } from '../app/me';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Part, Sheet } from '../kit/lines';
import { Empty, Loaded } from '../kit/list';
import table from '../kit/table.module.css';
import css from './pathways.module.css';
import { Ways } from './ways';

const views = ['read', 'ways', 'numbers', 'mails', 'onIt'] as const;
type View = (typeof views)[number];

/** One version: its protocol to read, its ways, its numbers with signatures, its mails, and who is on it. */
export function Screen() {
  const { t } = useTranslation('clinic');
  const { id = '', version = '' } = useParams({ strict: false });
  const search: { view?: string } = useSearch({ strict: false });
  const maySee = useMay('see patients');
  const view = views.find((each) => each === search.view) ?? 'read';
  const at = `/pathways/${id}/versions/${version}`;
  const protocol = useRead<Protocol>(`${at}/protocol`);
  useTitle(t('pathways'));
  return (
    <Loaded query={protocol} empty={() => null}>
      {(data) => (
        <>
          <p>
            <Link to="/pathways" className={css.back}>
              <Icon name="back" /> {t('pathways')}
            </Link>
          </p>
          <h1>{data.title}</h1>
          <p className="soft">
            {t('version', { version })} · {t(`states.${data.state as 'draft'}`)} · <Unsigned data={data} />
          </p>
          <nav className={css.tabs} aria-label={data.title}>
            {views
              .filter((each) => each !== 'onIt' || maySee)
              .map((each) => (
                <Link
                  key={each}
                  to="/pathways/$id/$version"
                  params={{ id, version }}
                  search={each === 'read' ? {} : { view: each }}
                  activeOptions={{ exact: true }}
                >
                  {t(each)}
                </Link>
              ))}
          </nav>
          <Shown view={view} data={data} at={at} />
        </>
      )}
    </Loaded>
  );
}

function Shown({ view, data, at }: { view: View; data: Protocol; at: string }) {
  switch (view) {
    case 'read':
      return <Read data={data} />;
    case 'ways':
      return <Ways tracks={data.tracks} />;
    case 'numbers':
      return <Numbers data={data} />;
    case 'mails':
      return <Mails data={data} />;
    case 'onIt':
      return <OnIt at={at} />;
  }
}

function Unsigned({ data }: { data: Protocol }) {
  const { t } = useTranslation('clinic');
  const count = data.thresholds.filter(({ signed }) => signed === null).length;
  return count === 0 ? t('allSigned') : <b className={css.unsigned}>{t('unsigned', { count })}</b>;
}

const anchor = (index: number) => `part-${String(index)}`;

function Read({ data }: { data: Protocol }) {
  const { t } = useTranslation('clinic');
  const blocks = data.blocks.map((block, index) => ({ ...block, index })).filter(({ kind }) => kind !== 'title');
  return (
    <div className={css.read}>
      <nav className={`${css.contents ?? ''} not-printed`} aria-label={t('contents')}>
        <h2>{t('contents')}</h2>
        <ul>
          {blocks
            .filter(({ kind }) => kind === 'chapter' || kind === 'section')
            .map(({ kind, text, index }) => (
              <li key={index} data-kind={kind}>
                <a href={`#${anchor(index)}`}>{text}</a>
              </li>
            ))}
        </ul>
      </nav>
      <Sheet className={css.protocol ?? ''}>
        {blocks.map(({ kind, text, index }) => {
          if (kind === 'chapter')
            return (
              <h2 key={index} id={anchor(index)}>
                {text}
              </h2>
            );
          if (kind === 'section')
            return (
              <h3 key={index} id={anchor(index)}>
                {text}
              </h3>
            );
          return (
            <p key={index} data-kind={kind}>
              {text}
            </p>
          );
        })}
      </Sheet>
    </div>
  );
}

function Numbers({ data }: { data: Protocol }) {
  const { t } = useTranslation('clinic');
  return (
    <Sheet>
      <div className={table.scroll} role="region" aria-label={t('numbers')} tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('means')}</th>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('signed')}</th>
            </tr>
          </thead>
          <tbody>
            {data.thresholds.map(({ place, value, sentence, source, marks, signed }) => (
              <tr key={place}>
                <th scope="row">
                  {sentence}
                  <span className="soft">{place}</span>
                </th>
                <td>{value}</td>
                <td>
                  {source} [{marks.join(', ')}]
                </td>
                <td>{signed ?? <b className={css.unsigned}>{t('notSigned')}</b>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}

const Mails = ({ data }: { data: Protocol }) => {
  const { t } = useTranslation('clinic');
  return (
    <div className={css.mails}>
      {data.messages.map(({ role, language, subject, lead, action }) => (
        <Sheet key={`${role} ${language}`} label={`${role} ${language}`}>
          <Part label={`${role} · ${language}`}>
            <dl className={css.mail}>
              <dt>{t('subject')}</dt>
              <dd className="strong">{subject}</dd>
              <dt>{t('says')}</dt>
              <dd>{lead}</dd>
              <dt>{t('button')}</dt>
              <dd>{action}</dd>
            </dl>
          </Part>
        </Sheet>
      ))}
    </div>
  );
};

function OnIt({ at }: { at: string }) {
  const { t } = useTranslation('clinic');
  const dates = useDates();
  const people = useRead<PinnedEnrolments>(`${at}/enrolments?limit=100`);
  return (
    <Loaded query={people} empty={({ items }) => (items.length === 0 ? <Empty title={t('nobodyOnIt')} /> : null)}>
      {({ items }) => (
        <Sheet className={css.list ?? ''}>
          <ul>
            {items.map(({ id, status, startedAt }) => (
              <li key={id}>
                <Link to="/cases/$id" params={{ id }}>
                  {t('openCase')}
                </Link>
                <span>
                  {status} · {t('since', { date: dates.day(startedAt) })}
                </span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </Loaded>
  );
}
