import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries';
import { Icon } from '../../kit/icons';
import { Line } from '../../kit/lines';
import { Loaded } from '../../kit/list';
import { Call, Waiting } from './call';
import css from './calls.module.css';
import type { Shown } from '../shown';
import type { CallTask, CallTasks } from '../types';

export const callsPath = (owner: string): string =>
  `/tasks?kind=call&limit=100${owner === 'all' ? '' : `&owner=${owner}`}`;

/** Whom to ring, beside the worklist: one at hand, the others below it in the order they are due. */
export function CallPanel({ shown, close }: { shown: Shown; close: () => void }) {
  const { t } = useTranslation(['worklist', 'shell']);
  const calls = useRead<CallTasks>(callsPath(shown.owner));
  return (
    <section className={`${css.panel ?? ''} not-printed`} aria-labelledby="call-list">
      <div className={css.head}>
        <h2 id="call-list">{t('shell:calls')}</h2>
        <Link to="/calls" search={{ print: '1' }} className={css.print}>
          <Icon name="print" /> {t('print')}
        </Link>
        <ActionIcon variant="transparent" color="gray" aria-label={t('hideCalls')} onClick={close}>
          <Icon name="cross" />
        </ActionIcon>
      </div>
      <Loaded
        query={calls}
        empty={({ items }) => (items.length === 0 ? <p className={css.nobody}>{t('nobodyToRing')}</p> : null)}
      >
        {({ items }) => (
          <AtHand
            items={items}
            chosen={shown.call}
            choose={(call) => {
              shown.set({ call });
            }}
          />
        )}
      </Loaded>
    </section>
  );
}

type Props = {
  noted?: boolean;
  items: CallTask[];
  chosen: string | undefined;
  choose: (id: string | undefined) => void;
};

/** After an outcome the line about it stays until the next call is taken up. */
export function AtHand({ items, chosen, choose, noted = false }: Props) {
  const { t } = useTranslation('worklist');
  const [said, setSaid] = useState<{ words: string; of: CallTask } | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said !== null) place.current?.focus();
  }, [said]);
  const call = items.find(({ id }) => id === chosen) ?? items[0];
  const take = (id: string | undefined) => {
    setSaid(null);
    choose(id);
  };
  return (
    <>
      <div className={css.hand} ref={place} tabIndex={-1}>
        {said === null ? null : (
          <Line
            icon="check"
            action={{
              words: t('nextCall'),
              press: () => {
                take(undefined);
              },
            }}
          >
            <b>{said.words}</b>
          </Line>
        )}
        {said === null && call !== undefined ? (
          <Call
            key={call.id}
            call={call}
            noted={noted}
            said={(words) => {
              setSaid({ words, of: call });
            }}
          />
        ) : null}
      </div>
      <ul className={css.others}>
        {items
          .filter(({ id }) => said !== null || id !== call?.id)
          .filter(({ id }) => id !== said?.of.id)
          .map((each) => (
            <li key={each.id}>
              <Waiting
                call={each}
                press={() => {
                  take(each.id);
                }}
              />
            </li>
          ))}
      </ul>
    </>
  );
}
