import fc from 'fast-check';
import type { Answering, Item } from '../../../src/domain/instrument/types';
import { answerFault } from '../../../src/domain/instrument/item';

const item = (answering: Answering): Item => ({ id: '1', text: 'A question', answering });
const scale = item({ type: 'scale', min: 0, max: 10, minLabel: 'None', maxLabel: 'All' });
const choice = item({ type: 'choice', options: [1, 2, 7].map((value) => ({ value, label: `Step ${value}` })) });
const tick = item({ type: 'tick' });
const flag = item({ type: 'flag' });

describe('answerFault', () => {
  it.each([
    ['a number above the scale', scale, 11, 'Choose a number from 0 to 10, or skip'],
    ['a number below the scale', scale, -1, 'Choose a number from 0 to 10, or skip'],
    ['half a number', scale, 3.5, 'Choose a number from 0 to 10, or skip'],
    ['text that was no number', scale, Number.NaN, 'Choose a number from 0 to 10, or skip'],
    ['a value between the choices', choice, 3, 'Choose one of the answers, or skip'],
    ['a tick that counts twice', tick, 2, 'Tick the statement, or leave it empty'],
    ['a third kind of sign', flag, 3, 'Tick the line, or leave it empty'],
  ])('tells the patient what to do about %s', (_name, given, value, words) => {
    expect(answerFault(given, value)).toBe(words);
  });

  it.each([
    ['the lowest number', scale, 0],
    ['the highest number', scale, 10],
    ['a choice', choice, 7],
    ['an empty box', tick, 0],
    ['a tick', tick, 1],
    ['a sign that is not there', flag, 0],
    ['a sign that is new or worse', flag, 1],
    ['a known sign as usual', flag, 2],
    ['a skipped sign', flag, null],
    ['a skipped scale', scale, null],
    ['a skipped choice', choice, null],
    ['a skipped tick', tick, null],
  ])('takes %s', (_name, given, value) => {
    expect(answerFault(given, value)).toBeNull();
  });

  it('takes a number on a scale only when it is one of its whole numbers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -20, max: 30 }), fc.double()), (value) => {
        const whole = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].some((allowed) => allowed === value);

        expect(answerFault(scale, value) === null).toBe(whole);
      }),
    );
  });
});
