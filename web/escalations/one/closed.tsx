import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Unsaved } from '../../case/copy';
import { Part, Sheet } from '../../kit/lines';
import css from './item.module.css';
import type { Item } from '../types';
import { useItemWords } from '../words';

/** What came of it: who said so, when, and with whom it was spoken. `written`: a note of whoever was not the first. */
export function Closed({ item, written }: { item: Item; written: string }) {
  const { t } = useTranslation('escalations');
  const { t: kit } = useTranslation('kit');
  const words = useItemWords();
  const said = (outcome: string | null) =>
    item.outcomes.find((each) => each.outcome === outcome)?.words ?? outcome ?? kit('notKnown');
  return (
    <Sheet label={t('whatCame')} className={css.panel ?? ''}>
      {item.signals.map((signal) => (
        <Part key={signal.id} label={signal.said === null ? signal.words : `“${signal.said.question}”`}>
          <p className="strong">{said(signal.outcome)}</p>
          {signal.contactAt === null ? null : (
            <p className="soft">
              {t('spokeAt', { name: signal.spokeWith ?? item.person.givenName, time: words.near(signal.contactAt) })}
            </p>
          )}
        </Part>
      ))}
      <Part label={t('note')}>
        <p>{item.note ?? t('noNote')}</p>
      </Part>
      <Unsaved text={written} saved={item.note} />
      <Part>
        <Button className="touch" renderRoot={(props) => <Link {...props} to="/escalations" />}>
          {t('toList')}
        </Button>
      </Part>
    </Sheet>
  );
}
