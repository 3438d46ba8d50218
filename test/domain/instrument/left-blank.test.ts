import { byForm, leftBlank, rulesOf } from '../../../src/domain/instrument/left-blank';
import type { Answers } from '../../../src/domain/instrument/types';
import { answers, shippedInstrument, shippedInstruments } from '../../support/care/shipped';

const instruments = shippedInstruments();

const blank = (ask: string[], saved: Record<string, Answers>, deferred: string[] = []): string[] =>
  leftBlank({ ask, deferred, answersOf: (id) => saved[id] ?? {} }, instruments);

const zeros = answers(0, 0, 0, 0, 0, 0, 0, 0, 0);

test.each<[string, string[], Record<string, Answers>, string[], string[]]>([
  ['answered', ['phq-9'], { 'phq-9': zeros }, [], []],
  ['skipped', ['phq-9'], { 'phq-9': { ...zeros, 9: null } }, [], ['phq-9.item-9']],
  ['not reached in a form that was begun', ['phq-9'], { 'phq-9': answers(1) }, [], ['phq-9.item-9']],
  ['in a form that was left out', ['peg', 'phq-9'], { peg: answers(1, 1, 1) }, [], ['phq-9.item-9']],
  ['after a short form that flags', ['phq-2'], { 'phq-2': answers(2, 2) }, [], ['phq-9.item-9']],
  ['after a short form that does not', ['phq-2'], { 'phq-2': answers(0, 1) }, [], []],
  ['put off to the next opening', ['phq-2'], { 'phq-2': answers(2, 2) }, ['phq-9'], []],
  ['put off half-way', ['phq-9'], { 'phq-9': answers(1, 1) }, ['phq-9'], []],
  ['put off, but seen and skipped', ['phq-9'], { 'phq-9': { 9: null } }, ['phq-9'], ['phq-9.item-9']],
  ['in forms without such a question', ['peg'], { peg: answers(1, null) }, [], []],
])('a safety question %s', (_case, ask, saved, deferred, rules) => {
  expect(blank(ask, saved, deferred)).toEqual(rules);
});

describe('a page of safety questions', () => {
  const pages = ['red-flags', 'after-injection', 'medicine-safety', 'medicine-signs', 'side-effects'];
  const form = (id: string) => shippedInstrument(id);
  const all = (id: string, value: number | null): Answers =>
    Object.fromEntries(form(id).items.map((item) => [item.id, value]));

  test.each(pages)('%s that was skipped is not known, line by line', (id) => {
    expect(blank([id], { [id]: all(id, null) })).toEqual(rulesOf(form(id)));
  });

  test.each(pages)('%s that is half filled is not known for the other half', (id) => {
    const [first, ...rest] = rulesOf(form(id));
    expect(blank([id], { [id]: answers(0) })).toEqual(rest);
    expect(blank([id], { [id]: { ...all(id, 0), 1: null } })).toEqual([first]);
  });

  test.each(pages)('%s answered with none is known', (id) => {
    expect(blank([id], { [id]: all(id, 0) })).toEqual([]);
  });

  test('stands with its rules together, and one that no form asks any more by itself', () => {
    const rules = ['red-flag.fever', 'after-injection.fever', 'red-flag.wound', 'gone.rule'];
    expect(byForm(rules, instruments)).toEqual([
      { form: 'red-flags', rules: ['red-flag.fever', 'red-flag.wound'] },
      { form: 'after-injection', rules: ['after-injection.fever'] },
      { form: 'gone.rule', rules: ['gone.rule'] },
    ]);
  });
});
