import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { change, copiedData, messageOf } from './copied-data';

const peg = 'instruments/peg.yaml';
const pgic = 'instruments/pgic.yaml';
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
    ['an unknown tier', redFlags, 'tier: now', 'tier: soon', 'items[0].safety.tier must be one of now, today, digest'],
  ])('with %s is refused by name and remedy', (_fault, file, from, to, message) => {
    change(folder, file, from, to);

    expect(messageOf(() => loadCatalogue(folder))).toContain(message);
  });
});

describe('two instruments', () => {
  it('cannot own one score name', () => {
    change(folder, pgic, 'score: pgic', 'score: nrs');
    for (let count = 0; count < 3; count += 1) change(folder, pgic, 'scores: { pgic:', 'scores: { nrs:');

    expect(messageOf(() => loadCatalogue(folder))).toMatch(
      /pgic\.yaml:\d+ scores\[0\]\.score "nrs" is a score of peg: choose another name\./,
    );
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
