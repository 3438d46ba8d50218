import { useTranslation } from 'react-i18next';
import { Tag, type TagKind } from '../../kit/marks';

const states = {
  accepted: { word: 'sent', kind: 'good' },
  planned: { word: 'planned', kind: 'waiting' },
  claimed: { word: 'planned', kind: 'waiting' },
  attempting: { word: 'planned', kind: 'waiting' },
  withheld: { word: 'notSent', kind: 'held' },
  superseded: { word: 'notSent', kind: 'held' },
  refused: { word: 'failed', kind: 'failed' },
  failed: { word: 'failed', kind: 'failed' },
  ambiguous: { word: 'notKnown', kind: 'failed' },
} as const satisfies Record<string, { word: string; kind: TagKind }>;

/** A state that is not known here is said to be just that. */
export function State({ state }: { state: string }) {
  const { t } = useTranslation('messages');
  const { word, kind } = state in states ? states[state as keyof typeof states] : states.ambiguous;
  return <Tag kind={kind}>{t(`states.${word}`)}</Tag>;
}
