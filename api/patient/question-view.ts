import type { Item } from '../../src/domain/instrument/types';
import type { CheckInView, SavedAnswer } from '../../src/storage/check-ins';
import { type FormPage, savedOn } from './form-pages';
import type { Fault } from './read-posted';
import { words } from './texts.en';

type Choice = {
  type: 'radio' | 'checkbox';
  name: string;
  id: string;
  value: string;
  label: string;
  checked: boolean;
  divider?: boolean;
};
type Cell = { id: string; value: number; checked: boolean; anchor: string | null };
type Scale = { minLabel: string; maxLabel: string; cells: Cell[] };

/**
 * What the question page shows. Nothing is chosen beforehand, except what was typed in this very session: on a shared
 * screen or from a forwarded mail nobody reads another person's answers.
 */
export function questionView(
  page: FormPage,
  of: number,
  view: CheckInView,
  options: { fromCheck: boolean; fault?: Fault },
) {
  const saved = savedOn(page, view);
  const mine = [...saved.values()].every((answer) => answer.mine) ? saved : new Map<string, SavedAnswer>();
  const list = page.instrument.presentation === 'list';
  const [item] = page.items;
  const scale = list || item === undefined ? null : scaleOf(item, mine);
  const choices = list
    ? listChoices(page, mine, options.fault)
    : item === undefined || scale
      ? []
      : itemChoices(item, mine);
  const from = options.fromCheck ? '?from=check' : '';
  return {
    title: words.question(page.n, of),
    heading: headingOf(page),
    introduction: page.items[0] === page.instrument.items[0] ? page.instrument.introduction : null,
    recall: recallOf(page),
    question: page.question,
    answeredElsewhere: saved.size > 0 && mine.size === 0,
    scale,
    choices,
    fault: options.fault?.message ?? null,
    field: scale?.cells[0]?.id ?? choices[0]?.id ?? 'main',
    action: `/check-in/q/${page.n}${from}`,
    skip: `/check-in/q/${page.n}/skip${from}`,
    back: backFrom(page, options.fromCheck),
  };
}

/** The stem makes a question of a line like "Poor appetite": it stands on every page it belongs to. */
function recallOf({ instrument, items }: FormPage): string {
  const isPartOfStem = items.every((item) => item.unscored !== true);
  return isPartOfStem && instrument.stem !== undefined ? instrument.stem : instrument.recall;
}

export function headingOf(page: FormPage): string {
  const [item] = page.items;
  return page.instrument.presentation === 'list' || item === undefined ? page.instrument.title : item.text;
}

function backFrom(page: FormPage, fromCheck: boolean): string | null {
  if (fromCheck) return '/check-in/check';
  return page.n > 1 ? `/check-in/q/${page.n - 1}` : null;
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
function listChoices(page: FormPage, mine: Map<string, SavedAnswer>, fault?: Fault): Choice[] {
  const saved = [...mine.values()];
  const ticked = fault?.ticked ?? saved.filter(({ value }) => value === 1).map(({ item }) => item);
  const none = fault?.none ?? (saved.length > 0 && saved.every(({ value }) => value === 0));
  const lines = page.items.map(({ id, text }): Choice => {
    return { type: 'checkbox', name: 'tick', id: `tick-${id}`, value: id, label: text, checked: ticked.includes(id) };
  });
  const label = page.instrument.noneOfThese ?? words.none;
  return [...lines, { type: 'checkbox', name: 'none', id: 'none', value: '1', label, checked: none, divider: true }];
}
