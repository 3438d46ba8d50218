import { useTranslation } from 'react-i18next';
import type { Shown } from '../shown';
import type { Row } from '../types';
import css from './many.module.css';

/** The box by which a row is chosen for an act on many. */
export function Pick({ row: { id, person }, shown: { chosen, set } }: { row: Row; shown: Shown }) {
  const { t } = useTranslation('worklist');
  if (chosen === null) return null;
  const on = chosen.includes(id);
  return (
    <label className={css.pick}>
      <input
        type="checkbox"
        checked={on}
        aria-label={t('choose', { name: `${person.familyName}, ${person.givenName}` })}
        onChange={() => {
          set({ chosen: (on ? chosen.filter((each) => each !== id) : [...chosen, id]).join(',') });
        }}
      />
    </label>
  );
}
