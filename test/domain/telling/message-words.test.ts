import { whyUnsent, type Unsent } from '../../../src/domain/telling/message-words';

const message = (values: Partial<Unsent>): Unsent => ({
  state: 'planned',
  reason: null,
  tries: 0,
  lastCode: null,
  putOff: false,
  again: false,
  ...values,
});

test.each([
  [message({}), 'active', 'It waits for its time.'],
  [message({ putOff: true }), 'active', 'It missed its hour and waits for the next one.'],
  [message({ tries: 1 }), 'active', 'It was not taken once (without an answer) and is tried again.'],
  [message({ tries: 3, lastCode: 552 }), 'active', 'It was not taken 3 times (last answer 552) and is tried again.'],
  [message({}), 'held', 'It waits until the open escalation is resolved.'],
  [message({}), 'paused', 'It waits until the pause is over.'],
  [message({ state: 'attempting' }), 'active', 'It is being handed over.'],
  [message({ state: 'superseded' }), 'active', 'The plan no longer contains it.'],
  [
    message({ state: 'withheld', reason: 'no-consent' }),
    'active',
    'Not sent: there is no consent to mail: somebody rings instead.',
  ],
])('%j of an enrolment that is %s: %s', (unsent, enrolment, words) => {
  expect(whyUnsent(unsent, enrolment)).toBe(words);
});

test('what may have arrived says whether it is sent again', () => {
  expect(whyUnsent(message({ state: 'ambiguous' }), 'active')).toMatch(/not sent again\.$/);
  expect(whyUnsent(message({ state: 'ambiguous', again: true }), 'active')).toMatch(/It is sent again\.$/);
});

test('what was accepted needs no reason', () => {
  expect(whyUnsent(message({ state: 'accepted' }), 'active')).toBeNull();
});
