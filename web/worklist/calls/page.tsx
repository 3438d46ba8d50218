import { Button, NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries';
import { useClinicNow, useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { useTitle } from '../../app/title';
import { Icon } from '../../kit/icons';
import { Empty, Loaded } from '../../kit/list';
import { AtHand, callsPath } from './list';
import { PrintedCalls } from './printed';
import css from './calls.module.css';
import { owners, useShown } from '../shown';
import type { CallTasks } from '../types';

/** Whom to ring, as a page of its own; on paper a list with room for notes. */
export function Screen() {
  const { t } = useTranslation(['worklist', 'shell', 'kit']);
  const shown = useShown();
  const { staff } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  const calls = useRead<CallTasks>(callsPath(shown.owner));
  const { print, set } = shown;
  const loaded = calls.data !== undefined;
  useTitle(calls.data === undefined ? t('shell:calls') : `${t('shell:calls')} (${String(calls.data.items.length)})`);
  useEffect(() => {
    if (!print || !loaded) return;
    window.print();
    set({ print: undefined });
    // Once for each time it is asked for: the address forgets it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [print, loaded]);
  return (
    <>
      <div className={`${css.title ?? ''} not-printed`}>
        <h1>{t('shell:calls')}</h1>
        <NativeSelect
          aria-label={t('owner')}
          value={shown.owner}
          onChange={(event) => {
            set({ owner: event.currentTarget.value, call: undefined });
          }}
          data={owners
            .filter((each) => each !== 'mine' || staff !== null)
            .map((value) => ({
              value,
              label: t('ownerIs', { owner: { mine: t('ownerMine'), team: t('ownerTeam'), all: t('ownerAll') }[value] }),
            }))}
        />
        <span className={`${css.checked ?? ''} soft`}>
          {calls.data === undefined ? '' : t('checked', { time: dates.time(calls.data.now) })}
        </span>
        <Button
          leftSection={<Icon name="print" />}
          onClick={() => {
            window.print();
          }}
        >
          {t('print')}
        </Button>
      </div>
      <Loaded
        query={calls}
        empty={({ items }) =>
          items.length === 0 ? (
            <Empty title={t('nobodyToRing')}>
              {now === null ? '' : `${t('kit:checked', { time: dates.time(now) })}.`}
            </Empty>
          ) : null
        }
      >
        {({ items }) => (
          <>
            <div className={`${css.page ?? ''} not-printed`}>
              <AtHand
                items={items}
                chosen={shown.call}
                noted
                choose={(call) => {
                  set({ call });
                }}
              />
            </div>
            <PrintedCalls items={items} />
          </>
        )}
      </Loaded>
    </>
  );
}
