import type { ClinicSettings } from '../../src/domain/words/clinic';
import type { CheckInView, PatientSession } from '../../src/storage/check-in/check-ins';

const KEPT = 2000;

/**
 * The forms that were shown last, by session: when the database is away, a worrying answer still gets its help page
 * from here. Never used to save or to show an answer.
 */
export function createRecentForms() {
  const forms = new Map<string, CheckInView>();
  let clinic: ClinicSettings | null = null;
  let several = false;
  return {
    /** The clinic of all forms that were ever shown; null where they were of several, or nothing was shown yet. */
    onlyClinic: (): ClinicSettings | null => (several ? null : clinic),
    remember({ tokenHash }: PatientSession, view: CheckInView): void {
      several ||= clinic !== null && clinic.publicName !== view.settings.publicName;
      clinic = view.settings;
      const key = tokenHash.toString('hex');
      forms.delete(key);
      forms.set(key, { ...view, answers: [] });
      const oldest = forms.keys().next();
      if (forms.size > KEPT && !oldest.done) forms.delete(oldest.value);
    },
    recall({ tokenHash, checkInId }: PatientSession): CheckInView | null {
      const view = forms.get(tokenHash.toString('hex'));
      return view?.id === checkInId ? view : null;
    },
  };
}

export type RecentForms = ReturnType<typeof createRecentForms>;
