import { useTranslation } from 'react-i18next';
import { Question } from './item';
import type { Given, Instrument } from './form-type';
import css from './together.module.css';

type Props = {
  form: Instrument;
  answers: Given[string] | undefined;
  fault: (item: string) => string | null;
  set: (answers: Given[string] | undefined) => void;
};

/** A list that is read out whole: each line is ticked or not, and none of them is said and not taken from silence. */
export function TickList({ form, answers, fault, set }: Props) {
  const { t } = useTranslation('case');
  const none = answers !== undefined && Object.values(answers).every((value) => value === 0);
  const put = (id: string, value: number | null) => {
    const others = Object.entries(answers ?? {}).filter(([item, each]) => item !== id && each !== 0);
    const kept = Object.fromEntries(others);
    const next = value === 0 ? kept : { ...kept, [id]: value };
    set(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <fieldset className={css.question}>
      <legend>
        {form.recall}
        {form.items.some(({ safety }) => safety) ? <span className={css.acts}>{t('actsOnSave')}</span> : null}
      </legend>
      <div className={css.choices}>
        {form.items.map((item) =>
          item.options.length > 0 ? (
            <Question
              key={item.id}
              form={form.id}
              stem={null}
              item={{ ...item, safety: false }}
              value={answers?.[item.id]}
              fault={fault(item.id)}
              set={(value) => {
                put(item.id, value);
              }}
            />
          ) : (
            <label key={item.id} className={css.option} data-on={answers?.[item.id] === 1}>
              <input
                type="checkbox"
                checked={answers?.[item.id] === 1}
                onChange={(event) => {
                  put(item.id, event.currentTarget.checked ? 1 : 0);
                }}
              />
              <span>{item.text}</span>
            </label>
          ),
        )}
        <label className={`${css.option ?? ''} ${css.none ?? ''}`} data-on={none}>
          <input
            type="checkbox"
            checked={none}
            onChange={(event) => {
              set(event.currentTarget.checked ? Object.fromEntries(form.items.map(({ id }) => [id, 0])) : undefined);
            }}
          />
          <span>{form.noneOfThese ?? t('noneOfThese')}</span>
        </label>
      </div>
    </fieldset>
  );
}
