import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/icons';
import type { Shown } from './shown';
import type { Sort } from './types';
import css from './sorting.module.css';

/** Once for the least first, twice for the greatest first, three times for the list as it comes: the most urgent first. */
function next({ sort, descending, filter }: Shown, by: Sort): void {
  if (sort !== by) filter({ sort: by, order: undefined });
  else if (descending) filter({ sort: undefined, order: undefined });
  else filter({ order: 'descending' });
}

type Props = { by: Sort; shown: Shown; words: string; className?: string | undefined };

/** The head of a column that the whole list can be sorted by. */
export function SortedBy({ by, shown, words, className }: Props) {
  const { t } = useTranslation('worklist');
  const way = shown.sort === by ? (shown.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" className={className} aria-sort={way}>
      <button
        type="button"
        className={css.sort}
        title={t('sortBy', { column: words })}
        onClick={() => {
          next(shown, by);
        }}
      >
        {words}
        <span className={css.way} data-way={way}>
          <Icon name="down" size={12} />
        </span>
      </button>
    </th>
  );
}

/** Every way to sort, where not all columns are seen. */
export const waysToSort = [
  [undefined, undefined, 'byUrgency'],
  ['due', undefined, 'byDue'],
  ['due', 'descending', 'byDueBack'],
  ['patient', undefined, 'byPatient'],
  ['patient', 'descending', 'byPatientBack'],
  ['last-contact', undefined, 'byContact'],
  ['last-contact', 'descending', 'byContactBack'],
  ['stage', undefined, 'byStage'],
  ['stage', 'descending', 'byStageBack'],
] as const satisfies (readonly [Sort | undefined, 'descending' | undefined, string])[];
