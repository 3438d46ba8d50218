import { seriesOf } from '../../../src/domain/telling/series/series';
import type { ApiDeps } from '../../deps';
import { standingOf } from './standing';
import { withTexts } from '../texts';

/** The course of every score of one patient, with what may have changed it. */
export async function showSeries(deps: ApiDeps, clinicId: string, id: string): Promise<object> {
  const { found, rules, state, now } = await standingOf(deps, clinicId, id);
  const rows = await deps.store.series.seriesRows(deps.store.db, found);
  return withTexts(seriesOf({ rules, state, now, enrolment: id, ...rows })) as object;
}
