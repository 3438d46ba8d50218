import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Enrolment } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useTitle } from '../app/title';
import { Loaded } from '../kit/list';
import { CaseOf } from './case-of';

/** One patient on one pathway. Everything below belongs to this address: of another one nothing is kept, not for one frame. */
export function Screen() {
  const { id = '' } = useParams({ strict: false });
  return <Case key={id} id={id} />;
}

function Case({ id }: { id: string }) {
  const { t } = useTranslation('case');
  useTitle(t('title'));
  const query = useRead<Enrolment>(`/enrolments/${id}`);
  return (
    <>
      <h1 className="seen-by-readers">{t('title')}</h1>
      <Loaded query={query} empty={() => null}>
        {(enrolment) => <CaseOf enrolment={enrolment} />}
      </Loaded>
    </>
  );
}
