import { day, instant } from '../../api/contracts/fields';

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
