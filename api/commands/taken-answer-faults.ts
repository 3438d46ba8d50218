import { answerFault, isShown } from '../../src/domain/instrument/item';
import type { Form } from '../../src/domain/instrument/forms';
import type { Answers, Item } from '../../src/domain/instrument/types';
import { answerRange, AS_USUAL } from '../../src/domain/instrument/range';
import { localDateAt } from '../../src/domain/calendar/calendar';
import type { Rules } from '../../src/domain/step/rules';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { TakenAnswers } from '../contracts/taken-answers';
import { type FieldFault, shorten } from '../middleware/contract';
import { answersTo, formsOf, withAnswers } from '../answering/form-pages';
import { mayBeKnown } from '../patient/read-posted';

/** The forms these answers belong to, in the order they are asked: short ones may lead into long ones. */
export function formsGiven(view: CheckInView, instruments: Rules['instruments'], { answers }: TakenAnswers): Form[] {
  const asked = view.ask.filter((id) => Object.hasOwn(answers, id));
  return formsOf(
    asked.reduce((seen, id) => withAnswers(seen, id, answers[id] ?? {}), view),
    instruments,
  );
}

/** Everything that is wrong with answers taken by staff, by field. What a patient's page would not take, this does not. */
export function takenAnswerFaults(
  view: CheckInView,
  instruments: Rules['instruments'],
  taken: TakenAnswers,
): FieldFault[] {
  const { answers } = taken;
  const forms = formsGiven(view, instruments, taken);
  const ids = Object.keys(answers);
  if (ids.length === 0) return [{ field: 'answers', message: 'Give the answers to at least one form.' }];
  return [
    ...dayFaults(view, taken),
    ...ids.flatMap((id) => {
      const form = forms.find(({ instrument }) => instrument.id === id);
      return form ? formFaults(form, view, taken) : [notAsked(id, forms, instruments)];
    }),
  ];
}

/** The paper bears the patient's own date. */
function dayFaults({ timeZone, opensAt, now }: CheckInView, { takenOn }: TakenAnswers): FieldFault[] {
  if (takenOn === undefined) return [];
  const opened = localDateAt(timeZone, opensAt);
  if (takenOn > localDateAt(timeZone, now)) return [{ field: 'takenOn', message: 'This day lies in the future.' }];
  if (takenOn >= opened) return [];
  return [{ field: 'takenOn', message: `This check-in opened on ${opened}: an earlier paper belongs to another one.` }];
}

function notAsked(id: string, forms: Form[], instruments: Rules['instruments']): FieldFault {
  const asked = forms.map(({ instrument }) => instrument.id).join(', ');
  const message = Object.hasOwn(instruments, id)
    ? `This check-in does not ask it. With these answers it asks: ${asked}.`
    : `There is no such form. This check-in asks: ${asked}.`;
  return { field: `answers.${shorten(id)}`, message };
}

function formFaults(form: Form, view: CheckInView, { answers, answeredBy }: TakenAnswers): FieldFault[] {
  const { instrument } = form;
  const field = `answers.${instrument.id}`;
  const given = answers[instrument.id] ?? {};
  if (answeredBy === 'proxy' && instrument.proxy === 'refused') {
    const message = 'Only the patient answers this form, alone: leave it out, and ask the patient.';
    return [{ field, message }];
  }
  const ids = Object.keys(given);
  if (ids.length === 0) return [{ field, message: 'Give its answers, or leave the whole form out.' }];
  const missing = instrument.items.filter(({ id }) => !Object.hasOwn(given, id)).map(({ id }) => id);
  if (instrument.presentation === 'list' && missing.length > 0) {
    const message = `This list is given whole or left out: missing ${missing.join(', ')}.`;
    return [{ field, message }];
  }
  const all = { ...answersTo(form, view), ...given };
  return ids.flatMap((id): FieldFault[] => {
    const message = itemFault(form, id, all);
    return message === null ? [] : [{ field: `${field}.${shorten(id)}`, message }];
  });
}

function itemFault({ instrument, carried, from }: Form, id: string, all: Answers): string | null {
  const item = instrument.items.find((each) => each.id === id);
  if (!item) return `There is no such question: it has ${instrument.items.map((each) => each.id).join(', ')}.`;
  if (Object.hasOwn(carried, id)) return `This was asked in ${from ?? 'another form'} already: leave it out here.`;
  if (!isShown(item, all)) return 'This question is not asked after these answers: leave it out.';
  return valueFault(item, all[id] ?? null);
}

function valueFault(item: Item, value: number | null): string | null {
  if (value === AS_USUAL && item.answering.type === 'flag' && !mayBeKnown(item)) {
    return 'Give 0 or 1: this sign is never "as usual".';
  }
  if (answerFault(item, value) === null) return null;
  const { min, max } = answerRange(item.answering);
  return `Give a whole number from ${String(min)} to ${String(max)}, or null where the patient preferred not to answer.`;
}
