import type { Given, Page } from './types';
import { Question } from './question';
import css from './together.module.css';

type Props = { page: Page; given: Given; fault: string | null; set: (given: Given) => void };

/** A list that is read out whole: each line is ticked or not, and none of them is said and not taken from silence. */
export function TickList({ page: { lead, items, noneOfThese }, given, fault, set }: Props) {
  const values = Object.values(given);
  const none = values.length > 0 && values.every((value) => value === 0);
  const put = (id: string, value: number) => {
    const others = Object.fromEntries(Object.entries(given).filter(([item, each]) => item !== id && each !== 0));
    set(value === 0 ? others : { ...others, [id]: value });
  };
  return (
    <fieldset className={css.question} data-fault={fault !== null}>
      <legend>{lead}</legend>
      {fault === null ? null : (
        <p className={css.fault} role="alert">
          {fault}
        </p>
      )}
      <div className={css.choices}>
        {items.map((item) =>
          item.options.length > 0 ? (
            <Question
              key={item.id}
              item={item}
              lead={null}
              scale={false}
              value={given[item.id]}
              fault={null}
              set={(value) => {
                put(item.id, value);
              }}
            />
          ) : (
            <Tick
              key={item.id}
              on={given[item.id] === 1}
              words={item.question}
              set={(on) => {
                put(item.id, on ? 1 : 0);
              }}
            />
          ),
        )}
        <Tick
          on={none}
          words={noneOfThese ?? ''}
          set={(on) => {
            set(on ? Object.fromEntries(items.map(({ id }) => [id, 0])) : {});
          }}
        />
      </div>
    </fieldset>
  );
}

const Tick = ({ on, words, set }: { on: boolean; words: string; set: (on: boolean) => void }) => (
  <label className={css.option} data-on={on}>
    <input
      type="checkbox"
      checked={on}
      onChange={(event) => {
        set(event.currentTarget.checked);
      }}
    />
    <span>{words}</span>
  </label>
);
