import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../kit/lines';
import { Joined } from '../record/choices';
import css from './contact.module.css';
import { type EditProps, Edited, useEdit } from './edited';
import { given, useTyped } from './typed';

/** Who may be told what, and the doctor who sent this person. */
export function EditPeople(props: EditProps) {
  const { t } = useTranslation('case');
  const edit = useEdit(props, t('peopleSaved'));
  const { error } = edit.act;
  const { emergencyContact: other, gp } = props.patient;
  const { typed, changed, field, set } = useTyped({
    name: other?.name ?? '',
    relation: other?.relation ?? '',
    phone: other?.phone ?? '',
    mayDiscuss: other === null ? '' : other.mayDiscuss ? 'yes' : 'no',
    gpName: gp?.name ?? '',
    practice: gp?.practice ?? '',
    gpEmail: gp?.email ?? '',
  });
  const save = () => {
    const { name, relation, phone, mayDiscuss } = typed;
    const person = {
      ...given({ name, relation, phone }),
      ...(mayDiscuss === '' ? {} : { mayDiscuss: mayDiscuss === 'yes' }),
    };
    const nobody = [name, relation, phone].every((text) => text.trim() === '');
    const doctor = given({ name: typed.gpName, practice: typed.practice, email: typed.gpEmail });
    edit.send('contact.changed', {
      ...((['name', 'relation', 'phone', 'mayDiscuss'] as const).some(changed)
        ? { emergencyContact: nobody ? null : person }
        : {}),
      ...((['gpName', 'practice', 'gpEmail'] as const).some(changed)
        ? { gp: Object.keys(doctor).length === 0 ? null : doctor }
        : {}),
    });
  };
  return (
    <Edited {...props} title={t('editPeople')} verb={t('savePeople')} edit={edit} save={save}>
      <h3 className="label">{t('emergencyContact')}</h3>
      <div className={css.two}>
        <TextInput {...field('name', t('nameOf'), error, 'emergencyContact.name')} />
        <TextInput {...field('relation', t('relation'), error, 'emergencyContact.relation')} />
      </div>
      <TextInput {...field('phone', t('telephone'), error, 'emergencyContact.phone')} type="tel" />
      <Joined
        name="mayDiscuss"
        label={t('mayBeToldAsk')}
        error={faultOf(error, 'data.emergencyContact.mayDiscuss')}
        value={typed.mayDiscuss}
        options={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
        set={(_name, value) => {
          set('mayDiscuss', value);
        }}
      />
      <h3 className="label">{t('gp')}</h3>
      <div className={css.two}>
        <TextInput {...field('gpName', t('nameOf'), error, 'gp.name')} />
        <TextInput {...field('practice', t('practice'), error, 'gp.practice')} />
      </div>
      <TextInput {...field('gpEmail', t('email'), error, 'gp.email')} type="email" />
    </Edited>
  );
}
