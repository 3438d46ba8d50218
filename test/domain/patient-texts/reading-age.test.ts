import { gradeOf, readingOf, syllablesIn } from '../../../src/domain/patient-texts/reading';

/** The reading ease of Flesch 1948 from the same three counts: examples are published with that figure. */
const ease = ({ sentences, words, syllables }: { sentences: number; words: number; syllables: number }): number =>
  206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words);

test.each([
  ['The cat sat on the mat.', 116, 6, 6],
  ['This sentence, taken as a reading passage unto itself, is being used to prove a point.', 69, 16, 23],
  ['The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.', 37.5, 13, 24],
])('the published example %j has its published ease', (text, published, words, syllables) => {
  const reading = readingOf(text);

  expect(reading).toMatchObject({ sentences: 1, words, syllables });
  expect(Math.abs(ease(reading ?? { sentences: 1, words: 1, syllables: 1 }) - published)).toBeLessThanOrEqual(0.5);
});

test('the grade is the one of the formula, and the age five years more', () => {
  expect(gradeOf({ sentences: 2, words: 20, syllables: 30 })).toBeCloseTo(0.39 * 10 + 11.8 * 1.5 - 15.59);
  const reading = readingOf('One two three. Four five six.');
  expect(reading?.age).toBeCloseTo((reading?.grade ?? 0) + 5);
});

test.each([
  ['a', 1],
  ['used', 1],
  ['needed', 2],
  ['asked', 1],
  ['takes', 1],
  ['changes', 2],
  ['people', 2],
  ['while', 1],
  ['nurse', 1],
  ['being', 2],
  ['reading', 2],
  ['question', 2],
  ['emergency', 4],
  ['department', 3],
  ['injection', 3],
  ['medicine', 3],
])('%s has %i syllables', (word, count) => {
  expect(syllablesIn(word)).toBe(count);
});

test('numbers, gaps and addresses are no words, and a text without words has no figure', () => {
  expect(readingOf('Ring 116 123 or {phone} now.')).toMatchObject({ words: 3, sentences: 1 });
  expect(readingOf('27 3')).toBeNull();
});
