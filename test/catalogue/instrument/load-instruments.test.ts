import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../../src/catalogue/catalogue';
import { loadInstruments } from '../../../src/catalogue/instrument/load-instruments';
import { change, copiedData, messageOf } from '../copied-data';

const gad2 = 'instruments/gad-2.yaml';
const odi = 'instruments/odi.yaml';
const peg = 'instruments/peg.yaml';
const pgic = 'instruments/pgic.yaml';
const phq2 = 'instruments/phq-2.yaml';
const phq9 = 'instruments/phq-9.yaml';
const redFlags = 'instruments/red-flags.yaml';
const rmdq = 'instruments/rmdq-24.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('an instrument', () => {
  it.each([
    ['an instrument unlike its file', peg, 'id: peg', 'id: peg-3', 'id must be "peg", like the file\'s name'],
    ['an item out of place', peg, "id: '2'", "id: '4'", 'items[1].id must be "2", the position in the form'],
    ['a scale upside down', peg, 'max: 10', 'max: 0', 'answering.max must be more than min'],
    [
      'a score over an unknown item',
      peg,
      "items: ['1', '2', '3']",
      "items: ['1', '2', '9']",
      'scores[0].items name item "9", which the form does not have',
    ],
    [
      'an item counted twice',
      peg,
      "items: ['1', '2', '3']",
      "items: ['1', '2', '2']",
      'scores[0].items count an item twice: name each once',
    ],
    [
      'a value of several items',
      peg,
      'method: mean',
      'method: value',
      'scores[0].method is "value", which reads exactly one item',
    ],
    [
      'an example no patient could give',
      peg,
      "answers: { '1': 7",
      "answers: { '1': 17",
      'examples[0].answers.1 is no answer to this item',
    ],
    [
      'an example of another form',
      peg,
      'scores: { peg: 7',
      'scores: { odi: 7',
      'examples[0].scores expect "odi", which is no score of this form',
    ],
    ['a form without a licence', pgic, 'licence: ', 'license: ', 'licence is missing: add it (string)'],
    [
      'a value given twice',
      pgic,
      'value: 2',
      'value: 1',
      'answering.options give the same value twice: each answer needs its own',
    ],
    [
      'a list without "none"',
      rmdq,
      'noneOfThese: None of these apply today\n',
      '',
      'noneOfThese is missing: a list needs the words that make "none" an answer',
    ],
    [
      'a "none" outside a list',
      peg,
      'recallFloorDays: 7',
      'recallFloorDays: 7\nnoneOfThese: None',
      'noneOfThese belongs to a list only: remove it, or present this as a list',
    ],
    [
      'a safety rule no answer meets',
      redFlags,
      'from: 1',
      'from: 2',
      'items[0].safety.from can never be reached: the highest answer is 1',
    ],
    [
      'a safety rule used twice',
      redFlags,
      'red-flag.bladder-change',
      'red-flag.saddle-numbness',
      'items[1].safety.rule "red-flag.saddle-numbness" stands on an earlier item: give this one its own',
    ],
    [
      'an example beyond its range',
      odi,
      '{ total: 16, of: 50 }',
      '{ total: 56, of: 50 }',
      'examples[0].answers are no total of this form: it must be a whole number from 0 to 50',
    ],
    [
      'a total beside items',
      odi,
      'scores:\n',
      "items: [{ id: '1', text: Pain intensity }]\nscores:\n",
      'items stand in a form whose total is entered: its text is licensed and may not be shipped, remove them',
    ],
    ['neither items nor a total', odi, 'entry: total\n', '', 'items must not be empty'],
    [
      'a total that says no range',
      odi,
      '    total: { min: 0, max: 100, decimals: 1, outOf: { step: 5, max: 50 } }\n',
      '',
      'scores[0].total gives the range of a score of method "total", and of no other',
    ],
    [
      'a computed score in a form entered as a total',
      odi,
      'method: total',
      'method: sum',
      'scores[0].method is "total" exactly when the form says "entry: total"',
    ],
    [
      'a lowest value without a band',
      phq9,
      '{ from: 0, name: none }',
      '{ from: 1, name: none }',
      'scores[0].bands[0].from must be 0, the lowest value of the score',
    ],
    [
      'bands out of order',
      phq9,
      '{ from: 10, name: moderate }',
      '{ from: 5, name: moderate }',
      'scores[0].bands[2].from must be more than 5, the band before',
    ],
    [
      'a band above the form',
      phq9,
      '{ from: 20, name: severe }',
      '{ from: 28, name: severe }',
      'scores[0].bands[4].from can never be reached: the highest value is 27',
    ],
    [
      'two bands of one name',
      phq9,
      '{ from: 20, name: severe }',
      '{ from: 20, name: mild }',
      'scores[0].bands[4].name "mild" names an earlier band: give it its own',
    ],
    [
      'a mean of the lesser part',
      phq9,
      'prorate: { atMost: 2 }',
      'prorate: { atMost: 5 }',
      'scores[0].missing.prorate.atMost must be fewer than half of the items',
    ],
    [
      'a gap rule nobody knows',
      phq9,
      'missing: { prorate: { atMost: 2 } }',
      'missing: half',
      'scores[0].missing must be "none-allowed" or "prorate: { atMost: … }"',
    ],
    [
      'an unscored item in the sum',
      phq9,
      "items: ['1', '2', '3', '4', '5', '6', '7', '8', '9']",
      "items: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']",
      'scores[0].items count item "10", which is marked unscored: correct one of the two',
    ],
    [
      'a scored item that may stay hidden',
      phq9,
      '    unscored: true\n',
      '',
      'items[9].askIf may hide an unscored item only: scores and safety rules need every answer',
    ],
    [
      'an item hidden behind a later one',
      phq9,
      "askIf: { anyOf: ['1', '2', '3', '4', '5', '6', '7', '8', '9']",
      "askIf: { anyOf: ['1', '11']",
      'items[9].askIf.anyOf names item "11", which is not asked before this one',
    ],
    [
      'an item that could never be shown',
      phq9,
      'atLeast: 1 }',
      'atLeast: 4 }',
      'items[9].askIf.atLeast can never be reached: the item would never be shown',
    ],
    [
      'a higher answer that is no higher',
      phq9,
      '{ from: 2, tier: now, policy: immediate',
      '{ from: 1, tier: now, policy: immediate',
      'items[8].safety.higher[0].from must be more than the 1 before it',
    ],
    [
      'a higher answer nobody can give',
      phq9,
      '{ from: 2, tier: now, policy: immediate',
      '{ from: 4, tier: now, policy: immediate',
      'items[8].safety.higher[0].from can never be reached: the highest answer is 3',
    ],
    [
      'a sign known for longer than 90 days',
      redFlags,
      'atMostDays: 90',
      'atMostDays: 91',
      'known.atMostDays is more than the 90 days after which a known sign is asked about anew',
    ],
    [
      'a known sign that cannot be "as usual"',
      redFlags,
      'text: A leg or foot getting weaker, or tripping and falling because of it\n    answering: { type: flag }',
      'text: A leg or foot getting weaker, or tripping and falling because of it',
      'items[5].safety.canBeKnown needs "answering: { type: flag }": otherwise nobody can say "as usual"',
    ],
    [
      'an unknown tier',
      redFlags,
      'tier: now, from: 1',
      'tier: soon, from: 1',
      'items[0].safety.tier must be one of now, today, digest',
    ],
  ])('with %s is refused by name and remedy', (_fault, file, from, to, message) => {
    change(folder, file, from, to);

    expect(messageOf(() => loadInstruments(join(folder, 'instruments')))).toContain(message);
  });
});

describe('two instruments', () => {
  it('give one score only when it means the same', () => {
    change(folder, pgic, 'score: pgic', 'score: nrs');
    for (let count = 0; count < 3; count += 1) change(folder, pgic, 'scores: { pgic:', 'scores: { nrs:');

    expect(messageOf(() => loadInstruments(join(folder, 'instruments')))).toMatch(
      /pgic\.yaml:\d+ scores\[0\]\.score "nrs" is a score of nrs with another range, direction or bands: choose another name\./,
    );
  });

  it('that give one score must agree on its bands', () => {
    change(folder, peg, '{ from: 4, name: moderate }', '{ from: 5, name: moderate }');

    expect(messageOf(() => loadInstruments(join(folder, 'instruments')))).toMatch(
      /"nrs" is a score of peg with another range, direction or bands/,
    );
  });

  it.each([
    ['leads nowhere', 'into: gad-7', 'into: gad-8', 'continues.into names "gad-8", which is no file in instruments/'],
    [
      'asks in other words',
      'text: Feeling nervous',
      'text: Being nervous',
      'items[0] differs from item 1 of gad-7: its answer is carried over, so the words must be the same',
    ],
    [
      'offers other answers',
      'label: Several days',
      'label: Some days',
      'items[1] differs from item 2 of gad-7: its answer is carried over, so the words must be the same',
    ],
  ])('are refused when the short one %s', (_fault, from, to, message) => {
    change(folder, gad2, from, to);

    expect(messageOf(() => loadInstruments(join(folder, 'instruments')))).toContain(message);
  });

  it('keep the mark of a short form as data', () => {
    change(folder, phq2, 'atLeast: 3', 'atLeast: 2');

    expect(loadInstruments(join(folder, 'instruments'))['phq-2']?.continues).toEqual({ into: 'phq-9', atLeast: 2 });
  });
});

describe('a folder', () => {
  it.each([
    ['instruments', /instruments is missing: it holds the instruments, one file each\.$/],
    ['pathways', /^pathways\/ is missing: it holds one folder for each pathway\.$/],
  ])('%s that is missing is named', (name, message) => {
    rmSync(join(folder, name), { recursive: true });

    expect(messageOf(() => loadCatalogue(folder))).toMatch(message);
  });
});
