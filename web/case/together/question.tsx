import type { Page } from './types';
import css from './together.module.css';

type Props = {
  item: Page['items'][number];
  lead: string | null;
  scale: boolean;
  value: number | null | undefined;
  fault: string | null;
  set: (value: number) => void;
};

/** One question as it is read out. Nothing is chosen beforehand. A figure typed on the keys chooses its option. */
export function Question({ item: { id, question, options, scale: ends }, lead, scale, value, fault, set }: Props) {
  return (
    <fieldset className={css.question} data-fault={fault !== null}>
      <legend>
        {lead === null ? null : <span className={css.stem}>{lead} </span>}
        {question}
      </legend>
      {fault === null ? null : (
        <p className={css.fault} role="alert">
          {fault}
        </p>
      )}
      <div className={scale ? css.scale : css.choices}>
        {options.map((option) => (
          <label key={option.value} className={css.option} data-on={value === option.value}>
            <input
              type="radio"
              name={id}
              checked={value === option.value}
              onKeyDown={(event) => {
                const typed = options.find((each) => scale && String(each.value) === event.key);
                if (typed !== undefined) set(typed.value);
              }}
              onChange={() => {
                set(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {ends === null ? null : <p className={css.ends}>{ends}</p>}
    </fieldset>
  );
}
