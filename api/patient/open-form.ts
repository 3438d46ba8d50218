import type { Request, Response } from 'express';
import type { CheckInView } from '../../src/storage/check-ins';
import { type FormPage, formPages } from './form-pages';
import type { PatientDeps } from './patient-deps';
import type { RecentForms } from './recent-forms';
import { seenPages } from './seen-pages';
import { type Seen, servedPages } from './serving';
import { sessionOf } from './session-cookie';
import { sendNoSession } from './session-notices';
import { standing } from './standing';

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
