import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../api/generated/types.gen';
import { useAct, useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { faultOf, WhyNot } from '../../kit/lines';
import { Dialog } from '../dialog';
import type { TimelineLine } from '../timeline/line-type';
import type { Possible } from '../types';
import { Joined } from './choices';
import { draftOf, factOf } from './draft';
import { FieldOf } from './field';
import type { Accepted } from './form';
import css from './record.module.css';
import type { Done } from './undo';

type Props = {
  enrolmentId: string;
  person: Person;
  line: TimelineLine;
  close: () => void;
  done: (done: Done) => void;
};

/** A wrong fact: taken back, or another one in its place where its form is known. It always says why. */
export function Correct({ enrolmentId, person, line, close, done }: Props) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const zone = useMe().clinic.timeZone;
  const possible = useRead<Possible>(`/enrolments/${enrolmentId}/possible`).data;
  const form = [...(possible?.expected ?? []), ...(possible?.anytime ?? [])].find(({ type }) => type === line.type);
  const fields = (form?.fields ?? []).filter(({ name }) => name !== 'occurredAt' && name !== 'type');
  const replaceable = fields.some(({ kind }) => kind !== 'hidden') && line.data !== undefined;
  const [how, setHow] = useState('');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState<ReturnType<typeof draftOf>>({});
  const draft = { ...draftOf(fields, zone, line.data), ...typed };
  const act = useAct<object, Accepted>(`/enrolments/${enrolmentId}/events`);
  const [missing, setMissing] = useState(false);
  const save = () => {
    if (how === '' && replaceable) {
      setMissing(true);
      return;
    }
    const replacement = how === 'replace' ? { replacement: factOf({ type: '', fields }, draft, zone).data } : {};
    act.mutate(
      { type: 'event.retracted', data: { eventId: line.eventId, reason, ...replacement } },
      {
        onSuccess: () => {
          done({ eventId: null, words: t('correctedDone'), note: null, until: null });
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
            {how === 'replace' ? t('saveCorrection') : t('takeBack')}
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
        {replaceable ? (
          <Joined
            name="how"
            label={t('howWrong')}
            error={missing && how === '' ? t('howWrongMissing') : null}
            value={how}
            options={[
              { value: 'retract', label: t('didNotHappen') },
              { value: 'replace', label: t('wasOtherwise') },
            ]}
            set={(_name, value) => {
              setHow(value);
            }}
          />
        ) : null}
        {how === 'replace'
          ? fields.map((field) => (
              <FieldOf
                key={field.name}
                field={field}
                draft={draft}
                fault={faultOf(act.error, `data.replacement.${field.name}`)}
                set={(name, value) => {
                  setTyped((before) => ({ ...before, [name]: value }));
                }}
              />
            ))
          : null}
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
