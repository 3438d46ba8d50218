import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import { WhyNot } from '../../kit/lines';
import { Phone } from '../../kit/person';
import css from './item.module.css';
import type { Item } from '../types';
import { useItemWords } from '../words';

const outcomes = ['reached', 'no-answer', 'voicemail', 'wrong-number'] as const;
type Attempt = { how: 'rang'; outcome: (typeof outcomes)[number] };

/** Whom to ring, what was tried, and whom else. That somebody rang is known because they say so. */
export function Ring({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const { t: kit } = useTranslation('kit');
  const words = useItemWords();
  const act = useAct<Attempt>(`/escalations/${item.id}/contact-attempts`);
  const { person, tries, emergencyContact } = item;
  const last = tries.at(-1);
  return (
    <div className={css.ring}>
      {person.phone === null ? (
        <p>
          <b>{kit('noPhone')}</b>
        </p>
      ) : (
        <p className={css.number}>
          <Phone number={person.phone.number} words={person.preferredName ?? person.givenName} />
          {person.bestTime === null ? null : <span className="soft">{t('best', { when: person.bestTime })}</span>}
        </p>
      )}
      <div className={`${css.tries ?? ''} not-printed`} role="group" aria-label={t('whatCame')}>
        {outcomes.map((outcome) => (
          <Button
            key={outcome}
            size="xs"
            loading={act.isPending && act.variables.outcome === outcome}
            onClick={() => {
              act.mutate({ how: 'rang', outcome });
            }}
          >
            {t(`tried.${outcome}`)}
          </Button>
        ))}
      </div>
      <WhyNot error={act.error} />
      <p className="soft">
        <span role="status">
          {last === undefined
            ? t('notTried')
            : t('triedLast', {
                count: tries.length,
                outcome: t(`tried.${last.outcome}`),
                time: words.near(last.at),
                name: last.by ?? kit('notKnown'),
              })}
        </span>{' '}
        {emergencyContact === null ? (
          t('noContactKnown')
        ) : (
          <>
            {t('ifNoAnswer')} {[emergencyContact.relation, emergencyContact.name].filter(Boolean).join(' ')}{' '}
            <a className="whole touch" href={`tel:${emergencyContact.phone.replaceAll(/[^+\d]/g, '')}`}>
              {emergencyContact.phone}
            </a>
            , {t(emergencyContact.mayDiscuss ? 'mayBeTold' : 'mayNotBeTold')}
          </>
        )}
      </p>
    </div>
  );
}
