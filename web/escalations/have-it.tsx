import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../api/queries';
import { WhyNot } from '../kit/lines';
import type { AnyItem, Item } from './types';

/** "I have it": from now on nobody else is woken, until the acknowledgement ends. */
export function useHaveIt({ id, revision }: Pick<Item, 'id' | 'revision'>) {
  const act = useAct<{ revision: number }>(`/escalations/${id}/acknowledgement`);
  return {
    press: () => {
      act.mutate({ revision });
    },
    busy: act.isPending,
    error: act.error,
  };
}

/** What to do with a row: take it on, or open it. Whoever took it on from here stays where they were. */
export function RowAct({ item, urgent = false }: { item: AnyItem; urgent?: boolean }) {
  const { t } = useTranslation('escalations');
  const take = useHaveIt(item);
  const open = useRef<HTMLButtonElement>(null);
  const pressed = useRef(false);
  const mayTake = !('may' in item) || item.may.acknowledge.may;
  // What is read once a day is opened, and not taken on unread.
  const isFree = item.owner === null && item.status === 'open' && item.tier !== 'digest' && mayTake;
  useEffect(() => {
    if (isFree || !pressed.current) return;
    pressed.current = false;
    open.current?.focus();
  }, [isFree]);
  return (
    <>
      {isFree ? (
        <Button
          {...(urgent ? { variant: 'filled' } : { size: 'xs' })}
          loading={take.busy}
          onClick={() => {
            pressed.current = true;
            take.press();
          }}
        >
          {t('haveIt')}
        </Button>
      ) : (
        <Button
          ref={open}
          className="touch"
          renderRoot={(props) => <Link {...props} to="/escalations/$id" params={{ id: item.id }} />}
          {...(urgent ? {} : { size: 'xs' })}
        >
          {t('kind' in item && item.kind === 'gate' ? 'decide' : 'open')}
        </Button>
      )}
      <WhyNot error={take.error} again={take.press} />
    </>
  );
}
