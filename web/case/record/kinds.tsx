import { TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { Icon, type IconName } from '../../kit/icons';
import type { Fact, Possible } from '../types';
import css from './record.module.css';

const icons: Record<Fact['group'], IconName> = {
  attendance: 'pin',
  medicine: 'check',
  result: 'answer',
  call: 'phone',
  decision: 'decision',
  pause: 'pause',
  other: 'list',
};

/** A fact is told from others of its type by when it is planned for. */
export const keyOf = (fact: Fact): string => `${fact.type} ${fact.label} ${fact.at ?? ''}`;

type Props = { possible: Possible; chosen: Fact | null; choose: (fact: Fact) => void };

/** All that can be recorded now: what is expected first. Only what the server would accept is among it. */
export function Kinds({ possible, chosen, choose }: Props) {
  const { t } = useTranslation('case');
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase('en');
  const fits = (facts: Fact[]) =>
    facts.filter(({ label, words }) => `${label} ${words}`.toLocaleLowerCase('en').includes(wanted));
  const [expected, anytime] = [fits(possible.expected), fits(possible.anytime)];
  const [only] = [...expected, ...anytime];
  return (
    <div className={css.kinds}>
      <TextInput
        data-autofocus
        aria-label={t('typeWhat')}
        placeholder={t('typeWhat')}
        value={typed}
        autoComplete="off"
        leftSection={<Icon name="search" />}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && only !== undefined) choose(only);
        }}
      />
      <Group words={t('expectedNow')} facts={expected} chosen={chosen} choose={choose} />
      <Group words={t('anyTime')} facts={anytime} chosen={chosen} choose={choose} />
      {only === undefined ? <p className={css.none}>{t('nothingFits')}</p> : null}
    </div>
  );
}

function Group({ words, facts, chosen, choose }: { words: string; facts: Fact[] } & Omit<Props, 'possible'>) {
  const dates = useDates();
  const now = useClinicNow();
  if (facts.length === 0) return null;
  return (
    <>
      <h3 className={css.groupName}>{words}</h3>
      <ul>
        {facts.map((fact) => (
          <li key={keyOf(fact)}>
            <UnstyledButton
              className={css.kind}
              aria-current={chosen !== null && keyOf(chosen) === keyOf(fact) ? 'true' : undefined}
              onClick={() => {
                choose(fact);
              }}
            >
              <Icon name={icons[fact.group]} />
              <span className={css.kindName}>{fact.label}</span>
              {fact.at ? <span className={css.kindAt}>{dates.near(fact.at, now)}</span> : null}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}
