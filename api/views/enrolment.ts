import { explain } from '../../src/domain/telling/explain';
import type { Page } from '../../src/storage/tx/fragments';
import { cursorAfter, iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';
import { showMedicines } from './medicine';
import { standingOf, theEnrolment } from './course/standing';
import { withTexts } from './texts';

export async function showScores(deps: ApiDeps, clinicId: string, id: string, page: Page) {
  await theEnrolment(deps, clinicId, id);
  const rows = await deps.store.enrolments.scoresOf(deps.store.db, id, page);
  return {
    items: rows.map(({ instrument, value, at, checkInId }) => ({ instrument, value, at: iso(at), checkInId })),
    nextCursor: cursorAfter(rows, page, (row) => row.at),
  };
}

export async function showExplanation(
  deps: ApiDeps,
  { clinicId, role }: Pick<Principal, 'clinicId' | 'role'>,
  id: string,
): Promise<object> {
  const { rules, state, now } = await standingOf(deps, clinicId, id);
  const medicines = await showMedicines(deps, role, { rules, state, now, enrolmentId: id });
  const corrections = await deps.store.timeline.correctedFacts(deps.store.db, id);
  const said = { ...explain(rules, state, now), corrections };
  return { ...(withTexts(said) as object), ...(medicines ? { medicines } : {}) };
}
