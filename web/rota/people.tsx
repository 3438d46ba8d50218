import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RotaWeek } from '../api/generated/types.gen';
import { useAct } from '../api/queries';
import { useDates } from '../app/clock';
import { Icon } from '../kit/icons';
import { Part, Sheet, WhyNot } from '../kit/lines';
import table from '../kit/table.module.css';
import css from './rota.module.css';

type Tested = RotaWeek['people'][number]['tested'];
const failed: Tested['state'][] = ['not-accepted', 'not-acknowledged'];

/** Who can be told, by what, whether that was ever proved, and as what each may be on duty. Somebody on duty without a way is a gap. */
export function People({ data }: { data: RotaWeek }) {
  const { t } = useTranslation('rota');
  const titles = new Map(data.rotas.map(({ id, title }) => [id, title]));
  return (
    <Sheet label={t('people')}>
      <table className={`${table.table ?? ''} ${css.people ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('people')}</th>
            <th scope="col">{t('how')}</th>
            <th scope="col">{t('tested')}</th>
            <th scope="col">{t('may')}</th>
          </tr>
        </thead>
        <tbody>
          {data.people.map((person) => (
            <tr key={person.staffId}>
              <th scope="row">{person.name}</th>
              <td>
                {person.ways.length === 0 || (!person.wakes && person.rotas.length > 0) ? (
                  <span className={css.warn}>
                    <Icon name="warn" /> {t(person.ways.length === 0 ? 'noWay' : 'emailOnly')}
                  </span>
                ) : (
                  person.ways.map((way) => t(way)).join(', ')
                )}
              </td>
              <td>
                {failed.includes(person.tested.state) ? (
                  <span className={css.warn}>
                    <Icon name="warn" /> {person.tested.words}
                  </span>
                ) : (
                  person.tested.words
                )}
              </td>
              <td>{person.rotas.flatMap((id) => titles.get(id) ?? []).join(', ') || t('noRota')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

export function Absences({ data, mayChange }: { data: RotaWeek; mayChange: boolean }) {
  const { t } = useTranslation('rota');
  const dates = useDates();
  const back = useAct<{ id: string }>(({ id }) => `/absences/${id}/ending`);
  return (
    <Sheet label={t('absences')}>
      <Part label={t('absences')}>
        {data.absences.length === 0 ? <p>{t('noAbsence')}</p> : null}
        <ul className={css.absences}>
          {data.absences.map(({ id, name, startsAt, endsAt }) => (
            <li key={id}>
              <span>{t('isAway', { name, from: dates.full(startsAt), to: dates.full(endsAt) })}</span>
              {mayChange ? (
                <Button
                  size="compact-sm"
                  loading={back.isPending}
                  onClick={() => {
                    back.mutate({ id });
                  }}
                >
                  {t('back')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <WhyNot error={back.error} />
      </Part>
    </Sheet>
  );
}
