import { type Form, formsAsked } from '../../instrument/forms';
import { itemState } from '../../instrument/item';
import { AS_USUAL, bandOf, scoreRange } from '../../instrument/range';
import type { Answers, Instrument, Item, ScoreRule } from '../../instrument/types';
import { worded } from '../../instrument/worded';
import { shown } from '../../rules/thresholds';
import { counted, scoreLabel } from '../english';
import type { AnswerRow, AnswerState, CheckInAnswers, ToldForm, ToldItem, ToldScore } from './types';

/** Every form of a check-in in the order in which it was asked. A form that this house no longer has is told by its ids. */
export function answersTold(given: CheckInAnswers, instruments: Record<string, Instrument>): ToldForm[] {
  const asked = given.ask.flatMap((id) => instruments[id] ?? []);
  const forms = formsAsked(asked, instruments, (id) => newestOf(given, id));
  const told = forms.map((form) => toldForm(form, given, instruments));
  const known = new Set(told.map(({ id }) => id));
  const others = [...new Set(given.rows.map(({ instrument }) => instrument))].filter((id) => !known.has(id));
  return [...told, ...others.map((id) => leftForm(id, given, instruments[id]))];
}

/** What holds for each item of a form. */
function newestOf({ rows }: CheckInAnswers, instrument: string): Answers {
  const newest = rows.filter((row) => row.instrument === instrument).sort((a, b) => a.revision - b.revision);
  return Object.fromEntries(newest.map(({ item, value }) => [item, value]));
}

function toldForm(
  { instrument, carried, from }: Form,
  given: CheckInAnswers,
  instruments: Record<string, Instrument>,
): ToldForm {
  const own = given.rows.filter((row) => row.instrument === instrument.id);
  const last = own.reduce<AnswerRow | null>((found, row) => (found !== null && found.at > row.at ? found : row), null);
  const form = worded(instrument, last?.language ?? given.language);
  const answers = { ...carried, ...newestOf(given, instrument.id) };
  const putOff = given.deferred.includes(instrument.id);
  const short = from === null ? null : (instruments[from]?.title ?? from);
  const items = form.items.map((item) => {
    const rows = own.filter((row) => row.item === item.id);
    return toldItem(item, form, answers, rows, given.notAsked || putOff);
  });
  return {
    id: form.id,
    title: form.title,
    stem: form.stem ?? null,
    recall: form.recall,
    version: last?.formVersion ?? form.version,
    language: form.language,
    list: form.presentation === 'list',
    note: noteOf({ putOff, begun: last !== null, last, form, short }),
    items,
    scores: form.scores.filter(({ method }) => method !== 'total').map((rule) => toldScore(rule, form, given, answers)),
  };
}

function noteOf(known: {
  putOff: boolean;
  begun: boolean;
  last: AnswerRow | null;
  form: Instrument;
  short: string | null;
}): string | null {
  const { putOff, begun, last, form, short } = known;
  const notes = [
    ...(putOff
      ? [
          `${begun ? 'The rest was' : 'It was'} put off: nobody was there to read the answers, and another check-in asks it.`,
        ]
      : []),
    ...(short === null ? [] : [`It goes on from “${short}”: what was answered there was not asked again.`]),
    ...(last === null || last.formVersion === form.version
      ? []
      : [`It was read in version ${last.formVersion}; the words shown are those of version ${form.version}.`]),
  ];
  return notes.length === 0 ? null : notes.join(' ');
}

function toldItem(
  item: Item,
  form: Instrument,
  answers: Answers,
  rows: readonly AnswerRow[],
  notAsked: boolean,
): ToldItem {
  const ordered = [...rows].sort((a, b) => a.revision - b.revision);
  const last = ordered.at(-1);
  const state = stateOf(item, answers, notAsked);
  return {
    id: item.id,
    question: item.text,
    state,
    value: answers[item.id] ?? null,
    words: state === 'answered' ? answerWords(item, form, answers[item.id] ?? null) : noneWords(state, notAsked),
    scale: scaleWords(item),
    safety: item.safety !== undefined,
    at: last?.at ?? null,
    byLink: last?.byLink ?? null,
    late: last?.late ?? false,
    before: ordered.slice(0, -1).map(({ at, value }) => ({
      at,
      words: answerWords(item, form, value),
    })),
  };
}

function stateOf(item: Item, answers: Answers, notAsked: boolean): AnswerState {
  const state = itemState(item, answers);
  if (state === 'not-shown') return 'not-asked';
  return state === 'not-reached' && notAsked ? 'not-asked' : state;
}

/** Silence is never "no", and a choice not to answer is not silence. */
function noneWords(state: Exclude<AnswerState, 'answered'>, notAsked: boolean): string {
  if (state === 'skipped') return SKIPPED;
  if (state === 'not-reached') return 'Not reached: not known';
  return notAsked ? 'Not asked: not known' : 'Not asked after these answers';
}

const SKIPPED = 'Skipped: not known';

function answerWords({ answering }: Item, form: Instrument, value: number | null): string {
  if (value === null) return SKIPPED;
  switch (answering.type) {
    case 'scale':
      return String(value);
    case 'choice':
      return answering.options.find((option) => option.value === value)?.label ?? String(value);
    case 'tick':
      return value === 1 ? 'Ticked' : 'Not ticked';
    case 'flag':
      if (value === AS_USUAL) return `Ticked: ${form.known?.usual.label ?? 'as usual'}`;
      return value === 1 ? 'Ticked' : 'Not ticked';
  }
}

/** `0 = No pain, 10 = Pain as bad as you can imagine`; null of what is no scale. */
export function scaleWords({ answering }: Item): string | null {
  if (answering.type !== 'scale') return null;
  const { min, max, minLabel, maxLabel } = answering;
  return `${String(min)} = ${minLabel}, ${String(max)} = ${maxLabel}`;
}

function toldScore(rule: ScoreRule, form: Instrument, { scores }: CheckInAnswers, answers: Answers): ToldScore {
  const found = scores.find(({ score }) => score === rule.score);
  const lower = rule.direction === 'lower-is-better';
  const open = rule.items.filter((id) => typeof answers[id] !== 'number').length;
  const none = open === 0 ? 'not known' : `not known: ${counted(open, 'question')} without an answer`;
  return {
    score: rule.score,
    label: scoreLabel(rule.score),
    value: found?.value ?? null,
    words: found === undefined ? none : shown(found.raw, rule),
    ...scoreRange(form, rule),
    direction: lower ? 'lower' : 'higher',
    directionWords: lower ? 'lower is better' : 'higher is better',
    band: found === undefined ? null : (bandOf(rule, found.value) ?? null),
  };
}

/** Answers to a form that the check-in did not ask for, or that this house no longer has: nothing that was said is left out. */
function leftForm(id: string, given: CheckInAnswers, instrument: Instrument | undefined): ToldForm {
  if (instrument !== undefined) return toldForm({ instrument, carried: {}, from: null }, given, {});
  const rows = given.rows.filter((row) => row.instrument === id);
  const newest = Object.entries(newestOf(given, id)).sort(([a], [b]) => Number(a) - Number(b));
  const last = rows.at(-1);
  return {
    ...{ language: last?.language ?? '', list: false },
    ...{ id, title: id, stem: null, recall: '', version: last?.formVersion ?? '' },
    note: 'This house no longer has the words of this form: only the numbers are left.',
    items: newest.map(([item, value]) => ({
      ...{ id: item, question: `Question ${item}`, state: value === null ? 'skipped' : 'answered', value },
      words: value === null ? SKIPPED : String(value),
      ...{ scale: null, safety: false, before: [] },
      at: rows.findLast((row) => row.item === item)?.at ?? null,
      byLink: rows.findLast((row) => row.item === item)?.byLink ?? null,
      late: rows.some((row) => row.item === item && row.late),
    })),
    scores: [],
  };
}
