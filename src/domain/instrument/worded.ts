import type { Answering, Instrument, Item, ItemWording, Wording } from './types';
import { defined } from '../words/defined';

/** Whether a form can be asked in a language (`en` also for a wording in `en-GB`). */
export function isWordedIn({ language, wordings }: Instrument, wanted: string): boolean {
  return language.split('-')[0] === wanted || (wordings !== undefined && Object.hasOwn(wordings, wanted));
}

/**
 * The form as it is read in a language. Where there is no wording, the form's own: a pathway that declares a language is
 * refused until each of its forms has one, so that this happens to nobody who was promised otherwise.
 */
export function worded(form: Instrument, language: string): Instrument {
  const { wordings, ...own } = form;
  const wording = wordings?.[language];
  if (wording === undefined) return form;
  const { stem, noneOfThese, known, items, ...words } = wording;
  return {
    ...own,
    ...words,
    language,
    ...defined({ stem, noneOfThese, known: own.known && known && knownIn(own.known, known) }),
    items: own.items.map((item) => itemIn(item, items[item.id])),
  };
}

function knownIn(rule: NonNullable<Instrument['known']>, { usual, worse }: NonNullable<Wording['known']>) {
  return { ...rule, usual: { ...rule.usual, label: usual }, worse: { ...rule.worse, label: worse } };
}

function itemIn(item: Item, wording: ItemWording | undefined): Item {
  return wording === undefined
    ? item
    : { ...item, text: wording.text, answering: answeringIn(item.answering, wording) };
}

function answeringIn(answering: Answering, { minLabel, maxLabel, labels }: ItemWording): Answering {
  switch (answering.type) {
    case 'scale':
      return {
        ...answering,
        minLabel: minLabel ?? answering.minLabel,
        maxLabel: maxLabel ?? answering.maxLabel,
      };
    case 'choice':
      return {
        ...answering,
        options: answering.options.map((option) => ({
          ...option,
          label: labels?.[String(option.value)] ?? option.label,
        })),
      };
    case 'tick':
    case 'flag':
      return answering;
  }
}
