import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Done } from '../case/record/undo';
import { Icon } from '../kit/icons';
import { TierShape } from '../kit/marks';
import { ListRow } from './row';
import type { Shown } from './shown';
import { SortedBy } from './sorting';
import { type Group, groups, type Row } from './types';
import css from './table.module.css';

type Props = {
  rows: Row[];
  /** In which group each row stands; it stays there while somebody points at the list. */
  groupOf: (row: Row) => Group;
  shown: Shown;
  /** There are rows after these. */
  more: boolean;
  /** With the call list beside it there is no room for the last contact and the stage. */
  wide: boolean;
  lines: Record<string, ReactNode>;
  say: (row: Row, words: string, done?: Done) => void;
};

export function Table({ rows, groupOf, shown, more, wide, lines, say }: Props) {
  const { t } = useTranslation('worklist');
  const scores = [...new Set(rows.flatMap(({ score }) => (score === null ? [] : [score.label])))];
  const lower = rows.every(({ score }) => score?.direction !== 'higher');
  const columns = wide ? 7 : 5;
  const grouped = shown.sort === undefined && (shown.view === 'needs-you' || shown.view === 'waiting');
  const present = groups.filter((group) => rows.some((row) => groupOf(row) === group));
  const rowsOf = (some: Row[]) =>
    some.map((row) => (
      <ListRow key={row.id} row={row} shown={shown} wide={wide} columns={columns} line={lines[row.id]} say={say} />
    ));
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <SortedBy by="patient" shown={shown} words={t('patient')} className={css.patient} />
          <th scope="col">{t('what')}</th>
          <SortedBy by="due" shown={shown} words={t('due')} className={css.by} />
          <th scope="col" className={css.scores}>
            {scores.length === 1 ? scores[0] : t('score')}
            {scores.length === 1 ? <span>{t(lower ? 'lowerBetter' : 'higherBetter')}</span> : null}
          </th>
          {wide ? (
            <>
              <SortedBy by="last-contact" shown={shown} words={t('lastContact')} className={css.contact} />
              <SortedBy by="stage" shown={shown} words={t('stage')} className={css.stage} />
            </>
          ) : null}
          <th scope="col" className={css.owner}>
            {t('owner')}
          </th>
        </tr>
      </thead>
      {grouped ? (
        present.map((group, index) => {
          const some = rows.filter((row) => groupOf(row) === group);
          return (
            <tbody key={group}>
              <tr className={css.group}>
                <th scope="rowgroup" colSpan={columns}>
                  <span data-group={group}>
                    <GroupShape group={group} />
                    {t(`group.${group}`)}
                  </span>{' '}
                  {String(some.length)}
                  {more && index === present.length - 1 ? '+' : ''}
                </th>
              </tr>
              <Fragment>{rowsOf(some)}</Fragment>
            </tbody>
          );
        })
      ) : (
        <tbody>{rowsOf(rows)}</tbody>
      )}
    </table>
  );
}

function GroupShape({ group }: { group: Group }) {
  if (group === 'now' || group === 'today') return <TierShape tier={group} />;
  return <Icon name={group === 'overdue' ? 'clock' : 'calendar'} />;
}
