import { useTranslation } from 'react-i18next';
import type { Person } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useDates } from '../app/clock';
import { Loaded } from '../kit/list';
import css from './answers.module.css';
import { Dialog } from './dialog';

/** What GET /check-ins/:id/answers says, until its generated type is there. */
type Answered = {
  checkIn: {
    id: string;
    words: string;
    askedAt: string | null;
    openedAt: string | null;
    sentAt: string | null;
    late: boolean;
  };
  instruments: {
    id: string;
    title: string;
    version: string;
    language: string;
    by: string;
    items: {
      id: string;
      question: string;
      answer: string | null;
      state: 'answered' | 'skipped' | 'not-reached' | 'not-shown';
    }[];
    score: { value: number; words: string } | null;
  }[];
};

/** Each question of one check-in with what was answered. Skipped is not "no", and not reached is not skipped. */
export function Answers({ checkInId, person, close }: { checkInId: string; person: Person; close: () => void }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const query = useRead<Answered>(`/check-ins/${checkInId}/answers`);
  return (
    <Dialog title={t('answers')} person={person} close={close} wide>
      <Loaded
        query={query}
        empty={({ instruments }) => (instruments.length > 0 ? null : <p className={css.all}>{t('noAnswers')}</p>)}
      >
        {({ checkIn, instruments }) => (
          <div className={css.all}>
            <p>
              <b className="strong">{checkIn.words}</b>{' '}
              {checkIn.sentAt === null ? t('notSentYet') : t('sentAt', { date: dates.full(checkIn.sentAt) })}
              {checkIn.late ? ` ${t('late')}` : ''}
            </p>
            {instruments.map(({ id, title, version, language, by, items, score }) => (
              <section key={id} aria-label={title}>
                <h3 className={css.title}>{title}</h3>
                <p className="soft">
                  {t('formVersion', { version, language })} · {t(`by.${by as 'patient'}`, { defaultValue: by })}
                  {score === null ? null : (
                    <>
                      {' '}
                      · <b className="strong">{score.words}</b>
                    </>
                  )}
                </p>
                <dl>
                  {items.map((item) => (
                    <div key={item.id} className={css.row}>
                      <dt>{item.question}</dt>
                      <dd data-known={item.answer !== null}>{item.answer ?? t(`itemStates.${item.state}`)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
