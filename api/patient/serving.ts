import { isInItem9Window } from '../../src/domain/item-9-window';
import type { Instrument } from '../../src/domain/instrument/types';
import type { CheckInView } from '../../src/storage/check-ins';
import { type FormPage, isDone, savedOn } from './form-pages';

// Which pages may be shown now. A page that was posted is never judged by this: whatever was shown once is taken.

/** Questions that this session has seen already: they stay, or nobody could go back to them. */
export type Seen = ReadonlySet<string>;

/**
 * A form whose answers somebody must be there to read is shown in its window only, up to its last safety question. One
 * that was put off is asked by another check-in, and not here any more.
 */
export function isServed(page: FormPage, view: CheckInView, seen: Seen): boolean {
  const { instrument } = page;
  if (instrument.servedIn === undefined || !hasSafetyAhead(instrument, view)) return true;
  if (seen.has(page.question) || isMine(page, view)) return true;
  return !view.deferred.includes(instrument.id) && isInItem9Window(view.settings, view.now);
}

export function servedPages(pages: FormPage[], view: CheckInView, seen: Seen): FormPage[] {
  return pages.filter((page) => isServed(page, view, seen));
}

/** Forms whose turn it is and which may not be shown now: up to the first question that may be. */
export function heldBack(pages: FormPage[], view: CheckInView, seen: Seen): string[] {
  const open = pages.filter((page) => !isDone(page, view));
  const next = open.findIndex((page) => isServed(page, view, seen));
  const before = open.slice(0, next === -1 ? open.length : next);
  return [...new Set(before.map(({ instrument }) => instrument.id))];
}

function hasSafetyAhead({ id, items }: Instrument, { answers }: CheckInView): boolean {
  return items.some(
    ({ id: item, safety }) =>
      safety !== undefined && !answers.some((answer) => answer.instrument === id && answer.item === item),
  );
}

function isMine(page: FormPage, view: CheckInView): boolean {
  return isDone(page, view) && [...savedOn(page, view).values()].every(({ mine }) => mine);
}
