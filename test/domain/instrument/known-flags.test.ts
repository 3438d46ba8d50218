import { knownFlagFault, knownRules } from '../../../src/domain/instrument/left-blank';
import { DAY } from '../../../src/domain/words/time';
import { wholeRules } from '../../support/care/whole';
import { shippedInstrument, shippedInstruments } from '../../support/care/shipped';

const instruments = shippedInstruments();
const weakness = { rule: 'red-flag.progressive-weakness', from: 0, until: 90 * DAY };

describe('knownRules', () => {
  it.each([
    ['before it begins', -1, []],
    ['from its beginning', 0, [weakness.rule]],
    ['until just before its end', 90 * DAY - 1, [weakness.rule]],
    ['no longer at its end', 90 * DAY, []],
  ])('counts a sign %s', (_name, now, rules) => {
    expect(knownRules([weakness], now)).toEqual(rules);
  });
});

describe('knownFlagFault', () => {
  it('takes a reason and ninety days', () => {
    expect(knownFlagFault(instruments, { ...weakness, reason: 'foot drop since 2019' })).toBeNull();
  });

  it.each([
    ['a day too long', { ...weakness, until: 90 * DAY + 1 }, /^A sign can be known for 90 days at most/],
    ['an end before its beginning', { ...weakness, until: 0 }, /after its beginning/],
    [
      'a rule nobody knows',
      { ...weakness, rule: 'red-flag.toothache' },
      /^There is no safety rule "red-flag.toothache"/,
    ],
    ['item 9', { ...weakness, rule: 'phq-9.item-9' }, /can never be recorded as known/],
    ['a sign of cauda equina', { ...weakness, rule: 'red-flag.saddle-numbness' }, /can never be recorded as known/],
  ])('refuses %s', (_name, flag, sentence) => {
    expect(knownFlagFault(instruments, { ...flag, reason: 'long-standing' })).toMatch(sentence);
  });

  it('refuses a record without a reason', () => {
    expect(knownFlagFault(instruments, { ...weakness, reason: ' ' })).toMatch(/reason/);
  });

  it('refuses every sign of cauda equina, and no other of the red flags', () => {
    const refused = shippedInstrument('red-flags').items.filter(
      ({ safety }) => knownFlagFault(instruments, { ...weakness, rule: safety?.rule ?? '', reason: 'known' }) !== null,
    );

    expect(refused.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('takes both legs where a pathway says so, and still no other sign of cauda equina', () => {
    const all = shippedInstrument('red-flags').items.map(({ safety }) => ({ rule: safety?.rule ?? '' }));
    const signs = wholeRules({}, 3).pathway.knownSigns;
    const refusedBy = (listed: typeof signs | typeof all) =>
      shippedInstrument('red-flags')
        .items.filter(({ safety }) =>
          knownFlagFault(instruments, { ...weakness, rule: safety?.rule ?? '', reason: 'known' }, listed),
        )
        .map(({ id }) => id);

    expect(signs?.map(({ rule }) => rule)).toEqual(['red-flag.both-legs']);
    expect(refusedBy(signs)).toEqual(['1', '2', '3', '4']);
    expect(refusedBy(all)).toEqual(['1', '2', '3', '4']);
  });
});
