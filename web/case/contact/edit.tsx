import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import { faultOf, WhyNot } from '../../kit/lines';
import { Dialog } from '../dialog';
import { Joined } from '../record/choices';
import type { PatientRecord } from '../types';
import css from './contact.module.css';

type Props = { patient: PatientRecord; close: () => void; done: (words: string) => void };

/** How somebody is reached. Only what was changed is sent: a field left alone says nothing. */
export function EditContact({ patient, close, done }: Props) {
  const { t } = useTranslation('case');
  const before = {
    phone: patient.phone?.number ?? '',
    email: patient.email?.address ?? '',
    address: patient.address ?? '',
    preferredTime: patient.preferredTime ?? '',
  };
  const [typed, setTyped] = useState(before);
  const [others, setOthers] = useState(false);
  const act = useAct<object>(`/patients/${patient.id}/events`);
  const candidates =
    act.error && 'details' in act.error ? (act.error.details as { candidates?: string[] }).candidates : undefined;
  const set = (name: keyof typeof before) => (event: { currentTarget: { value: string } }) => {
    setTyped((now) => ({ ...now, [name]: event.currentTarget.value }));
  };
  const save = () => {
    const data: Record<string, unknown> = {};
    for (const name of ['phone', 'email', 'address', 'preferredTime'] as const) {
      const text = typed[name].trim();
      if (text !== before[name]) data[name] = text === '' && name !== 'preferredTime' ? null : text;
    }
    if (others && candidates) data.notSameAs = candidates;
    act.mutate({ type: 'contact.changed', data }, { onSuccess: finish(done, t('contactSaved'), close) });
  };
  const field = (name: keyof typeof before) => ({
    label: t(`fields.${name}`),
    value: typed[name],
    onChange: set(name),
    error: faultOf(act.error, `data.${name}`),
    autoComplete: 'off',
  });
  return (
    <Edited
      title={t('editContact')}
      patient={patient}
      close={close}
      save={save}
      busy={act.isPending}
      verb={t('saveContact')}
    >
      <TextInput {...field('phone')} type="tel" data-autofocus />
      <TextInput {...field('email')} type="email" description={patient.email?.bounceWords} />
      <Textarea {...field('address')} autosize minRows={2} />
      <TextInput {...field('preferredTime')} type="time" description={t('preferredHint')} />
      <WhyNot error={act.error} again={save} />
      {candidates === undefined ? null : (
        <Checkbox
          label={t('sharedAddress')}
          checked={others}
          onChange={(event) => {
            setOthers(event.currentTarget.checked);
          }}
        />
      )}
    </Edited>
  );
}

/** Whether questions may come by mail, since when. */
export function EditConsent({ patient, close, done }: Props) {
  const { t } = useTranslation('case');
  const [given, setGiven] = useState('');
  const [on, setOn] = useState('');
  const act = useAct<object>(`/patients/${patient.id}/events`);
  const save = () => {
    const data = { ...(given === '' ? {} : { email: given === 'yes' }), ...(on === '' ? {} : { givenOn: on }) };
    act.mutate({ type: 'consent.changed', data }, { onSuccess: finish(done, t('consentSaved'), close) });
  };
  return (
    <Edited
      title={t('editConsent')}
      patient={patient}
      close={close}
      save={save}
      busy={act.isPending}
      verb={t('saveConsent')}
    >
      <Joined
        name="given"
        label={t('mayMail')}
        error={faultOf(act.error, 'data.email')}
        value={given}
        options={[
          { value: 'yes', label: t('mayMailYes') },
          { value: 'no', label: t('mayMailNo') },
        ]}
        set={(_name, value) => {
          setGiven(value);
        }}
      />
      <TextInput
        type="date"
        label={t('saidOn')}
        value={on}
        error={faultOf(act.error, 'data.givenOn')}
        onChange={(event) => {
          setOn(event.currentTarget.value);
        }}
      />
      <WhyNot error={act.error} again={save} />
    </Edited>
  );
}

const finish = (done: Props['done'], words: string, close: () => void) => () => {
  done(words);
  close();
};

type EditedProps = {
  title: string;
  patient: PatientRecord;
  close: () => void;
  save: () => void;
  busy: boolean;
  verb: string;
  children: React.ReactNode;
};

export function Edited({ title, patient, close, save, busy, verb, children }: EditedProps) {
  const { t } = useTranslation('case');
  const submit = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    save();
  };
  return (
    <Dialog
      title={title}
      person={patient}
      close={close}
      foot={
        <>
          <Button type="submit" form="edited" variant="filled" loading={busy}>
            {verb}
          </Button>
          <Button onClick={close}>{t('cancel')}</Button>
        </>
      }
    >
      <form id="edited" className={css.form} noValidate onSubmit={submit}>
        {children}
      </form>
    </Dialog>
  );
}
