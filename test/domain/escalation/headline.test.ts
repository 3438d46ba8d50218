import { headlineOf } from '../../../src/domain/escalation/headline';
import { shippedCatalogue } from '../../support/care/shipped';

const { instruments } = shippedCatalogue();
const signal = (rule: string, more: object = {}) => ({
  rule,
  class: 'spine' as const,
  answer: 1,
  question: null,
  ...more,
});
const headline = (signals: Parameters<typeof headlineOf>[0], reports: Parameters<typeof headlineOf>[1] = []) =>
  headlineOf(signals, reports, instruments);

test('signs that were ticked are what the patient says, each once', () => {
  expect(headline([signal('red-flag.both-legs'), signal('red-flag.both-legs'), signal('red-flag.weight-loss')])).toBe(
    '“Pain, numbness or weakness in both legs at the same time” and “Losing weight without trying to”',
  );
});

test('of a question the answer is said with it', () => {
  expect(headline([signal('phq-9.item-9')])).toMatch(/^“Thoughts that you would be better off dead.*”: Several days$/);
});

test('what was written in a report comes whole words first, and no longer than a line', () => {
  const reports = [
    { id: 'r', text: `Since Tuesday\nI cannot tell when my bladder is full. ${'And so on. '.repeat(30)}` },
  ];
  const told = headline([signal('problem.pain', { answer: null, reportId: 'r' })], reports);

  expect(told).toMatch(/^“Since Tuesday I cannot tell when my bladder is full\..*…”$/);
  expect(told.length).toBeLessThan(150);
});

test('a report without words, and what is no answer of a patient, are told as such', () => {
  expect(headline([signal('problem.pain', { answer: null, reportId: 'r' })], [{ id: 'r', text: null }])).toContain(
    'reports by link',
  );
  expect(headline([signal('examination.progressive-deficit', { answer: null })])).toBe(
    'An examination found a deficit that gets worse',
  );
});

test('a question to a clinician is its own headline', () => {
  expect(headline([signal('spine/v2#care/review/unanswered', { answer: null, question: 'Go on to surgery?' })])).toBe(
    'Go on to surgery?',
  );
});

test('more than three are counted', () => {
  const rules = ['fever', 'wound', 'night-pain', 'weight-loss', 'trauma'].map((rule) => signal(`red-flag.${rule}`));

  expect(headline(rules)).toMatch(/ and 2 more$/);
});
