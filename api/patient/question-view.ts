import { knownRules } from '../../src/domain/instrument/left-blank';
import { AS_USUAL } from '../../src/domain/instrument/range';
import type { Item } from '../../src/domain/instrument/types';
import { fill } from '../../src/domain/patient-texts/texts';
import type { CheckInView, SavedAnswer } from '../../src/storage/check-in/check-ins';
import { addressOf, type Reader } from './reader';
import { type FormPage, isDone, savedOn } from '../answering/form-pages';
import { type Fault, faultText, mayBeKnown } from './read-posted';
import { laterView } from './later';

type Choice = {
  type: 'radio' | 'checkbox';
  name: string;
  id: string;
  value: string;
  label: string;
  checked: boolean;
  divider?: boolean;
};
/** A sign that a clinician has recorded as known: as usual, or worse? */
type KnownLine = { id: string; label: string; options: Choice[]; divider?: false };
type Cell = { id: string; value: number; checked: boolean; anchor: string | null };
type Scale = { minLabel: string; maxLabel: string; cells: Cell[] };

/**
 * What the question page shows. Nothing is chosen beforehand, except what was typed in this very session: on a shared
 * screen or from a forwarded mail nobody reads another person's answers.
 */
export function questionView(
  page: FormPage,
  pages: FormPage[],
  view: CheckInView,
  reader: Reader,
  options: { fromCheck: boolean; fault?: Fault },
) {
  const { words } = reader;
  const at = addressOf(view);
  const saved = savedOn(page, view);
  const mine = [...saved.values()].every((answer) => answer.mine) ? saved : new Map<string, SavedAnswer>();
  const list = page.instrument.presentation === 'list';
  const [item] = page.items;
  const scale = list || item === undefined ? null : scaleOf(item, mine);
  const choices = list
    ? listChoices(page, mine, knownRules(view.known, view.now), words, options.fault)
    : item === undefined || scale
      ? []
      : itemChoices(item, mine);
  const from = options.fromCheck ? '?from=check' : '';
  return {
    title: questionTitle(page, pages, view, words),
    heading: headingOf(page),
    introduction: page.items[0] === page.instrument.items[0] ? page.instrument.introduction : null,
    ...stemAndRecall(page),
    question: page.question,
    answeredElsewhere: saved.size > 0 && mine.size === 0,
    scale,
    choices,
    inWords: item?.inWords === true,
    fault: options.fault ? faultText(options.fault.name, page, reader) : null,
    field: scale?.cells[0]?.id ?? choices[0]?.id ?? 'main',
    action: `${at}/q/${page.n}${from}`,
    skip: `${at}/q/${page.n}/skip${from}`,
    back: backFrom(at, page, pages, options.fromCheck),
  };
}

/**
 * Counted among those that are shown: the number in the address also counts those that are not shown now. What answers have
 * led to is counted apart, so that nobody who was told of three questions finds ten of them.
 */
export function questionTitle(
  page: FormPage,
  pages: FormPage[],
  { ask }: Pick<CheckInView, 'ask'>,
  words: Reader['words'],
): string {
  const followed = ({ instrument, items }: FormPage): boolean =>
    !ask.includes(instrument.id) || items.some(({ askIf }) => askIf !== undefined);
  const alike = pages.filter((each) => followed(each) === followed(page));
  const before = alike.filter(({ n }) => n < page.n).length;
  const place = { n: before + 1, of: Math.max(alike.length, before + 1) };
  if (!followed(page)) return fill(words.question, place);
  return place.of === 1 ? words.questionOneMore : fill(words.questionMore, place);
}

/** The stem makes a question of a line like "Poor appetite": it stands before it on every page it belongs to. */
export function stemAndRecall({ instrument, items }: FormPage): { stem: string | null; recall: string | null } {
  const isPartOfStem = items.every((item) => item.unscored !== true);
  return isPartOfStem && instrument.stem !== undefined
    ? { stem: instrument.stem, recall: null }
    : { stem: null, recall: instrument.recall };
}

export function headingOf(page: FormPage): string {
  const [item] = page.items;
  return page.instrument.presentation === 'list' || item === undefined ? page.instrument.title : item.text;
}

function backFrom(at: string, page: FormPage, pages: FormPage[], fromCheck: boolean): string | null {
  if (fromCheck) return `${at}/check`;
  const before = pages.findLast(({ n }) => n < page.n);
  return before === undefined ? null : `${at}/q/${before.n}`;
}

function scaleOf({ answering }: Item, mine: Map<string, SavedAnswer>): Scale | null {
  if (answering.type !== 'scale') return null;
  const { min, max, minLabel, maxLabel } = answering;
  const chosen = [...mine.values()][0]?.value;
  const anchors = new Map([
    [min, minLabel],
    [max, maxLabel],
  ]);
  const cells = Array.from({ length: max - min + 1 }, (_, index) => min + index).map((value) => {
    return { id: `answer-${value}`, value, checked: value === chosen, anchor: anchors.get(value) ?? null };
  });
  return { minLabel, maxLabel, cells };
}

function itemChoices({ answering }: Item, mine: Map<string, SavedAnswer>): Choice[] {
  if (answering.type !== 'choice') return [];
  const chosen = [...mine.values()][0]?.value;
  return answering.options.map(({ value, label }) => {
    return {
      type: 'radio',
      name: 'answer',
      id: `answer-${value}`,
      value: String(value),
      label,
      checked: value === chosen,
    };
  });
}

/** After a fault the ticks just typed are shown again; otherwise those of this session. */
export function listChoices(
  page: Pick<FormPage, 'instrument' | 'items'>,
  mine: Map<string, SavedAnswer>,
  known: readonly string[],
  words: Reader['words'],
  fault?: Fault,
): (Choice | KnownLine)[] {
  const saved = [...mine.values()];
  const holding = (wanted: number): string[] => saved.filter(({ value }) => value === wanted).map(({ item }) => item);
  const ticked = fault?.ticked ?? holding(1);
  const usual = fault ? fault.usual : holding(AS_USUAL);
  const none = fault?.none ?? (saved.length > 0 && saved.every(({ value }) => value === 0));
  const lines = page.items.map((item): Choice | KnownLine => {
    const { id, text } = item;
    const tick = { type: 'checkbox', name: 'tick', id: `tick-${id}`, value: id, checked: ticked.includes(id) } as const;
    const two = knownWords(item, page.instrument, known);
    if (two === null) return { ...tick, label: text };
    const asUsual = { ...tick, name: 'usual', id: `usual-${id}`, label: two.usual.label, checked: usual.includes(id) };
    return { id: asUsual.id, label: text, options: [asUsual, { ...tick, label: two.worse.label }] };
  });
  const label = page.instrument.noneOfThese ?? words.none;
  return [...lines, { type: 'checkbox', name: 'none', id: 'none', value: '1', label, checked: none, divider: true }];
}

/** What "as usual" and "worse" are called where a clinician has recorded the sign of a line as known; null elsewhere. */
export function knownWords(
  item: Item,
  instrument: FormPage['instrument'],
  known: readonly string[],
): NonNullable<FormPage['instrument']['known']> | null {
  if (instrument.known === undefined || !mayBeKnown(item)) return null;
  return known.includes(item.safety?.rule ?? '') ? instrument.known : null;
}

/** One row a page, with the answers typed in this session; of others it says only that there is one. */
export function checkView(served: FormPage[], all: FormPage[], view: CheckInView, reader: Reader) {
  const { words } = reader;
  const rows = all.filter((page) => served.includes(page) || isDone(page, view));
  return {
    title: rows.length === 0 ? words.laterTitle : words.checkTitle,
    rows: rows.map((page) => {
      return {
        n: page.n,
        question: answersHeading(page, words),
        answer: answerLines(page, view, words),
        change: served.includes(page) ? `${addressOf(view)}/q/${page.n}?from=check` : null,
      };
    }),
    later: laterView(served, all, view, reader),
    action: `${addressOf(view)}/check`,
    sendLabel: rows.length === 0 ? words.laterSend : words.send,
    credits: [...new Set(rows.map(({ instrument }) => instrument.credit))],
  };
}

/** Above answers a list of signs is called what it is, and not what it was called before anybody had ticked one. */
const answersHeading = (page: FormPage, words: Reader['words']): string =>
  page.items.some(({ answering }) => answering.type === 'flag') ? words.checkSigns : headingOf(page);

function answerLines(page: FormPage, view: CheckInView, words: Reader['words']): string[] {
  const saved = savedOn(page, view);
  if (saved.size < page.items.length) return [words.openAnswer];
  const answers = [...saved.values()];
  if (!answers.every((answer) => answer.mine)) return [words.hiddenAnswer];
  if (answers.every(({ value }) => value === null)) return [words.skippedAnswer];
  if (page.instrument.presentation === 'list') {
    const usual = page.instrument.known?.usual.label ?? '';
    const ticked = page.items.flatMap(({ id, text }) => {
      const value = saved.get(id)?.value;
      return value === 1 ? [text] : value === AS_USUAL ? [`${text} – ${usual}`] : [];
    });
    return ticked.length > 0 ? ticked : [page.instrument.noneOfThese ?? words.noneTicked];
  }
  return page.items.map(({ id, answering }) => {
    const value = saved.get(id)?.value ?? null;
    if (answering.type === 'scale') return fill(words.outOf, { n: String(value), of: answering.max });
    const option =
      answering.type === 'choice' ? answering.options.find((candidate) => candidate.value === value) : undefined;
    return option?.label ?? String(value);
  });
}
