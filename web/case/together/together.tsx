import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswersRecorded, CheckInForm } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { useTitle } from '../../app/title';
import { Icon } from '../../kit/icons';
import { Line } from '../../kit/lines';
import { Loaded } from '../../kit/list';
import { Banner } from '../../kit/person';
import { HowTaken, type Taking } from './how-taken';
import { Questions } from './questions';
import { Kept } from './kept';
import css from './together.module.css';

/** Answers taken down on the telephone, or copied from paper: the same questions, in the same words and order. */
export function Screen() {
  const { id = '', checkIn = '' } = useParams({ strict: false });
  return <Together key={checkIn} id={id} checkIn={checkIn} />;
}

function Together({ id, checkIn }: { id: string; checkIn: string }) {
  const { t } = useTranslation('answers');
  useTitle(t('answerTogether'));
  const [kept, setKept] = useState<{ answer: AnswersRecorded; taken: string } | null>(null);
  const [taking, setTaking] = useState<Taking | null>(null);
  const query = useRead<CheckInForm>(`/check-ins/${checkIn}/form`);
  return (
    <div className={css.screen}>
      <Link to="/cases/$id" params={{ id }} className={css.back}>
        <Icon name="back" />
        {t('toTheCase')}
      </Link>
      <Loaded query={query} empty={() => null}>
        {(form) => (
          <>
            <Banner person={form.person} />
            <h1>{form.title}</h1>
            {form.late ? <Line icon="clock">{t('isLate')}</Line> : null}
            {kept !== null ? (
              <Kept enrolmentId={id} {...kept} />
            ) : taking !== null ? (
              // It stays when the last answer has closed the check-in: what came of it is said here.
              <Questions
                form={form}
                taking={taking}
                done={(answer) => {
                  setKept({ answer, taken: taking.taken });
                }}
              />
            ) : form.takesAnswers ? (
              <HowTaken form={form} set={setTaking} />
            ) : (
              <Line icon="lock">{form.why}</Line>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
