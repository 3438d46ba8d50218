import { checkInWords } from '../../../src/domain/telling/check-in-words';

test.each([
  ['care/diagnosis/weekly@2026-11-30', 'Weekly check-in'],
  ['care/diagnosis/mood-full@2026-11-30', 'Mood full check-in'],
  ['care/diagnosis/weekly.deferred@2026-11-30', 'Weekly check-in, questions put off'],
  ['care/injection/after-injection@2026-11-30', 'Check-in after injection'],
  ['something else', 'Check-in'],
])('%s: %s', (key, words) => {
  expect(checkInWords(key)).toBe(words);
});
