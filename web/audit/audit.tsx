import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditPage, Staff } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useDates } from '../app/clock';
import { useTitle } from '../app/title';
import { Sheet } from '../kit/lines';
import { Empty, Loaded } from '../kit/list';
import table from '../kit/table.module.css';
import css from './audit.module.css';

/** Who did and read what, for the lead. */
export function Screen() {
  const { t } = useTranslation('clinic');
  const { who, cursor }: Record<string, string | undefined> = useSearch({ strict: false });
  // Not in the address: a reference says who somebody is to whoever reads over a shoulder.
  const [about, setAbout] = useState('');
  const query = new URLSearchParams({
    ...(who === undefined ? {} : { who }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(about === '' ? {} : { about }),
    limit: '50',
  });
  const page = useRead<AuditPage>(`/audit?${query.toString()}`);
  useTitle(t('audit'));
  return (
    <>
      <h1>{t('audit')}</h1>
      <p className="soft">{t('auditWords')}</p>
      <Filter who={who ?? ''} lookFor={setAbout} />
      <Loaded query={page} empty={({ items }) => (items.length === 0 ? <Empty title={t('nothing')} /> : null)}>
        {({ items, nextCursor }) => (
          <>
            <Rows items={items} />
            {nextCursor === null ? null : (
              <p>
                <Link
                  to="/audit"
                  search={{
                    ...(who === undefined ? {} : { who }),
                    cursor: nextCursor,
                  }}
                >
                  {t('older')}
                </Link>
              </p>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Filter({ who, lookFor }: { who: string; lookFor: (reference: string) => void }) {
  const { t } = useTranslation('clinic');
  const staff = useRead<Staff>('/staff').data?.items ?? [];
  const navigate = useNavigate();
  const [person, setPerson] = useState(who);
  const [reference, setReference] = useState('');
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    lookFor(reference.trim());
    void navigate({ to: '/audit', search: person === '' ? {} : { who: person } });
  };
  return (
    <form className={css.filter} onSubmit={look}>
      <NativeSelect
        label={t('who')}
        value={person}
        onChange={(event) => {
          setPerson(event.currentTarget.value);
        }}
        data={[{ value: '', label: t('clear') }, ...staff.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextInput
        label={t('about')}
        value={reference}
        onChange={(event) => {
          setReference(event.currentTarget.value);
        }}
      />
      <Button type="submit">{t('look')}</Button>
    </form>
  );
}

function Rows({ items }: { items: AuditPage['items'] }) {
  const { t } = useTranslation('clinic');
  const dates = useDates();
  return (
    <Sheet>
      <div className={table.scroll} role="region" aria-label={t('audit')} tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('aboutWhom')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, at, who, action, words, about, shown, allowed }) => (
              <tr key={id}>
                <td>
                  <time>{dates.full(at)}</time>
                </td>
                <td>{who}</td>
                <td>
                  {words}
                  {shown === null ? '' : ` · ${t('shown', { count: shown })}`}
                  {allowed ? null : <b> · {t('refused')}</b>}
                  <span className="soft">{action}</span>
                </td>
                <td>{about}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}
