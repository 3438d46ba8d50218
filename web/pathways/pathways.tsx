import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Pathways } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { Sheet } from '../kit/lines';
import { Loaded } from '../kit/list';
import { useTitle } from '../app/title';
import css from './pathways.module.css';

/** Every version of every pathway, the newest first. */
export function Screen() {
  const { t } = useTranslation('clinic');
  const pathways = useRead<Pathways>('/pathways');
  useTitle(t('pathways'));
  return (
    <>
      <h1>{t('pathways')}</h1>
      <p className="soft">{t('offered')}</p>
      <Loaded query={pathways} empty={() => null}>
        {({ items }) => (
          <Sheet className={css.list ?? ''}>
            <ul>
              {[...items].reverse().map(({ id, version, state, title }) => (
                <li key={`${id} ${String(version)}`}>
                  <Link to="/pathways/$id/$version" params={{ id, version: String(version) }}>
                    <b>{title}</b>
                  </Link>
                  <span className="soft">
                    {t('version', { version })} · {t(`states.${state as 'draft'}`)}
                  </span>
                </li>
              ))}
            </ul>
          </Sheet>
        )}
      </Loaded>
    </>
  );
}
