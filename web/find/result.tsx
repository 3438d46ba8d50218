import { useTranslation } from 'react-i18next';
import { plainDay } from '../app/clock';
import { PersonName } from '../kit/person';
import css from './find.module.css';
import type { Found } from './found';

type Props = { id: string; found: Found; chosen: boolean; press: () => void };

/** Who it is, where on the pathway, and what is open. The field keeps the focus: keys choose, a press opens. */
export function Result({ id, found: { person, enrolmentId, stage, openItems }, chosen, press }: Props) {
  const { t } = useTranslation(['find', 'kit']);
  const { now, ...others } = openItems;
  const told = (['today', 'digest', 'tasks'] as const)
    .filter((what) => others[what] > 0)
    .map((what) => t(what, { count: others[what] }));
  return (
    // The keys are the field's.
    // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events
    <div id={id} role="option" aria-selected={chosen} tabIndex={-1} className={css.result} onClick={press}>
      <span className={css.who}>
        <PersonName person={person} />
        <span className="soft">
          {t('kit:born')} <span className="whole">{plainDay(person.bornOn)}</span> (
          {t('kit:years', { age: person.ageYears })}) · {person.reference}
          {person.phone === null ? '' : ` · ${person.phone.number}`}
          {person.diedOn === null ? '' : ` · ${t('kit:deceased')}`}
        </span>
      </span>
      <span className={css.where}>
        <span>{enrolmentId === null ? t('noPathway') : (stage ?? t('kit:notKnown'))}</span>
        <span className="soft">
          {now > 0 ? <b className={css.now}>{t('now', { count: now })}</b> : null} {told.join(', ')}
          {now === 0 && told.length === 0 ? t('noneOpen') : ''}
        </span>
      </span>
    </div>
  );
}
