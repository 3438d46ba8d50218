import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadInstruments } from '../../../src/catalogue/instrument/load-instruments';
import { isWordedIn, worded } from '../../../src/domain/instrument/worded';
import { scoreAnswers } from '../../../src/domain/instrument/score';
import type { Instrument } from '../../../src/domain/instrument/types';
import { answers } from '../../support/care/shipped';
import { copiedData, messageOf } from '../copied-data';

let folder: string;
beforeEach(() => {
  folder = copiedData();
  mkdirSync(join(folder, 'instruments', 'de'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

// A form of our own: nobody's translation is invented here.
const german = {
  id: 'home-programme',
  version: '1-de',
  title: 'Ihre Übungen zu Hause',
  recall: 'In den letzten 7 Tagen',
  introduction: 'Eine Frage zu Ihren Übungen.',
  items: { '1': { text: 'An wie vielen Tagen haben Sie geübt?', minLabel: 'An keinem', maxLabel: 'An jedem' } },
  licence: 'Own wording of the clinic.',
  credit: 'Own wording of the clinic.',
  source: 'test',
};

function load(wording: object = german, name = 'home-programme'): Record<string, Instrument> {
  writeFileSync(join(folder, 'instruments', 'de', `${name}.yaml`), stringify(wording));
  return loadInstruments(join(folder, 'instruments'));
}
const formOf = (instruments: Record<string, Instrument>): Instrument => {
  const form = instruments['home-programme'];
  if (!form) throw new Error('the form is gone');
  return form;
};

it('a form is read in the language asked for, with its own version and credit', () => {
  const form = formOf(load());

  expect(worded(form, 'de')).toMatchObject({
    language: 'de',
    version: '1-de',
    title: german.title,
    recall: german.recall,
    items: [{ id: '1', text: german.items['1'].text, answering: { type: 'scale', max: 7, maxLabel: 'An jedem' } }],
  });
  expect([isWordedIn(form, 'de'), isWordedIn(form, 'en'), isWordedIn(form, 'fr')]).toEqual([true, true, false]);
});

it('without a wording the form’s own stands', () => {
  const form = formOf(load());

  expect(worded(form, 'fr')).toBe(form);
  expect(worded(form, 'en').items[0]?.text).toMatch(/^On how many/);
});

it('a wording changes no score and no scorer', () => {
  const form = formOf(load());
  const [one, other] = [form, worded(form, 'de')].map((each) => scoreAnswers(each, answers(5)).scores);

  expect(other).toEqual(one);
  expect(worded(form, 'de').scorer).toBe(form.scorer);
});

it.each([
  ['an item that is missing', { items: {} }, 'instruments/', 'has no item "1": write its text'],
  ['an item too many', { items: { ...german.items, '2': { text: 'x' } } }, 'items.2', 'is no item of home-programme'],
  ['ends that are missing', { items: { '1': { text: 'x' } } }, 'items.1', 'needs minLabel and maxLabel'],
  [
    'labels where there is nothing to label',
    { items: { '1': { ...german.items['1'], labels: { '0': 'x' } } } },
    'items.1',
    'needs a label for each of its values: none',
  ],
  ['a stem that the form has not', { stem: 'x' }, 'stem', 'must be there exactly if home-programme has it'],
])('%s is refused', (_fault, change, place, message) => {
  const said = messageOf(() => load({ ...german, ...change }));

  expect(said).toContain(message);
  expect(`instruments/ ${said}`).toContain(place);
});

it('a wording of no form is refused', () => {
  expect(messageOf(() => load({ ...german, id: 'no-such' }, 'no-such'))).toContain('must be the id of an instrument');
});
