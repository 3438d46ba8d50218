import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventAccepted, Person, PossibleFact, RecordedForm } from '../../api/generated/types.gen';
import { useAct, useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { faultOf, WhyNot } from '../../kit/lines';
import { Loaded } from '../../kit/list';
import { Dialog } from '../dialog';
import frame from '../dialog.module.css';
import type { TimelineLine } from '../timeline/line-of';
import { Joined } from './choices';
import { draftOf, factOf } from './draft';
import { Fields } from './field';
import css from './record.module.css';
import type { Done } from './undo';

type Props = {
  enrolmentId: string;
  person: Person;
  line: TimelineLine;
  close: () => void;
  done: (done: Done) => void;
};

/** A wrong fact is put right, or taken back where it never happened; it always says why. */
export function Correct({ enrolmentId, person, line, close, done }: Props) {
  const { t } = useTranslation('case');
  const query = useRead<RecordedForm>(`/enrolments/${enrolmentId}/events/${String(line.eventId)}/form`);
  return (
    <Dialog title={t('correctTitle')} person={person} close={close}>
      <Loaded query={query} empty={() => null}>
        {({ form }) => <Correction form={form} enrolmentId={enrolmentId} line={line} close={close} done={done} />}
      </Loaded>
    </Dialog>
  );
}

type As = 'otherwise' | 'never';

function Correction({ form, enrolmentId, line, close, done }: Omit<Props, 'person'> & { form: PossibleFact | null }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const zone = useMe().clinic.timeZone;
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState(() => draftOf(form?.fields ?? [], zone));
  const [as, setAs] = useState<As | null>(form === null ? 'never' : null);
  const act = useAct<object, EventAccepted>(`/enrolments/${enrolmentId}/events`);
  const right = as === 'otherwise' ? form : null;
  const save = () => {
    const replacement = right === null ? {} : { replacement: factOf(right, draft, zone).data };
    act.mutate(
      { type: 'event.retracted', data: { eventId: line.eventId, reason, ...replacement } },
      {
        onSuccess: () => {
          done({ eventId: null, words: t('correctedDone'), until: null });
          close();
        },
      },
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={css.fields}>
        <div>
          <p className="label">{dates.full(line.at)}</p>
          <p className={css.what}>{line.text}</p>
          <p className={css.words}>{[line.soft, line.by].filter((each) => each !== null).join(' · ')}</p>
        </div>
        {form === null ? null : (
          <Joined
            name="as"
            label={t('howWrong')}
            error={null}
            options={(['otherwise', 'never'] as const).map((value) => ({ value, label: t(`wrong.${value}`) }))}
            value={as ?? ''}
            set={(_name, value) => {
              setAs(value as As);
            }}
          />
        )}
        {right === null ? null : (
          <Fields fields={right.fields} draft={draft} change={setDraft} error={act.error} at="data.replacement" />
        )}
        {as === null ? null : (
          <Textarea
            label={t('whyWrong')}
            description={t(as === 'never' ? 'whyWrongHint' : 'whyOtherwiseHint')}
            error={faultOf(act.error, 'data.reason')}
            classNames={{ root: css.field ?? '', label: css.label ?? '' }}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
        )}
        <WhyNot error={act.error} again={save} />
      </div>
      <div className={frame.foot}>
        {as === null ? null : (
          <Button type="submit" variant="filled" loading={act.isPending}>
            {t(as === 'never' ? 'takeBack' : 'putRight')}
          </Button>
        )}
        <Button onClick={close}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
