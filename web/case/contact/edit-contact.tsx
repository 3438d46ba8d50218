import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../kit/lines';
import css from './contact.module.css';
import { type EditProps, Edited, useEdit } from './edited';
import { orNull, useTyped } from './typed';

type Other = { number: string; kind: string };
const kinds = ['mobile', 'home', 'work', 'other'] as const;

/** How somebody is reached. Only what was changed is sent: a field left alone says nothing. */
export function EditContact(props: EditProps) {
  const { t } = useTranslation('case');
  const { patient } = props;
  const edit = useEdit(props, t('contactSaved'));
  const { error } = edit.act;
  const [first, ...rest] = patient.contacts;
  const { typed, changed, field, set } = useTyped({
    phone: first?.number ?? '',
    phoneKind: first?.kind ?? '',
    email: patient.email?.address ?? '',
    address: patient.address ?? '',
    preferredTime: patient.preferredTime,
  });
  const before: Other[] = rest.map(({ number, kind }) => ({ number, kind: kind ?? 'other' }));
  const [touched, setTouched] = useState<Other[] | null>(null);
  const others = touched ?? before;
  const put = (index: number, change: Partial<Other>) => {
    setTouched(others.map((each, at) => (at === index ? { ...each, ...change } : each)));
  };
  const save = () => {
    const kept = others.filter(({ number }) => number.trim() !== '');
    edit.send('contact.changed', {
      ...(changed('phone') ? { phone: orNull(typed.phone) } : {}),
      ...(changed('phoneKind') ? { phoneKind: orNull(typed.phoneKind) } : {}),
      ...(JSON.stringify(kept) === JSON.stringify(before) ? {} : { otherPhones: kept }),
      ...(changed('email') ? { email: orNull(typed.email) } : {}),
      ...(changed('address') ? { address: orNull(typed.address) } : {}),
      ...(changed('preferredTime') ? { preferredTime: typed.preferredTime } : {}),
    });
  };
  const asksAnew = changed('email') && typed.email.trim() !== '' ? t('asksAnew') : null;
  const aboutEmail = [patient.email?.bounceWords, asksAnew].filter((each) => each != null).join(' ');
  const options = kinds.map((kind) => ({ value: kind, label: t(`phoneKinds.${kind}`) }));
  return (
    <Edited {...props} title={t('editContact')} verb={t('saveContact')} edit={edit} save={save}>
      <TextInput {...field('email', t('email'), error)} type="email" description={aboutEmail} />
      <div className={css.number}>
        <TextInput {...field('phone', t('firstPhone'), error)} type="tel" />
        <NativeSelect
          label={t('phoneKind')}
          data={[{ value: '', label: t('notKnown') }, ...options]}
          value={typed.phoneKind}
          onChange={(event) => {
            set('phoneKind', event.currentTarget.value);
          }}
        />
      </div>
      {others.map((other, index) => (
        <div key={index} className={css.number}>
          <TextInput
            type="tel"
            label={t('otherPhone', { n: index + 2 })}
            value={other.number}
            error={faultOf(error, `data.otherPhones.${String(index)}.number`)}
            onChange={(event) => {
              put(index, { number: event.currentTarget.value });
            }}
          />
          <NativeSelect
            label={t('phoneKind')}
            data={options}
            value={other.kind}
            onChange={(event) => {
              put(index, { kind: event.currentTarget.value });
            }}
          />
        </div>
      ))}
      <p>
        <Button
          size="compact-sm"
          onClick={() => {
            setTouched([...others, { number: '', kind: 'home' }]);
          }}
        >
          {t('anotherNumber')}
        </Button>
      </p>
      <Textarea {...field('address', t('address'), error)} autosize minRows={2} />
      <TextInput {...field('preferredTime', t('askedAtLong'), error)} type="time" description={t('preferredHint')} />
    </Edited>
  );
}
