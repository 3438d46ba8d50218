import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { Loaded } from '../../kit/list';
import css from './now.module.css';

type Explained = {
  summary: string;
  tracks: {
    track: string;
    title: string;
    why: { text: string };
    rule: { id: string; needs: string; source: string; says: string } | null;
    missing: string[];
    answers: { choice: string; says: string; leads: string }[];
  }[];
  calls: { by: string; what: string }[];
};

/** The explanation of the pathway: why here, what its rule says today with its source, what is missing. */
export function Why({ enrolmentId }: { enrolmentId: string }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const query = useRead<Explained>(`/enrolments/${enrolmentId}/explanation`);
  return (
    <div className={css.why}>
      <Loaded query={query} empty={() => null}>
        {(told) => (
          <>
            <p className="strong">{told.summary}</p>
            {told.tracks.map(({ track, title, why, rule, missing, answers }) => (
              <div key={track}>
                <h3 className={css.whyHead}>{title}</h3>
                <p>{why.text}</p>
                {rule === null ? null : (
                  <p>
                    {rule.says}{' '}
                    <span className="soft">{t('ruleBy', { needs: rule.needs, source: rule.source, id: rule.id })}</span>
                  </p>
                )}
                {missing.length === 0 ? null : <p>{t('missing', { what: missing.join(', ') })}</p>}
                {answers.map(({ choice, says, leads }) => (
                  <p key={choice} className="soft">
                    {says} → {leads}
                  </p>
                ))}
              </div>
            ))}
            {told.calls.map(({ by, what }) => (
              <p key={`${by}${what}`}>{t('callBy', { what, date: dates.full(by) })}</p>
            ))}
          </>
        )}
      </Loaded>
    </div>
  );
}
