import { outcomeOfError } from '../../src/mail/send-mail';

const ADA = 'ada@example.test';

test.each([
  ['no connection', {}, false, { outcome: 'deferred', code: null }],
  ['the line died in the text', {}, true, { outcome: 'ambiguous', code: null }],
  ['busy', { responseCode: 421, command: 'CONN' }, false, { outcome: 'deferred', code: 421 }],
  ['our sender refused', { responseCode: 550, command: 'MAIL FROM' }, false, { outcome: 'deferred', code: 550 }],
  ['our login refused', { responseCode: 535, command: 'AUTH PLAIN' }, false, { outcome: 'deferred', code: 535 }],
  ['our host refused', { responseCode: 554, command: 'CONN' }, false, { outcome: 'deferred', code: 554 }],
  ['out of step', { responseCode: 503, command: 'DATA' }, false, { outcome: 'deferred', code: 503 }],
])('%s', (_case, error, textHadBegun, outcome) => {
  expect(outcomeOfError(error, textHadBegun, ADA)).toEqual(outcome);
});

describe('the answer to a recipient', () => {
  const answered = (response: string, command = 'RCPT TO') =>
    outcomeOfError({ responseCode: Number(response.slice(0, 3)), command, response }, command === 'DATA', ADA);

  test.each([
    ['550 5.1.1 <ada@example.test>: Recipient address rejected: User unknown', '5.1.1'],
    ['550-5.1.1 The account that you tried to reach does not exist.\n550 5.1.1 Try again', '5.1.1'],
    ['553 5.1.2 We do not host that domain', '5.1.2'],
    ['556 5.1.10 Domain does not accept mail', '5.1.10'],
  ])('%s: there is no such mailbox', (response, status) => {
    expect(answered(response)).toEqual({
      outcome: 'refused',
      code: Number(response.slice(0, 3)),
      status,
      hardBounce: true,
    });
  });

  test.each([
    '550 no such user here',
    '550 <ada@example.test>... User unknown',
    '550 Mailbox unavailable',
    '550 ada@example.test does not exist',
  ])('%s: an old server without a status names the mailbox', (response) => {
    expect(answered(response)).toMatchObject({ outcome: 'refused', hardBounce: true });
  });

  test.each([
    '550 5.7.1 Service unavailable; client host blocked using a list',
    '550 5.7.26 Unauthenticated mail is not accepted',
    '550 5.2.1 The mailbox is disabled',
    '552 5.2.2 <ada@example.test> mailbox full',
    '550 Mailbox full',
    '550 Recipient address rejected: Access denied',
    '550 Message to <ada@example.test> refused by policy',
    '550 Sender address rejected',
    '550 Requested action not taken',
    '551 User not local; please try another path',
    '553 sorry',
    '554 Transaction failed',
    '451 4.7.1 Greylisted',
    '450 4.1.1 Mailbox busy',
  ])('%s: says nothing about whether the mailbox exists', (response) => {
    expect(answered(response)).toMatchObject({ outcome: 'deferred', code: Number(response.slice(0, 3)) });
  });

  test.each(['550 5.1.1 User unknown', '554 5.7.1 Spam', '550 no such user'])(
    '%s: whatever is said of the text, the mailbox exists',
    (response) => {
      expect(answered(response, 'DATA')).toMatchObject({ outcome: 'deferred' });
    },
  );

  test('never carries the words', () => {
    expect(JSON.stringify(answered('550 5.7.1 ada@example.test is not welcome'))).not.toContain('ada');
  });
});
