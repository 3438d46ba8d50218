import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../kit/lines';
import { Joined } from '../record/choices';
import { type EditProps, Edited, useEdit } from './edited';
import { given, useTyped } from './typed';

/** Whether questions may come by mail, and since when that was said. */
export function EditConsent(props: EditProps) {
  const { t } = useTranslation('case');
  const edit = useEdit(props, t('consentSaved'));
  const { error } = edit.act;
  const { typed, field, set } = useTyped({ email: '', givenOn: '' });
  const save = () => {
    edit.send('consent.changed', {
      ...(typed.email === '' ? {} : { email: typed.email === 'yes' }),
      ...given({ givenOn: typed.givenOn }),
    });
  };
  return (
    <Edited {...props} title={t('editConsent')} verb={t('saveConsent')} edit={edit} save={save}>
      <Joined
        name="email"
        label={t('mayMail')}
        error={faultOf(error, 'data.email')}
        value={typed.email}
        options={[
          { value: 'yes', label: t('mayMailYes') },
          { value: 'no', label: t('mayMailNo') },
        ]}
        set={(_name, value) => {
          set('email', value);
        }}
      />
      <TextInput {...field('givenOn', t('saidOn'), error)} type="date" />
    </Edited>
  );
}

/** A name, a birth date or a reference that was typed wrongly. It says why: it tells people apart. */
export function EditIdentity(props: EditProps) {
  const { t } = useTranslation('case');
  const edit = useEdit(props, t('identitySaved'));
  const { error } = edit.act;
  const { familyName, givenName, bornOn, reference } = props.patient;
  const { typed, changed, field } = useTyped({ familyName, givenName, bornOn, reference, reason: '' });
  const save = () => {
    const fields = (['familyName', 'givenName', 'bornOn', 'reference'] as const).filter(changed);
    edit.send('patient.corrected', {
      ...Object.fromEntries(fields.map((name) => [name, typed[name].trim()])),
      ...given({ reason: typed.reason }),
    });
  };
  return (
    <Edited {...props} title={t('editIdentity')} verb={t('saveIdentity')} edit={edit} save={save}>
      <TextInput {...field('familyName', t('familyName'), error)} />
      <TextInput {...field('givenName', t('givenName'), error)} />
      <TextInput {...field('bornOn', t('bornOn'), error)} type="date" />
      <TextInput {...field('reference', t('reference'), error)} />
      <TextInput {...field('reason', t('whyWrong'), error)} />
    </Edited>
  );
}
