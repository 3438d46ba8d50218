import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import { Part, WhyNot } from '../../kit/lines';
import css from './item.module.css';
import type { Item } from '../types';
import { useItemWords } from '../words';

type Steps = NonNullable<Item['noContact']>;

/** What is done about somebody whom nobody could reach, to be ticked; whoever comes next sees what was done. */
export function NoContact({ item, steps }: { item: Item; steps: Steps }) {
  const { t } = useTranslation('escalations');
  const { t: kit } = useTranslation('kit');
  const words = useItemWords();
  const act = useAct<{ step: string; done: boolean }>(`/escalations/${item.id}/no-contact-steps`);
  // A tick is seen at once; that it is being kept is known a moment later.
  const [ticked, setTicked] = useState<{ step: string; done: boolean } | null>(null);
  const shown = ticked ?? (act.isPending ? act.variables : null);
  const isDone = ({ step, doneAt }: Steps[number]) => (shown?.step === step ? shown.done : doneAt !== null);
  const kept = () => {
    setTicked(null);
  };
  return (
    <Part label={t('noContact')}>
      <ol className={css.steps}>
        {steps.map((each) => {
          const { step, words: says, why, doneAt, by } = each;
          return (
            <li key={step}>
              {why === null ? (
                <Checkbox
                  label={says}
                  checked={isDone(each)}
                  description={
                    doneAt === null
                      ? undefined
                      : t('stepDone', { time: words.near(doneAt), name: by ?? kit('notKnown') })
                  }
                  onChange={(event) => {
                    const tick = { step, done: event.currentTarget.checked };
                    setTicked(tick);
                    act.mutate(tick, { onSuccess: kept, onError: kept });
                  }}
                />
              ) : (
                <p className="soft">
                  {says} <b>{why}</b>
                </p>
              )}
            </li>
          );
        })}
      </ol>
      <WhyNot error={act.error} />
    </Part>
  );
}
