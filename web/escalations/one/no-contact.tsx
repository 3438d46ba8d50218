import { Checkbox } from '@mantine/core';
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
  const isDone = ({ step, doneAt }: Steps[number]) =>
    act.isPending && act.variables.step === step ? act.variables.done : doneAt !== null;
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
                    act.mutate({ step, done: event.currentTarget.checked });
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
