import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../api/generated/types.gen';
import { Icon } from '../../kit/icons';
import css from './record.module.css';

type Option = Pick<FormField['options'][number], 'value' | 'label'> &
  Partial<Pick<FormField['options'][number], 'always' | 'urgent'>>;

type Group = {
  name: string;
  label: string;
  description?: string | null;
  error: string | null;
  options: readonly Option[];
};

type One = Group & { value: string; set: (name: string, value: string) => void };

/** Native radios drawn as one joined list: forced colours show which one is chosen. */
export function Joined({ name, label, description = null, error, options, value, set }: One) {
  const short = options.length <= 3 && options.every((option) => option.label.length <= 22);
  return (
    <Frame label={label} description={description} error={error}>
      {(described) => (
        <div className={css.joined} data-row={short} role="radiogroup" aria-label={label} aria-describedby={described}>
          {options.map((option) => (
            <Choice
              key={option.value}
              type="radio"
              name={name}
              option={option}
              on={value === option.value}
              press={() => {
                set(name, option.value);
              }}
            />
          ))}
        </div>
      )}
    </Frame>
  );
}

type Many = Group & { chosen: readonly string[]; set: (value: string[]) => void };

/** Several of them, each a tick. */
export const Ticks = ({ name, label, description = null, error, options, chosen, set }: Many) => (
  <Frame label={label} description={description} error={error}>
    {(described) => (
      <div className={css.ticks} role="group" aria-label={label} aria-describedby={described}>
        {options.map((option) => (
          <Choice
            key={option.value}
            type="checkbox"
            name={name}
            option={option}
            on={chosen.includes(option.value)}
            press={() => {
              const { value } = option;
              set(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
            }}
          />
        ))}
      </div>
    )}
  </Frame>
);

type ChoiceProps = { type: 'radio' | 'checkbox'; name: string; option: Option; on: boolean; press: () => void };

/** One answer; whom it wakes stands beside it before it is given. */
function Choice({ type, name, option: { value, label, always = false, urgent = null }, on, press }: ChoiceProps) {
  const { t } = useTranslation('record');
  return (
    <label className={css.choice} data-on={on}>
      <input type={type} name={name} value={value} checked={on} disabled={always} onChange={press} />
      <span>
        {label}
        {always ? <span className={css.beside}>{t('stands')}</span> : null}
        {urgent === null ? null : <span className={css.wakes}>{t(`wakes.${urgent}`)}</span>}
      </span>
    </label>
  );
}

type FrameProps = {
  label: string;
  description: string | null;
  error: string | null;
  children: (described: string | undefined) => React.ReactNode;
};

export function Frame({ label, description, error, children }: FrameProps) {
  const { t } = useTranslation('case');
  const id = useId();
  return (
    <div className={css.group} data-fault={error !== null}>
      <p className={css.label} aria-hidden="true">
        {label}
      </p>
      {description === null ? null : <p className="soft">{description}</p>}
      {error === null ? null : (
        <p id={id} className={css.fault}>
          <Icon name="warn" />
          <span>
            <span className="seen-by-readers">{t('fault')} </span>
            {error}
          </span>
        </p>
      )}
      {children(error === null ? undefined : id)}
    </div>
  );
}
