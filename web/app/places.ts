import type { IconName } from '../kit/icons';
import { useMe } from './me';

type Place = {
  to: '/escalations' | '/worklist' | '/calls' | '/enrol' | '/rota' | '/pathways' | '/operations' | '/audit';
  words: 'escalations' | 'worklist' | 'calls' | 'enrol' | 'rota' | 'pathways' | 'operations' | 'audit';
  icon: IconName;
  /** Whoever may do this sees the place. */
  deed: string;
};

const care: Place[] = [
  { to: '/escalations', words: 'escalations', icon: 'bell', deed: 'see work' },
  { to: '/worklist', words: 'worklist', icon: 'list', deed: 'see patients' },
  { to: '/calls', words: 'calls', icon: 'phone', deed: 'see patients' },
  { to: '/enrol', words: 'enrol', icon: 'plus', deed: 'enrol patients' },
];
const clinic: Place[] = [
  { to: '/rota', words: 'rota', icon: 'calendar', deed: 'see the clinic' },
  { to: '/pathways', words: 'pathways', icon: 'branch', deed: 'see the clinic' },
  { to: '/operations', words: 'operations', icon: 'pulse', deed: 'see the clinic' },
  { to: '/audit', words: 'audit', icon: 'eye', deed: 'see the audit' },
];

/** The places of whoever is signed in. */
export function usePlaces(): { care: Place[]; clinic: Place[] } {
  const { may } = useMe();
  const allowed = (places: Place[]) => places.filter(({ deed }) => may.includes(deed));
  return { care: allowed(care), clinic: allowed(clinic) };
}
