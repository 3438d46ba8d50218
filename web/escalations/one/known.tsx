import { useTranslation } from 'react-i18next';
import type { Evidence, SeriesList } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { Loaded } from '../../kit/list';
import { Part } from '../../kit/lines';
import { ScoreTable } from '../../kit/scores';
import css from './item.module.css';
import type { Item } from '../types';
import { enrolmentOf } from '../words';

/** What is read before ringing, in this order; the rest stands in the case. */
const BEFORE_RINGING = ['operations', 'procedures', 'medicines', 'red-flags', 'imaging', 'missing'];
const LINES = 2;

export function Known({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const enrolment = enrolmentOf(item);
  const evidence = useRead<Evidence>(enrolment === null ? null : `/enrolments/${enrolment}/evidence`);
  if (enrolment === null)
    return (
      <Part label={t('known')}>
        <p>{t('noEnrolment')}</p>
      </Part>
    );
  return (
    <Loaded query={evidence} empty={() => null}>
      {({ sections }) => (
        <>
          <Part label={t('known')}>
            <dl className={css.known}>
              {BEFORE_RINGING.flatMap((id) => sections.find((section) => section.id === id) ?? [])
                .filter(({ lines }) => lines.length > 0)
                .map(({ id, title, lines }) => (
                  <div key={id} data-missing={id === 'missing'}>
                    <dt>{title}</dt>
                    <dd>
                      {lines.slice(0, LINES).map(({ text }) => (
                        <span key={text}>{text}</span>
                      ))}
                      {lines.length > LINES ? (
                        <span className="soft">{t('moreInCase', { count: lines.length - LINES })}</span>
                      ) : null}
                    </dd>
                  </div>
                ))}
            </dl>
          </Part>
          <Scores enrolment={enrolment} />
        </>
      )}
    </Loaded>
  );
}

function Scores({ enrolment }: { enrolment: string }) {
  const series = useRead<SeriesList>(`/enrolments/${enrolment}/series`);
  return (
    <Loaded query={series} empty={() => null}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Part>
            <ScoreTable items={items} />
          </Part>
        )
      }
    </Loaded>
  );
}
