import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me';
import { WhyNot } from '../../kit/lines';
import { Countdown, Owner, TierMark } from '../../kit/marks';
import { HandOver } from './hand-over';
import { useHaveIt } from '../have-it';
import { PutOff } from './put-off';
import css from './strip.module.css';
import type { AnyItem } from '../types';
import { useItemWords } from '../words';

/** How long there is, who is told next, who has it. Red and filled as long as somebody is needed now and nobody has it. */
export function Strip({ item }: { item: AnyItem }) {
  const { staff } = useMe();
  const words = useItemWords();
  const mine = item.owner !== null && item.owner.id === staff?.id;
  const late = item.owner === null && 'person' in item && words.isOverdue(item);
  const state = item.status === 'resolved' ? 'closed' : item.owner === null ? 'free' : mine ? 'mine' : 'theirs';
  const strip = useRef<HTMLElement>(null);
  const before = useRef(state);
  useEffect(() => {
    // The button that was pressed is gone: go on from here.
    if (before.current === 'free' && state === 'mine' && document.activeElement === document.body)
      strip.current?.focus({ preventScroll: true });
    before.current = state;
  }, [state]);
  return (
    <section ref={strip} tabIndex={-1} className={css.strip} data-state={state} data-tier={item.tier} data-late={late}>
      {state === 'free' ? <Free item={item} /> : state === 'closed' ? <Ended item={item} /> : <Held item={item} />}
    </section>
  );
}

function Free({ item }: { item: AnyItem }) {
  const { t } = useTranslation('escalations');
  const take = useHaveIt(item);
  const words = useItemWords();
  const full = 'person' in item ? item : null;
  const mayTake = full === null || full.may.acknowledge.may;
  return (
    <>
      {full?.window == null ? null : (
        <span className={css.figure}>
          <Countdown startedAt={full.window.startedAt} endsAt={full.window.endsAt} size="big" />
        </span>
      )}
      <p className={css.text}>
        <TierMark tier={item.tier} />{' '}
        {full === null ? null : words.isOverdue(full) ? (
          <>
            {t('nobodyAnswered')} {sentence(words.toldWhom(full))}{' '}
            {full.next === null ? null : sentence(full.next.words)}
          </>
        ) : (
          <>
            {words.byWhen(full)} {t('nobodyHasIt')}
          </>
        )}
        {full?.receivedUnstaffed === true ? ` ${t('receivedUnstaffed')}` : null}
      </p>
      {mayTake ? (
        <Button className={`${css.take ?? ''} not-printed`} loading={take.busy} onClick={take.press}>
          {t('haveIt')}
        </Button>
      ) : (
        <span className={css.text}>{full.may.acknowledge.why}</span>
      )}
      <WhyNot error={take.error} again={take.press} />
    </>
  );
}

const sentence = (words: string) =>
  `${words.charAt(0).toLocaleUpperCase('en')}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

function Held({ item }: { item: AnyItem }) {
  const { t } = useTranslation('escalations');
  const { staff } = useMe();
  const words = useItemWords();
  const take = useHaveIt(item);
  const full = 'person' in item ? item : null;
  const mine = item.owner?.id === staff?.id;
  const holding = full?.holding ?? null;
  const until = full?.ownedUntil == null ? null : words.near(full.ownedUntil);
  return (
    <>
      <div className={css.text}>
        <p>
          <Owner owner={item.owner} until={until} />
        </p>
        {holding === null ? null : (
          <p className="soft">
            {t(`holding.${holding.what}`, { time: words.near(holding.at), name: holding.by ?? t('somebody') })}
            {holding.reason === null ? '' : `: “${holding.reason}”`} · {t('ringsAgain')}
          </p>
        )}
      </div>
      <span className={`${css.tools ?? ''} not-printed`}>
        {full === null ? null : <HandOver item={full} />}
        {full === null || item.tier === 'now' ? null : <PutOff item={full} />}
        {mine || full?.may.acknowledge.may === false ? null : (
          <Button loading={take.busy} onClick={take.press}>
            {t('takeOver')}
          </Button>
        )}
      </span>
      <WhyNot error={take.error} again={take.press} />
    </>
  );
}

function Ended({ item }: { item: AnyItem }) {
  const { t } = useTranslation('escalations');
  const { t: kit } = useTranslation('kit');
  const words = useItemWords();
  const by = 'person' in item ? (item.resolvedBy?.name ?? kit('notKnown')) : kit('notKnown');
  return (
    <p className={css.text}>
      <b>{t('closedBy', { time: item.resolvedAt === null ? '' : words.near(item.resolvedAt), name: by })}</b>
    </p>
  );
}
