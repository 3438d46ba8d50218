import { leftBlank } from '../../../src/domain/instrument/left-blank';
import type { Answers } from '../../../src/domain/instrument/types';
import { answers, shippedInstruments } from '../../support/shipped';

const instruments = shippedInstruments();

const blank = (ask: string[], saved: Record<string, Answers>, deferred: string[] = []): string[] =>
  leftBlank({ ask, deferred, answersOf: (id) => saved[id] ?? {} }, instruments);

const zeros = answers(0, 0, 0, 0, 0, 0, 0, 0, 0);

test.each<[string, string[], Record<string, Answers>, string[], string[]]>([
  ['answered', ['phq-9'], { 'phq-9': zeros }, [], []],
  ['skipped', ['phq-9'], { 'phq-9': { ...zeros, 9: null } }, [], ['phq-9.item-9']],
  ['not reached in a form that was begun', ['phq-9'], { 'phq-9': answers(1) }, [], ['phq-9.item-9']],
  ['in a form nobody began', ['red-flags', 'phq-9'], { 'red-flags': answers(0) }, [], []],
  ['after a short form that flags', ['phq-2'], { 'phq-2': answers(2, 2) }, [], ['phq-9.item-9']],
  ['after a short form that does not', ['phq-2'], { 'phq-2': answers(0, 1) }, [], []],
  ['put off to the next opening', ['phq-2'], { 'phq-2': answers(2, 2) }, ['phq-9'], []],
  ['put off half-way', ['phq-9'], { 'phq-9': answers(1, 1) }, ['phq-9'], []],
  ['put off, but seen and skipped', ['phq-9'], { 'phq-9': { 9: null } }, ['phq-9'], ['phq-9.item-9']],
  ['in forms without such a question', ['red-flags', 'peg'], { peg: answers(1, null) }, [], []],
])('a safety question %s', (_case, ask, saved, deferred, rules) => {
  expect(blank(ask, saved, deferred)).toEqual(rules);
});
