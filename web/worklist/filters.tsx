import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import { useMe } from '../app/me';
import { Icon } from '../kit/icons';
import { Menu, MenuItem } from '../kit/menu';
import css from './filters.module.css';
import { type OwnerFilter, owners, type Shown } from './shown';
import { waysToSort } from './sorting';
import type { Row } from './types';

type PathwayVersions = { items: { id: string; version: number; title: string }[] };

/** What the list is narrowed to, and, where not all columns are seen, sorted by: each is a part of the address. */
export function Filters({ shown, rows, wide }: { shown: Shown; rows: Row[]; wide: boolean }) {
  const { t } = useTranslation('worklist');
  const { staff } = useMe();
  const pathways = useRead<PathwayVersions>('/pathways').data?.items ?? [];
  const owner = { mine: t('ownerMine'), team: t('ownerTeam'), all: t('ownerAll') };
  const titles = new Map(pathways.map(({ id, title }) => [id, title]));
  // Stages that are shown, and the one that is asked for: every further one is a page away.
  const stages = new Map(rows.flatMap(({ stage }) => (stage === null ? [] : [[stage.id, stage.title]])));
  const sorted =
    waysToSort.find(([sort, order]) => sort === shown.sort && (order === 'descending') === shown.descending) ??
    waysToSort[0];
  return (
    <div className={`${css.filters ?? ''} not-printed`} role="group" aria-label={t('filters')}>
      <Chip
        words={t('ownerIs', { owner: owner[shown.owner] })}
        narrows={shown.owner !== 'all'}
        options={owners
          .filter((each) => each !== 'mine' || staff !== null)
          .map((value: OwnerFilter) => ({ value, words: owner[value], chosen: value === shown.owner }))}
        choose={(value) => {
          shown.filter({ owner: value === 'all' ? undefined : value });
        }}
      />
      <Chip
        words={t('stageIs', { stage: shown.stage === undefined ? t('any') : (stages.get(shown.stage) ?? shown.stage) })}
        narrows={shown.stage !== undefined}
        options={anyOr([...stages], shown.stage, t('any'))}
        choose={(value) => {
          shown.filter({ stage: value || undefined });
        }}
      />
      <Chip
        words={t('pathwayIs', {
          pathway: shown.pathway === undefined ? t('any') : (titles.get(shown.pathway) ?? shown.pathway),
        })}
        narrows={shown.pathway !== undefined}
        options={anyOr([...titles], shown.pathway, t('any'))}
        choose={(value) => {
          shown.filter({ pathway: value || undefined });
        }}
      />
      {wide ? null : (
        <Chip
          words={t('sortIs', { sort: t(sorted[2]) })}
          narrows={shown.sort !== undefined}
          options={waysToSort.map((way) => ({ value: way[2], words: t(way[2]), chosen: way === sorted }))}
          choose={(value) => {
            const [sort, order] = waysToSort.find(([, , words]) => words === value) ?? [];
            shown.filter({ sort, order });
          }}
        />
      )}
      <button
        type="button"
        className={css.chip}
        aria-pressed={shown.overdue}
        onClick={() => {
          shown.filter({ overdue: shown.overdue ? undefined : 'true' });
        }}
      >
        {t('overdueOnly')}
      </button>
      <button
        type="button"
        className={css.chip}
        aria-pressed={shown.chosen !== null}
        onClick={() => {
          shown.set({ chosen: shown.chosen === null ? '' : undefined, open: undefined });
        }}
      >
        {t('selectSeveral')}
      </button>
    </div>
  );
}

type Option = { value: string; words: string; chosen: boolean };

const anyOr = (all: [string, string][], chosen: string | undefined, any: string): Option[] => [
  { value: '', words: any, chosen: chosen === undefined },
  ...all.map(([value, words]) => ({ value, words, chosen: value === chosen })),
];

type ChipProps = { words: string; narrows: boolean; options: Option[]; choose: (value: string) => void };

const Chip = ({ words, narrows, options, choose }: ChipProps) => (
  <Menu
    className={css.chip}
    narrows={narrows}
    button={
      <>
        {words} <Icon name="down" size={14} />
      </>
    }
  >
    {options.map((option) => (
      <MenuItem
        key={option.value}
        chosen={option.chosen}
        act={() => {
          choose(option.value);
        }}
      >
        {option.words}
      </MenuItem>
    ))}
  </Menu>
);
