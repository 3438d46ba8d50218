import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Phone } from '../../kit/person';
import { useHaveIt } from '../have-it';
import css from './item.module.css';
import type { Item } from '../types';
import type { Closing } from '../close/use-draft';

/** What to do next and the number, under the thumb of whoever holds a phone. */
export function Dock({ item, closing }: { item: Item; closing: Closing }) {
  const { t } = useTranslation('escalations');
  const take = useHaveIt(item);
  const { person, owner, status, may } = item;
  if (status === 'resolved') return null;
  const takes = owner === null && may.acknowledge.may;
  return (
    <div className={`${css.dock ?? ''} docked not-printed`} data-dock>
      {takes ? (
        <Button variant="filled" loading={take.busy} onClick={take.press}>
          {t('haveIt')}
        </Button>
      ) : may.resolve.may ? (
        <Button variant="filled" type="submit" form="closing">
          {t(closing.notReached ? 'notReached' : 'checkAndClose')}
        </Button>
      ) : null}
      {person.phone === null ? null : (
        <Phone number={person.phone.number} words={t('ringName', { name: person.preferredName ?? person.givenName })} />
      )}
    </div>
  );
}
