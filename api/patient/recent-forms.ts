import type { CheckInView } from '../../src/storage/check-ins';

const KEPT = 2000;

/**
 * The forms that were shown last, by session: when the database is away, a worrying answer still gets its help page
 * from here. Never used to save or to show an answer.
 */
export function createRecentForms() {
  const forms = new Map<string, CheckInView>();
  return {
    remember(tokenHash: Buffer, view: CheckInView): void {
      const key = tokenHash.toString('hex');
      forms.delete(key);
      forms.set(key, { ...view, answers: [] });
      const oldest = forms.keys().next();
      if (forms.size > KEPT && !oldest.done) forms.delete(oldest.value);
    },
    recall: (tokenHash: Buffer): CheckInView | null => forms.get(tokenHash.toString('hex')) ?? null,
  };
}

export type RecentForms = ReturnType<typeof createRecentForms>;
