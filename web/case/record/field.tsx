import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../types';
import { type Draft, hourOf } from './draft';
import { Choices, Joined } from './choices';
import css from './record.module.css';

type Props = {
  field: Field;
  draft: Draft;
  fault: string | null;
  set: (name: string, value: string | string[]) => void;
};

/** As many answers as can be read at a glance stand open; more of them are a list to choose from. */
const OPEN = 6;

/** One field as the server describes it. Nothing is chosen beforehand but what the server proposes. */
export function FieldOf({ field, draft, fault, set }: Props) {
  const { t } = useTranslation('case');
  const { name, label, hint, kind, options = [], required } = field;
  const typed = draft[name];
  const text = typeof typed === 'string' ? typed : '';
  const common = {
    label: required ? label : t('optional', { label }),
    description: hint,
    error: fault,
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      set(name, event.currentTarget.value);
    },
    classNames: { root: css.field ?? '', label: css.label ?? '' },
  };
  switch (kind) {
    case 'hidden':
      return null;
    case 'yes-no':
      return (
        <Joined
          {...common}
          name={name}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          set={set}
        />
      );
    case 'choices':
      return <Choices {...common} name={name} options={options} chosen={Array.isArray(typed) ? typed : []} set={set} />;
    case 'choice':
    case 'staff':
    case 'session':
      return options.length <= OPEN ? (
        <Joined {...common} name={name} options={options} set={set} />
      ) : (
        <NativeSelect {...common} data={[{ value: '', label: t('choose') }, ...options]} />
      );
    case 'date':
      return <TextInput {...common} type="date" />;
    case 'instant':
      return <InstantOf {...common} name={name} hour={draft[hourOf(name)]} set={set} />;
    case 'number':
      return <TextInput {...common} inputMode="decimal" autoComplete="off" className={css.short ?? ''} />;
    case 'text':
      return <Textarea {...common} autosize minRows={2} maxRows={8} autoComplete="off" />;
  }
}

type InstantProps = {
  name: string;
  label: string;
  description: string | null;
  error: string | null;
  value: string;
  hour: string | string[] | undefined;
  set: Props['set'];
};

/** A day and an hour of the clinic, beside each other. */
function InstantOf({ name, label, description, error, value, hour, set }: InstantProps) {
  const { t } = useTranslation('case');
  const id = useId();
  return (
    <fieldset className={css.instant} data-fault={error !== null} aria-describedby={error === null ? undefined : id}>
      <legend className={css.label}>{label}</legend>
      {description === null ? null : <p className="soft">{description}</p>}
      {error === null ? null : (
        <p id={id} className={css.fault}>
          {error}
        </p>
      )}
      <div className={css.two}>
        <TextInput
          type="date"
          label={t('date')}
          value={value}
          onChange={(event) => {
            set(name, event.currentTarget.value);
          }}
        />
        <TextInput
          type="time"
          label={t('time')}
          value={typeof hour === 'string' ? hour : ''}
          onChange={(event) => {
            set(hourOf(name), event.currentTarget.value);
          }}
        />
      </div>
    </fieldset>
  );
}
