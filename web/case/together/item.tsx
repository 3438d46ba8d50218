import { useTranslation } from 'react-i18next';
import type { Item } from './form-type';
import css from './together.module.css';

type Props = {
  form: string;
  stem: string | null;
  item: Item;
  value: number | null | undefined;
  fault: string | null;
  set: (value: number | null) => void;
};

/** One question as it is read out. Nothing is chosen beforehand; to rather not answer is an answer of its own. */
export function Question({ form, stem, item, value, fault, set }: Props) {
  const { t } = useTranslation('case');
  const name = `${form} ${item.id}`;
  const scale = item.kind === 'scale';
  return (
    <fieldset className={css.question} data-fault={fault !== null}>
      <legend>
        {stem === null ? null : <span className={css.stem}>{stem} </span>}
        {item.text}
        {item.safety ? <span className={css.acts}>{t('actsOnSave')}</span> : null}
      </legend>
      {fault === null ? null : <p className={css.fault}>{fault}</p>}
      <div className={scale ? css.scale : css.choices}>
        {item.options.map((option) => (
          <label key={option.value} className={css.option} data-on={value === option.value}>
            <input
              type="radio"
              name={name}
              checked={value === option.value}
              onChange={() => {
                set(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <label className={css.rather} data-on={value === null}>
        <input
          type="radio"
          name={name}
          checked={value === null}
          onChange={() => {
            set(null);
          }}
        />
        <span>{t('ratherNot')}</span>
      </label>
    </fieldset>
  );
}
