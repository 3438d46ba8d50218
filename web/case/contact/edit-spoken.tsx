import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Joined } from '../record/choices';
import { type EditProps, Edited, useEdit } from './edited';
import { orNull, useTyped } from './typed';

/** How somebody is spoken with: by which name, when, in which language, with whose help. */
export function EditSpoken(props: EditProps) {
  const { t } = useTranslation('case');
  const edit = useEdit(props, t('spokenSaved'));
  const { error } = edit.act;
  const { patient } = props;
  const said = (value: string | boolean | null) =>
    typeof value === 'boolean' ? t(value ? 'yes' : 'no') : (value ?? '');
  const { typed, changed, field, set } = useTyped({
    preferredName: patient.preferredName ?? '',
    bestTime: patient.bestTime ?? '',
    language: patient.language,
    interpreter: said(patient.access.interpreter),
    helper: said(patient.access.helper),
    largePrint: patient.access.largePrint === null ? '' : patient.access.largePrint ? 'yes' : 'no',
  });
  /** A yes alone is a tick; whoever says more says it in words. */
  const wish = (text: string): string | boolean | undefined => {
    const words = text.trim();
    if (words === '') return undefined;
    return words === t('yes') ? true : words === t('no') ? false : words;
  };
  const save = () => {
    const access = {
      interpreter: wish(typed.interpreter),
      helper: wish(typed.helper),
      largePrint: typed.largePrint === '' ? undefined : typed.largePrint === 'yes',
    };
    edit.send('contact.changed', {
      ...(changed('preferredName') ? { preferredName: orNull(typed.preferredName) } : {}),
      ...(changed('bestTime') ? { bestTime: orNull(typed.bestTime) } : {}),
      ...(changed('language') ? { language: typed.language.trim() } : {}),
      ...((['interpreter', 'helper', 'largePrint'] as const).some(changed) ? { access } : {}),
    });
  };
  return (
    <Edited {...props} title={t('editSpoken')} verb={t('saveSpoken')} edit={edit} save={save}>
      <TextInput {...field('preferredName', t('preferredName'), error)} />
      <TextInput {...field('bestTime', t('bestTime'), error)} description={t('bestTimeHint')} />
      <TextInput {...field('language', t('language'), error)} description={t('languageHint')} />
      <TextInput {...field('interpreter', t('interpreter'), error, 'access.interpreter')} description={t('wishHint')} />
      <TextInput {...field('helper', t('helper'), error, 'access.helper')} description={t('wishHint')} />
      <Joined
        name="largePrint"
        label={t('largePrint')}
        error={null}
        value={typed.largePrint}
        options={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
        set={(_name, value) => {
          set('largePrint', value);
        }}
      />
    </Edited>
  );
}
