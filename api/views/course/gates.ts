import { facts } from '../../../src/domain/facts/table';
import { openQuestions } from '../../../src/domain/telling/open-questions';
import { may, whoMay } from '../../../src/domain/words/authority';
import { iso, isoOrNull } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import type { Principal } from '../../middleware/principal';
import { showOpenedBy } from '../opened-by';
import { standingOf, theEnrolment } from './standing';

const TOLD = 'No mail tells the patient of the decision. What they are asked next is planned by the stage it leads to.';

/** The open questions of one enrolment, each with all that its answers lead to. */
export async function showGates(deps: ApiDeps, reader: Principal, id: string): Promise<object> {
  const { store } = deps;
  const { rules, state, now } = await standingOf(deps, reader.clinicId, id);
  const [ids, openedBy] = await Promise.all([
    store.gates.openGateIds(store.db, id),
    showOpenedBy(deps, reader, '/enrolments/:id/gates', id),
  ]);
  const right = facts['decision.made'].who;
  const why = may(right, reader) ? null : `It is for: ${whoMay(right)}.`;
  return {
    now: iso(now),
    items: openQuestions(rules, state, now).map(({ openedAt, answerBy, inputs, news, ...question }) => ({
      id: ids.get(question.key) ?? null,
      ...question,
      openedAt: iso(openedAt),
      answerBy: iso(answerBy),
      inputs: inputs.map(({ at, ...input }) => ({ ...input, ...(at === undefined ? {} : { at: iso(at) }) })),
      news: news.map(({ words, at }) => ({ words, at: iso(at) })),
      reasonRequired: true,
      evidence: `/api/v1/enrolments/${id}/evidence`,
      told: TOLD,
      undoMinutes: rules.clinic.undoMinutes,
      decide: { may: why === null, why },
    })),
    openedBy,
  };
}

/** Who was responsible for the patient at an instant; now, where none is asked about. */
export async function showResponsibility(deps: ApiDeps, clinicId: string, id: string, asked?: number): Promise<object> {
  const { store } = deps;
  const found = await theEnrolment(deps, clinicId, id);
  const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
  const at = asked ?? now;
  const { responsible, nobody } = await store.responsible.responsibleAt(store.db, found, settings, at);
  return {
    at: iso(at),
    responsible: responsible.map((person) => ({ ...person, until: isoOrNull(person.until) })),
    nobody,
  };
}
