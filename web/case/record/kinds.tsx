import { TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PossibleFact } from '../../api/generated/types.gen';
import { Icon, type IconName } from '../../kit/icons';
import css from './record.module.css';

const icons: Record<PossibleFact['group'], IconName> = {
  visits: 'pin',
  medicines: 'check',
  tests: 'answer',
  procedures: 'decision',
  psychology: 'people',
  course: 'branch',
  calls: 'phone',
  person: 'gear',
};
const groups = Object.keys(icons) as PossibleFact['group'][];

type Props = {
  facts: readonly PossibleFact[];
  chosen: PossibleFact | null;
  choose: (fact: PossibleFact) => void;
};

/** All that can be recorded now: what is waited for first. Only what the server would take is among it. */
export function Kinds({ facts, chosen, choose }: Props) {
  const { t } = useTranslation('record');
  const [typed, setTyped] = useState('');
  const words = typed.trim().toLocaleLowerCase('en').split(/\s+/);
  const fits = facts.filter(({ title, about }) => {
    const text = `${title} ${about ?? ''}`.toLocaleLowerCase('en');
    return words.every((word) => text.includes(word));
  });
  const [only] = fits;
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
          if (event.key !== 'Enter' || only === undefined) return;
          event.preventDefault();
          choose(only);
        }}
      />
      <Some words={t('expectedNow')} facts={fits.filter(({ expected }) => expected)} chosen={chosen} choose={choose} />
      {groups.map((group) => (
        <Some
          key={group}
          words={t(`groups.${group}`)}
          facts={fits.filter((fact) => fact.group === group && !fact.expected)}
          chosen={chosen}
          choose={choose}
        />
      ))}
      {only === undefined ? <p className={css.none}>{t('nothingFits')}</p> : null}
    </div>
  );
}

function Some({ words, facts, chosen, choose }: Props & { words: string }) {
  if (facts.length === 0) return null;
  return (
    <>
      <h3 className={css.groupName}>{words}</h3>
      <ul>
        {facts.map((fact) => (
          <li key={fact.key}>
            <UnstyledButton
              className={css.kind}
              aria-current={chosen?.key === fact.key ? 'true' : undefined}
              onClick={() => {
                choose(fact);
              }}
            >
              <Icon name={icons[fact.group]} />
              <span className={css.kindName}>
                {fact.title}
                {fact.about === null ? null : <span className={css.kindAbout}>{fact.about}</span>}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}
