import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../api/client';
import type { Patient, PatientEventAccepted } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';
import { WhyNot } from '../../kit/lines';
import { Dialog } from '../dialog';
import css from './contact.module.css';

export type EditProps = {
  patient: Patient;
  close: () => void;
  done: (words: string, accepted: PatientEventAccepted) => void;
};

type Fact = { type: string; data: Record<string, unknown> };

/** A fact of the person, sent to the one door of such facts; what is wrong with it is said in its fields. */
export function useEdit({ patient, close, done }: EditProps, words: string) {
  const act = useAct<Fact, PatientEventAccepted>(`/patients/${patient.id}/events`);
  const [others, setOthers] = useState(false);
  const candidates = act.error instanceof Refused ? (act.error.details.candidates as string[] | undefined) : undefined;
  const send = (type: string, data: Record<string, unknown>) => {
    const notSameAs = others && candidates !== undefined ? { notSameAs: candidates } : {};
    act.mutate(
      { type, data: { ...data, ...notSameAs } },
      {
        onSuccess: (accepted) => {
          done(words, accepted);
          close();
        },
      },
    );
  };
  return { act, send, others: candidates === undefined ? null : { checked: others, set: setOthers } };
}

type EditedProps = {
  title: string;
  verb: string;
  edit: ReturnType<typeof useEdit>;
  save: () => void;
  children: ReactNode;
} & Pick<EditProps, 'patient' | 'close'>;

export function Edited({ title, verb, edit: { act, others }, save, patient, close, children }: EditedProps) {
  const { t } = useTranslation('case');
  return (
    <Dialog
      title={title}
      person={patient}
      close={close}
      foot={
        <>
          <Button type="submit" form="edited" variant="filled" loading={act.isPending}>
            {verb}
          </Button>
          <Button onClick={close}>{t('cancel')}</Button>
        </>
      }
    >
      <form
        id="edited"
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {children}
        <WhyNot error={act.error} again={save} />
        {others === null ? null : (
          <Checkbox
            label={t('sharedAddress')}
            checked={others.checked}
            onChange={(event) => {
              others.set(event.currentTarget.checked);
            }}
          />
        )}
      </form>
    </Dialog>
  );
}
