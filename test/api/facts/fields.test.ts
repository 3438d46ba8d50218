import { day, id, instant, note, reason, text, word } from '../../../src/domain/facts/fields';

test.each(['1880-01-01', '2200-12-31', '2028-02-29'])('%s is a day', (text) => {
  expect(day().safeParse(text).success).toBe(true);
  expect(instant.safeParse(`${text}T12:00:00Z`).success).toBe(true);
});

test.each(['1879-12-31', '2201-01-01', '0001-01-01', '9999-12-31'])('%s is no day of anybody', (text) => {
  expect(day().safeParse(text).error?.issues[0]?.message).toBe('Give a day from the years 1880 to 2200.');
  expect(instant.safeParse(`${text}T12:00:00Z`).error?.issues[0]?.message).toBe(
    'Give a time from the years 1880 to 2200.',
  );
});

test.each(['2026-02-30', '', '2026-1-1', 'x'])('“%s” is no day at all, and no time', (text) => {
  expect(day().safeParse(text).success).toBe(false);
  expect(instant.safeParse(text).success).toBe(false);
  expect(instant.safeParse(`${text}T12:00:00Z`).success).toBe(false);
});

test('an id is told in lower case, as this API gave it', () => {
  const given = '0199a000-0000-7000-8000-00000000abcd';

  expect(id.safeParse(given).success).toBe(true);
  for (const other of [given.toUpperCase(), `{${given}}`, `${given} `, given.replaceAll('-', ''), '', 'x', 1, null])
    expect(id.safeParse(other).error?.issues.map(({ message }) => message)).toEqual([
      'Give an id as this API gave it.',
    ]);
});

test.each([
  ['a word', word('a word'), 64],
  ['a line', text('a line'), 200],
  ['a reason', reason(), 500],
  ['a note', note('a note'), 2000],
])('%s is at most so long', (_case, field, longest) => {
  expect(field.safeParse('x'.repeat(longest)).success).toBe(true);
  expect(field.safeParse('x'.repeat(longest + 1)).error?.issues[0]?.message).toBe(`Use at most ${longest} characters.`);
});
