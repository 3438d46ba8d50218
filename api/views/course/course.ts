import { localDateAt } from '../../../src/domain/calendar/calendar';
import { stageOf } from '../../../src/domain/pathway/lookup';
import type { Rules } from '../../../src/domain/step/rules';
import { checkInWords } from '../../../src/domain/telling/check-in-words';
import { dayText } from '../../../src/domain/telling/english';
import { explain } from '../../../src/domain/telling/explain';
import { nowCard } from '../../../src/domain/telling/now';
import { positionOf, trackTitle } from '../../../src/domain/telling/position';
import { waitingFor, waitingText } from '../../../src/domain/telling/summary';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { LATE_DAYS } from '../../answering/standing';
import { iso, isoOrNull } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import type { Principal } from '../../middleware/principal';
import { showOpenedBy } from '../opened-by';
import { showPerson } from '../person';
import { rulesOf, stateOf, theEnrolment } from './standing';
import { withTexts } from '../texts';

type Told = { tracks: object[]; next: object[]; now: object | null };

const nothing: Told = { tracks: [], next: [], now: null };

/** Nothing, where the core cannot say: what the rows know is shown all the same. */
function whatIsSaid(rules: Rules, state: EnrolmentState, now: number): Told {
  try {
    const tracks = tracksOf(rules, state);
    return { tracks, next: explain(rules, state, now).next, now: nowCard(rules, state, now) };
  } catch {
    return nothing;
  }
}

/** Each track with its stage in words, and with what it waits for as data and as words. */
function tracksOf(rules: Rules, state: EnrolmentState): object[] {
  const day = (at: number): string => dayText(localDateAt(state.reach.timeZone, at));
  return waitingFor(rules, state).map(({ waitingFor: waiting, ...place }) => ({
    ...place,
    title: trackTitle(place.track),
    stageTitle: stageOf(rules, place).title,
    position: positionOf(rules, place),
    waitingFor: { ...waiting, words: waitingText(waiting, day) },
  }));
}

/** Where one patient stands, in words and as data. */
export async function showEnrolment(deps: ApiDeps, reader: Principal, id: string) {
  const { store } = deps;
  const found = await theEnrolment(deps, reader.clinicId, id);
  const [{ rules: pinned, now }, person, scores, openEscalation, answerable, openedBy] = await Promise.all([
    rulesOf(deps, found),
    store.people.personOf(store.db, found.patientId),
    store.enrolments.newestScores(store.db, id),
    store.enrolments.unresolvedEscalation(store.db, found.patientId),
    store.checkIns.answerableOf(store.db, id, LATE_DAYS),
    showOpenedBy(deps, reader, '/enrolments/:id', id),
  ]);
  const { state, rules, status } = await stateOf(deps, pinned, found);
  const told = state === null ? nothing : whatIsSaid(rules, state, now);
  const { id: pathwayId, version, title } = rules.pathway;
  return {
    id,
    patientId: found.patientId,
    person: showPerson(person),
    previousId: found.previousId,
    status,
    pathway: { id: pathwayId, version, title },
    startedAt: iso(found.createdAt),
    endedAt: isoOrNull(found.endedAt),
    now: withTexts(told.now),
    tracks: withTexts(told.tracks),
    scores: scores.map((score) => ({ ...score, at: iso(score.at) })),
    next: withTexts(told.next),
    openEscalation,
    openCheckIn: answerable && {
      id: answerable.id,
      title: checkInWords(answerable.key),
      closesAt: iso(answerable.closesAt),
    },
    openedBy,
  };
}
