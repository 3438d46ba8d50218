import { useMemo, useSyncExternalStore } from 'react';
import { onBack, touches } from '../api/touches';
import { useClinicTimeOf } from './clock';

/**
 * When somebody who left this page open and came back had last touched it, by the clinic's clock; null: they have not been
 * away. It stays until they have been away again.
 */
export function useBackSince(): string | null {
  const since = useSyncExternalStore(onBack, () => touches().backSince);
  const clinicTimeOf = useClinicTimeOf();
  // The clock runs on; what it was then does not change.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => (since === null ? null : new Date(Math.floor(clinicTimeOf(since))).toISOString()), [since]);
}
