import { useTranslation } from 'react-i18next';
import type { Enrolment, Evidence, SeriesList } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { Icon } from '../../kit/icons';
import { Part, Sheet } from '../../kit/lines';
import { Loaded } from '../../kit/list';
import { ScoreTable } from '../../kit/scores';
import css from './decision.module.css';
import type { Gate } from './use-decision';

/** What is read beside the scores, in this order. */
const READ = ['medicines', 'procedures', 'sessions', 'operations', 'imaging', 'red-flags', 'mood', 'words'];

/** The pathway's own question, why it is put, and all that bears on it; what is missing is said aloud. */
export function Question({ enrolment, gate }: { enrolment: Enrolment; gate: Gate }) {
  const { t } = useTranslation('decision');
  const dates = useDates();
  const series = useRead<SeriesList>(`/enrolments/${enrolment.id}/series`);
  const evidence = useRead<Evidence>(`/enrolments/${enrolment.id}/evidence`);
  return (
    <Sheet className={css.evidence ?? ''}>
      <Part>
        <h1 className={css.question}>{gate.question}</h1>
        <p className={css.finding}>{gate.finding}</p>
        {gate.inputs.length === 0 ? null : (
          <ul className={css.inputs} aria-label={t('inputs')}>
            {gate.inputs.map(({ name, words, at }) => (
              <li key={`${name} ${at ?? ''}`}>
                {words}
                {at === undefined ? null : <span className="soft"> {dates.day(at)}</span>}
              </li>
            ))}
          </ul>
        )}
      </Part>
      {gate.missing.length === 0 ? null : (
        <div className={css.missing}>
          <Part
            label={
              <span className={css.warn}>
                <Icon name="warn" /> {t('missing')}
              </span>
            }
          >
            <ul>
              {gate.missing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Part>
        </div>
      )}
      {gate.news.length === 0 ? null : (
        <Part label={t('sinceAsked')}>
          <ul>
            {gate.news.map(({ words, at }) => (
              <li key={`${at} ${words}`}>
                {words} <span className="soft">{dates.full(at)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Loaded query={series} empty={() => null}>
        {({ items }) =>
          items.length === 0 ? null : (
            <Part>
              <ScoreTable items={items} />
            </Part>
          )
        }
      </Loaded>
      <Loaded query={evidence} empty={() => null}>
        {({ sections }) => (
          <Part>
            <dl className={css.read}>
              {READ.flatMap((id) => sections.find((section) => section.id === id) ?? [])
                .filter(({ lines }) => lines.length > 0)
                .map(({ id, title, lines }) => (
                  <div key={id}>
                    <dt>{title}</dt>
                    <dd>
                      {lines.map(({ text }) => (
                        <span key={text}>{text}</span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </Part>
        )}
      </Loaded>
      {gate.notices.length === 0 ? null : (
        <Part label={t('notices')}>
          {gate.notices.map(({ text, source }) => (
            <p key={text}>
              {text} <span className="soft">{source}</span>
            </p>
          ))}
        </Part>
      )}
    </Sheet>
  );
}
