import { answersTold } from '../../../src/domain/telling/answers/answers';
import { checkInWords, howTaken, statusWords } from '../../../src/domain/telling/check-in-words';
import { DomainError } from '../../../src/domain/words/error';
import type { AnsweredCheckIn, AnswersMoved } from '../../../src/storage/check-in/read-answers';
import { iso, isoOrNull } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import { showPerson } from '../person';
import { withTexts } from '../texts';

/** One check-in as its patient read it, with what was answered, how it came, and what became of it since. */
export async function showAnswers(deps: ApiDeps, clinicId: string, id: string) {
  const { store, catalogue } = deps;
  const found = await store.answered.answeredCheckIn(store.db, clinicId, id);
  if (found === null) throw new DomainError('not-found', 'There is no such check-in in this clinic.');
  const [person, { now }] = await Promise.all([
    store.people.personOf(store.db, found.patientId),
    store.clinics.readClinic(store.db, clinicId),
  ]);
  const notAsked = found.status === 'not-asked' || found.status === 'cancelled' || found.status === 'superseded';
  const forms = answersTold({ ...found, notAsked: notAsked || found.opensAt > now }, catalogue.instruments);
  return {
    id: found.id,
    enrolmentId: found.enrolmentId,
    title: checkInWords(found.key),
    opensAt: iso(found.opensAt),
    closesAt: iso(found.closesAt),
    status: found.status,
    words: statusWords({ ...found, begun: found.rows.length > 0 }, now),
    person: showPerson(person),
    askedAt: isoOrNull(found.askedAt),
    sentAt: isoOrNull(found.sentAt),
    late: found.fact?.late === true || found.rows.some(({ late }) => late),
    how: howOf(found),
    moves: found.moves.map((move) => ({ ...move, at: iso(move.at), words: movedWords(move) })),
    forms: withTexts(forms),
  };
}

function howOf({ fact, rows }: AnsweredCheckIn) {
  const last = rows.at(-1);
  if (last === undefined) return null;
  const taken = fact?.taken ?? null;
  const by = taken === null ? null : (fact?.by ?? null);
  const mode = taken === null ? 'link' : taken.by === 'paper' ? 'paper' : 'phone';
  const mixed = taken !== null && rows.some(({ byLink }) => byLink);
  return {
    mode,
    proxy: taken?.from === 'proxy',
    by,
    at: iso(fact?.at ?? last.at),
    words: howTaken({ taken, by, mixed }),
  };
}

function movedWords({ what, by, confirmedBy }: AnswersMoved): string {
  if (what === 'proposed')
    return `${by} says that these answers belong to another patient; a second person has not confirmed it.`;
  const who = confirmedBy === null ? by : `${by}, confirmed by ${confirmedBy}`;
  return what === 'moved-here'
    ? `These answers were given under another patient’s link and moved here (${who}).`
    : `The answers given here belonged to another patient and were moved there (${who}).`;
}
