import { createLog, lastWords } from '../src/log';
import { DomainError } from '../src/domain/words/error';

const unique = Object.assign(new Error('Key (reference)=(zref-7791) already exists.'), {
  severity: 'ERROR',
  code: '23505',
  detail: 'Failing row contains (Quillzyx).',
});

test('an error in the log of any process is told by kind and place, without the words of others', () => {
  const lines: string[] = [];
  const log = createLog('test', 'info', { write: (line) => void lines.push(line) });

  log.error({ err: unique }, 'request failed');
  log.child({ more: 1 }).warn({ err: new Error('outer', { cause: unique }) }, 'again');

  expect(lines.join('')).not.toMatch(/zref-7791|Quillzyx/);
  expect(lines).toEqual([expect.stringContaining('"errorCode":"23505"'), expect.stringContaining('"message":"outer"')]);
});

test('a process ends with its own sentence, and with no one else’s', () => {
  expect(lastWords(new DomainError('configuration', 'Set PORT.'))).toBe('Set PORT.');
  expect(lastWords(unique)).not.toMatch(/zref-7791|Quillzyx/);
});
