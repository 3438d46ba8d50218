import { type ReactNode, useId } from 'react';
import css from './choices.module.css';
import { Icon } from './icons';

export type Choice<Value extends string> = { value: Value; words: ReactNode; more?: ReactNode };

type Props<Value extends string> = {
  legend: ReactNode;
  choices: readonly Choice<Value>[];
  /** null: nothing is chosen beforehand. */
  value: Value | null;
  choose: (value: Value) => void;
  /** What is missing, between the question and its answers. */
  fault?: string | null;
  /** Each in a frame of its own, where it carries more than a line. */
  apart?: boolean;
  /** Short ones, beside each other where there is room. */
  row?: boolean;
};

/** A question with few answers: native radios in a joined list, so that keyboard, readers and forced colours know them. */
export function Choices<Value extends string>({
  legend,
  choices,
  value,
  choose,
  fault = null,
  apart = false,
  row = false,
}: Props<Value>) {
  const id = useId();
  return (
    <fieldset className={css.choices} data-apart={apart} data-row={row} data-fault={fault !== null}>
      <legend className="strong">{legend}</legend>
      {fault === null ? null : (
        <p className={css.fault} id={`${id}-fault`}>
          <Icon name="warn" /> {fault}
        </p>
      )}
      <div className={css.list}>
        {choices.map(({ value: each, words, more }) => (
          <label key={each} className={css.choice} data-chosen={value === each}>
            <input
              type="radio"
              name={id}
              value={each}
              checked={value === each}
              aria-describedby={fault === null ? undefined : `${id}-fault`}
              onChange={() => {
                choose(each);
              }}
            />
            <span>
              {words}
              {more === undefined ? null : <span className={css.more}>{more}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
