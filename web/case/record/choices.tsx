import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/icons';
import css from './record.module.css';

type Group = {
  name: string;
  label: string;
  description?: string | null;
  error: string | null;
  options: { value: string; label: string }[];
  set: (name: string, value: string) => void;
};

/** Native radios drawn as one joined list: forced colours show which one is chosen. */
export function Joined({ name, label, description = null, error, options, value, set }: Group & { value: string }) {
  const short = options.length <= 3 && options.every((option) => option.label.length <= 22);
  return (
    <Frame label={label} description={description} error={error}>
      {(described) => (
        <div className={css.joined} data-row={short} role="radiogroup" aria-label={label} aria-describedby={described}>
          {options.map((option) => (
            <label key={option.value} className={css.choice} data-on={value === option.value}>
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={value === option.value}
                onChange={() => {
                  set(name, option.value);
                }}
              />
              <span>{option.label}</span>
            </label>
          ))}
        </div>
      )}
    </Frame>
  );
}

type FrameProps = {
  label: string;
  description: string | null;
  error: string | null;
  children: (described: string | undefined) => React.ReactNode;
};

function Frame({ label, description, error, children }: FrameProps) {
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
