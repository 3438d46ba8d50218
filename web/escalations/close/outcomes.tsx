import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choices } from '../../kit/choices';
import css from '../one/item.module.css';
import type { Item, Outcome } from '../types';
import type { Closing } from './use-draft';

/** What came of it: one answer for all signs, or one for each. */
export function Outcomes({ item, closing }: { item: Item; closing: Closing }) {
  const { t } = useTranslation('escalations');
  const { draft, set, of, faults } = closing;
  const choices = item.outcomes.map(({ outcome, words, hint }) => ({
    value: outcome,
    words,
    ...(hint === null ? {} : { more: hint }),
  }));
  const lacking = faults.includes('outcome');
  const choose = (key: string) => (outcome: Outcome) => {
    set({ outcomes: { ...draft.outcomes, [key]: outcome } });
  };
  const many = item.signals.length > 1;
  if (!draft.apart)
    return (
      <Choices
        legend={
          <span className={css.legend}>
            {t('cameOfAll', { count: item.signals.length })}
            {many ? (
              <Button
                size="compact-sm"
                onClick={() => {
                  // What was said of all of them stands for each until it is changed.
                  const all = draft.outcomes[''];
                  set({
                    apart: true,
                    outcomes: all === undefined ? {} : Object.fromEntries(item.signals.map(({ id }) => [id, all])),
                  });
                }}
              >
                {t('apart')}
              </Button>
            ) : null}
          </span>
        }
        choices={choices}
        value={of('')}
        choose={choose('')}
        fault={lacking ? t('fault.outcome') : null}
      />
    );
  return (
    <div className={css.each}>
      {item.signals.map((signal) => (
        <Choices
          key={signal.id}
          legend={signal.said === null ? signal.words : `“${signal.said.question}”`}
          choices={choices}
          value={of(signal.id)}
          choose={choose(signal.id)}
          fault={lacking && of(signal.id) === null ? t('fault.outcome') : null}
        />
      ))}
      <Button
        size="compact-sm"
        onClick={() => {
          set({ apart: false, outcomes: {} });
        }}
      >
        {t('together')}
      </Button>
    </div>
  );
}
