import { ofAgeFrom } from '../../../src/domain/words/of-age';

test.each([
  ['2008-11-20', true],
  ['2008-11-21', '2026-11-21'],
  ['2009-01-15', '2027-01-15'],
  ['1950-05-01', true],
  ['2012-02-29', '2030-03-01'],
])('whoever was born on %s is of age on 20 November 2026, or on their day: %s', (bornOn, ofAge) => {
  expect(ofAgeFrom(bornOn, '2026-11-20')).toBe(ofAge);
});
