import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import type { AnswersRecorded } from '../api/generated/types.gen';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Line } from '../kit/lines';
import { Loaded } from '../kit/list';
import { Banner } from '../kit/person';
import type { CheckInForm } from './together/form-type';
import { Questions } from './together/questions';
import { Taken } from './together/taken';
import css from './together/together.module.css';

/** Answers taken down on the telephone, or copied from paper: the same questions, in the same words. */
export function Screen() {
  const { id = '', checkIn = '' } = useParams({ strict: false });
  return <Together key={checkIn} id={id} checkIn={checkIn} />;
}

function Together({ id, checkIn }: { id: string; checkIn: string }) {
  const { t } = useTranslation('case');
  useTitle(t('answerTogether'));
  const [done, setDone] = useState<{ answer: AnswersRecorded; taken: string } | null>(null);
  const query = useRead<CheckInForm>(`/check-ins/${checkIn}/form`);
  return (
    <div className={css.screen}>
      <Link to="/cases/$id" params={{ id }} className={css.back}>
        <Icon name="back" />
        {t('title')}
      </Link>
      <Loaded query={query} empty={() => null}>
        {(form) => (
          <>
            <Banner person={form.person} />
            <h1>{form.checkIn.words}</h1>
            {done !== null ? (
              <Taken enrolmentId={id} {...done} />
            ) : form.checkIn.standing === 'open' || form.checkIn.standing === 'late' ? (
              <Questions
                form={form}
                saved={(answer, taken) => {
                  setDone({ answer, taken });
                }}
              />
            ) : (
              <Line icon="lock">{form.checkIn.why ?? t('takesNoAnswers')}</Line>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
