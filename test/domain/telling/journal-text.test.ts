import type { JournalEntry } from '../../../src/domain/words/effect';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { at } from '../../support/care/facts';

const paused = (until: number | string | null): JournalEntry => ({
  at: at('2026-12-01'),
  what: 'enrolment.paused',
  rule: 'x',
  inputs: [{ name: 'until', value: until }],
});

describe('a line of the journal', () => {
  it('says the day on the wall of the patient', () => {
    const entry = paused(Date.parse('2026-12-09T23:30:00Z'));

    expect(journalIn('America/New_York')(entry)).toContain('9 December 2026');
    expect(journalIn('Australia/Sydney')(entry)).toContain('10 December 2026');
  });

  it.each([
    ['a date that no calendar has', paused(8.7e15)],
    ['no date', paused(null)],
    ['a kind that nobody knows', { ...paused(1), what: 'nobody.knows' } as unknown as JournalEntry],
    ['no inputs', { what: 'enrolment.paused' } as unknown as JournalEntry],
    ['nothing', null as unknown as JournalEntry],
  ])('with %s is shown as such', (_name, entry) => {
    expect(journalIn('Europe/London')(entry)).toBe('An entry that cannot be read: an operator can look at it.');
  });
});
