import type { Request, Response } from 'express';
import type { ClinicSettings } from '../../src/domain/words/clinic';
import type { CheckInView, PatientSession } from '../../src/storage/check-in/check-ins';
import { type FormPage, formPages } from './form-pages';
import { type PatientDeps, type Seen, servedPages } from '../patient/serving';
import { seenPages, sessionOf } from '../patient/cookies';
import { sendNoSession } from '../patient/session-notices';
import { standing } from './standing';

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

/** The check-in that the cookie opens, as this session may see it. */
export type OpenForm = {
  view: CheckInView;
  /** Those that may be shown now, in order. */
  pages: FormPage[];
  /** With those that may not. */
  all: FormPage[];
  seen: Seen;
  standing: ReturnType<typeof standing>;
};

/** Finds the form of a session, or answers that the link must be opened again and returns null. */
export async function openForm(
  deps: PatientDeps,
  recent: RecentForms,
  req: Request,
  res: Response,
): Promise<OpenForm | null> {
  const { store } = deps;
  const session = sessionOf(req);
  const view = session === null ? null : await store.checkIns.readCheckIn(store.db, session, session.tokenHash);
  if (view === null || session === null) {
    await sendNoSession(deps, req, res);
    return null;
  }
  recent.remember(session, view);
  const seen = seenPages(req);
  const all = formPages(view, deps.rules(view.pathway, view.settings).instruments);
  return { view, pages: servedPages(all, view, seen), all, seen, standing: standing(view, view.now) };
}

/**
 * Whether a form came from our own page. Browsers say so in Sec-Fetch-Site, older ones in Origin; what sends neither is
 * no browser and carries nobody else's cookie (which is SameSite besides).
 */
export function isOwnForm(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (origin === undefined) return true;
  // Start is posted from a page without referrer, hence with `Origin: null`; its address holds the secret.
  if (origin === 'null') return req.originalUrl.startsWith('/go/');
  return origin === new URL(publicUrl).origin || origin === `${req.protocol}://${req.get('host') ?? ''}`;
}
