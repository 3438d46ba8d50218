import { outcomeOfError } from '../../src/mail/smtp-outcome';

test.each([
  ['no connection', {}, false, { outcome: 'deferred', code: null }],
  ['the line died in the text', {}, true, { outcome: 'ambiguous', code: null }],
  ['busy', { responseCode: 421, command: 'CONN' }, false, { outcome: 'deferred', code: 421 }],
  ['greylisted', { responseCode: 451, command: 'RCPT TO' }, false, { outcome: 'deferred', code: 451 }],
  ['refused for now after the text', { responseCode: 451, command: 'DATA' }, true, { outcome: 'deferred', code: 451 }],
  [
    'no such mailbox',
    { responseCode: 550, command: 'RCPT TO' },
    false,
    { outcome: 'refused', code: 550, hardBounce: true },
  ],
  [
    'no such mailbox after the text',
    { responseCode: 550, command: 'DATA' },
    true,
    { outcome: 'refused', code: 550, hardBounce: true },
  ],
  [
    'mailbox full',
    { responseCode: 552, command: 'RCPT TO' },
    false,
    { outcome: 'refused', code: 552, hardBounce: false },
  ],
  [
    'content refused',
    { responseCode: 554, command: 'DATA' },
    true,
    { outcome: 'refused', code: 554, hardBounce: false },
  ],
  [
    'our sender refused',
    { responseCode: 550, command: 'MAIL FROM' },
    false,
    { outcome: 'refused', code: 550, hardBounce: false },
  ],
  ['our login refused', { responseCode: 535, command: 'AUTH PLAIN' }, false, { outcome: 'deferred', code: 535 }],
  ['our host refused', { responseCode: 554, command: 'CONN' }, false, { outcome: 'deferred', code: 554 }],
  ['out of step', { responseCode: 503, command: 'DATA' }, false, { outcome: 'deferred', code: 503 }],
])('%s', (_case, error, textHadBegun, outcome) => {
  expect(outcomeOfError(error, textHadBegun)).toEqual(outcome);
});
