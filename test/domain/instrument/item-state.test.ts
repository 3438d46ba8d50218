import { isShown, itemState } from '../../../src/domain/instrument/item';
import type { Item } from '../../../src/domain/instrument/types';
import { answers, shippedInstrument } from '../../support/care/shipped';

const phq9 = shippedInstrument('phq-9');
const difficulty = phq9.items[9] as Item;
const first = phq9.items[0] as Item;
const zeros = answers(0, 0, 0, 0, 0, 0, 0, 0, 0);

describe('the question on difficulty', () => {
  it.each([
    ['a problem was named', { ...zeros, '4': 1 }, true],
    ['no problem was named', zeros, false],
    ['all were skipped', answers(...Array.from({ length: 9 }, () => null)), false],
    ['nothing was reached', {}, false],
  ])('when %s: shown is %s', (_name, given, shown) => {
    expect(isShown(difficulty, given)).toBe(shown);
  });
});

describe('itemState', () => {
  it.each([
    ['answered', first, { '1': 0 }, 'answered'],
    ['skipped on purpose', first, { '1': null }, 'skipped'],
    ['not reached', first, {}, 'not-reached'],
    ['not shown by the form itself', difficulty, zeros, 'not-shown'],
    ['to be shown, but not reached', difficulty, { ...zeros, '1': 2 }, 'not-reached'],
    ['answered before a change of mind', difficulty, { ...zeros, '10': 1 }, 'answered'],
  ])('tells an item that was %s', (_name, item, given, state) => {
    expect(itemState(item, given)).toBe(state);
  });
});
