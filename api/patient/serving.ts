import { isInItem9Window } from '../../src/domain/check-ins/deferred';
import { isShownNow, type Opened } from '../../src/domain/instrument/pages';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { type FormPage, isDone, savedOn } from '../answering/form-pages';
import type { ApiDeps } from '../deps';

// Which pages may be shown now. A page that was posted is never judged by this: whatever was shown once is taken.

/** Questions that this session has seen already: they stay, or nobody could go back to them. */
export type Seen = ReadonlySet<string>;

/** A check-in as it stands at this moment: what the start page, the pages and the mails go by. */
export const openedNow = (view: CheckInView): Opened => ({
  ...view,
  isWatched: isInItem9Window(view.settings, view.now),
});

/** What this session has seen of a form, or answered itself, stays. */
export function isServed(page: FormPage, view: CheckInView, seen: Seen, opened = openedNow(view)): boolean {
  return isShownNow(page.instrument, opened) || seen.has(page.question) || isMine(page, view);
}

export function servedPages(pages: FormPage[], view: CheckInView, seen: Seen): FormPage[] {
  const opened = openedNow(view);
  return pages.filter((page) => isServed(page, view, seen, opened));
}

/** Forms whose turn it is and which may not be shown now: up to the first question that may be. */
export function heldBack(pages: FormPage[], view: CheckInView, seen: Seen): string[] {
  const open = pages.filter((page) => !isDone(page, view));
  const opened = openedNow(view);
  const next = open.findIndex((page) => isServed(page, view, seen, opened));
  const before = open.slice(0, next === -1 ? open.length : next);
  return [...new Set(before.map(({ instrument }) => instrument.id))];
}

function isMine(page: FormPage, view: CheckInView): boolean {
  return isDone(page, view) && [...savedOn(page, view).values()].every(({ mine }) => mine);
}

/** What the patient's pages need of the house. */
export type PatientDeps = Pick<ApiDeps, 'store' | 'rules' | 'catalogue' | 'engine' | 'log' | 'appointmentFile'> & {
  config: Pick<ApiDeps['config'], 'publicUrl'>;
};
