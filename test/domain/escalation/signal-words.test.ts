import { signalWords } from '../../../src/domain/escalation/signal-words';
import { shippedCatalogue } from '../../support/care/shipped';

const { instruments } = shippedCatalogue();
const words = (rule: string, answer: number | null = null, question: string | null = null) =>
  signalWords({ rule, class: 'spine', answer, question }, instruments);

test('an answer is told as the patient gave it', () => {
  const asked = 'Numbness or tingling between my legs, around my genitals or my back passage';

  expect(words('red-flag.saddle-numbness', 1)).toBe(`${asked}: ticked, new or worse`);
  expect(words('red-flag.saddle-numbness', 2)).toBe(`${asked}: ticked, as usual for the patient`);
  expect(words('red-flag.saddle-numbness')).toBe(asked);
});

test('no safety rule of a form is told by its id', () => {
  const rules = Object.values(instruments).flatMap(({ items }) => items.flatMap(({ safety }) => safety?.rule ?? []));

  expect(rules.length).toBeGreaterThan(20);
  for (const rule of rules) {
    for (const answer of [1, 2, 3]) expect(words(rule, answer)).not.toContain(rule);
    expect(words(rule, 1)).toMatch(/^.{3,}: \S/);
  }
});

test.each([
  ['examination.progressive-deficit', 'An examination found a deficit that gets worse'],
  ['spine/v2#care/injection/limits', 'A procedure lies over a limit of the pathway'],
  ['spine/v2#care/opioid/hard-end', 'A trial of a medicine has lasted as long as it may'],
  ['red-flag.of-a-form-that-is-gone', 'A safety rule about the spine was met'],
])('%s: %s', (rule, told) => {
  expect(words(rule)).toBe(told);
});

test('a question that nobody answered is told by itself', () => {
  expect(words('spine/v2#care/review/surgical/unanswered', null, 'Surgical review?')).toBe(
    'Not answered: “Surgical review?”',
  );
});
