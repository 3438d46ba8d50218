import { knownRules } from '../../../src/domain/instrument/left-blank';
import { AS_USUAL } from '../../../src/domain/instrument/range';
import type { Item } from '../../../src/domain/instrument/types';
import { scaleWords } from '../../../src/domain/telling/answers/answers';
import { callScript } from '../../../src/domain/telling/call-script';
import { checkInWords, statusWords } from '../../../src/domain/telling/check-in-words';
import { DomainError } from '../../../src/domain/words/error';
import type { CheckInView } from '../../../src/storage/check-in/check-ins';
import { type FormPage, formPages, isDone, savedOn } from '../../answering/form-pages';
import { standing, whyNoAnswers } from '../../answering/standing';
import { iso } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import type { Principal } from '../../middleware/principal';
import { knownWords, stemAndRecall } from '../../patient/question-view';
import { showPerson } from '../person';

/**
 * The questions of a check-in for somebody who reads them out, or copies them from paper: the pages of the patient, in
 * their order and under their conditions. A form that is shown only while somebody is there to read it is among them.
 */
export async function showForm(deps: ApiDeps, { clinicId, name }: Principal, id: string) {
  const { store } = deps;
  const found = await store.responseMoves.findCheckIn(store.db, clinicId, id);
  const view = found === null ? null : await store.checkIns.readCheckIn(store.db, { checkInId: id }, null);
  if (view === null) throw new DomainError('not-found', 'There is no such check-in in this clinic.');
  const person = showPerson(await store.people.personOf(store.db, view.patientId));
  const pages = formPages(view, deps.rules(view.pathway, view.settings).instruments);
  const refused = whyNoAnswers(view);
  const late = standing(view, view.now) === 'late';
  const open = pages.filter((page) => !isDone(page, view));
  return {
    id: view.id,
    enrolmentId: view.enrolmentId,
    title: checkInWords(view.key),
    opensAt: iso(view.opensAt),
    closesAt: iso(view.closesAt),
    status: view.status,
    words: statusWords({ ...view, begun: view.answers.length > 0 }, view.now),
    person,
    takesAnswers: refused === null,
    why: refused?.message ?? null,
    late,
    language: view.language,
    script: callScript({
      clinic: view.settings.publicName,
      caller: name,
      patient: `${person.givenName} ${person.familyName}`,
      pages: open.length,
      begun: open.length < pages.length,
      language: view.language,
    }),
    pages: pages.map((page, index) => pageOf(page, view, pages[index - 1])),
    answered: pages.length - open.length,
  };
}

function pageOf(page: FormPage, view: CheckInView, before: FormPage | undefined) {
  const { instrument, items, n } = page;
  const list = instrument.presentation === 'list';
  const { stem, recall } = stemAndRecall(page);
  const known = knownRules(view.known, view.now);
  const saved = savedOn(page, view);
  return {
    n,
    form: instrument.id,
    title: instrument.title,
    introduction: before?.instrument.id === instrument.id ? null : instrument.introduction,
    lead: stem ?? recall,
    kind: list ? 'list' : items[0]?.answering.type === 'scale' ? 'scale' : 'choice',
    noneOfThese: list ? (instrument.noneOfThese ?? 'None of these') : null,
    patientAlone: instrument.proxy === 'refused',
    done: isDone(page, view),
    items: items.map((item) => {
      const answer = saved.get(item.id);
      return {
        id: item.id,
        question: item.text,
        options: optionsOf(item, page, known),
        scale: scaleWords(item),
        safety: item.safety !== undefined,
        state: answer === undefined ? 'open' : answer.value === null ? 'skipped' : 'answered',
        value: answer?.value ?? null,
      };
    }),
  };
}

function optionsOf(item: Item, { instrument }: FormPage, known: readonly string[]): { value: number; label: string }[] {
  const { answering } = item;
  switch (answering.type) {
    case 'scale': {
      const { min, max } = answering;
      return Array.from({ length: max - min + 1 }, (_, index) => ({ value: min + index, label: String(min + index) }));
    }
    case 'choice':
      return answering.options;
    case 'tick':
    case 'flag': {
      const two = knownWords(item, instrument, known);
      if (two === null) return [];
      return [
        { value: AS_USUAL, label: two.usual.label },
        { value: 1, label: two.worse.label },
      ];
    }
  }
}
