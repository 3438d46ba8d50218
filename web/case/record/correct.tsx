import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventAccepted, Person } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';
import { useDates } from '../../app/clock';
import { faultOf, WhyNot } from '../../kit/lines';
import { Dialog } from '../dialog';
import type { TimelineLine } from '../timeline/line-of';
import css from './record.module.css';
import type { Done } from './undo';

type Props = {
  enrolmentId: string;
  person: Person;
  line: TimelineLine;
  close: () => void;
  done: (done: Done) => void;
};

/** A wrong fact is taken back; it always says why. */
export function Correct({ enrolmentId, person, line, close, done }: Props) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const [reason, setReason] = useState('');
  const act = useAct<object, EventAccepted>(`/enrolments/${enrolmentId}/events`);
  const save = () => {
    act.mutate(
      { type: 'event.retracted', data: { eventId: line.eventId, reason } },
      {
        onSuccess: () => {
          done({ eventId: null, words: t('correctedDone'), until: null });
          close();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('correctTitle')}
      person={person}
      close={close}
      foot={
        <>
          <Button variant="filled" loading={act.isPending} onClick={save}>
            {t('takeBack')}
          </Button>
          <Button onClick={close}>{t('cancel')}</Button>
        </>
      }
    >
      <div className={css.fields}>
        <div>
          <p className="label">{dates.full(line.at)}</p>
          <p className={css.what}>{line.text}</p>
          <p className={css.words}>{[line.soft, line.by].filter((each) => each !== null).join(' · ')}</p>
        </div>
        <Textarea
          label={t('whyWrong')}
          description={t('whyWrongHint')}
          error={faultOf(act.error, 'data.reason')}
          classNames={{ root: css.field ?? '', label: css.label ?? '' }}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        <WhyNot error={act.error} again={save} />
      </div>
    </Dialog>
  );
}
