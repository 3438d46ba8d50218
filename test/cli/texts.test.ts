import { READING_AGE_LIMIT, tooHard } from '../../src/catalogue/clinic/patient-texts';
import { shippedRows } from '../../src/cli/texts';

const rows = shippedRows();

test('PR-13: no text of ours needs an older reader than a child at the end of primary school', () => {
  const hard = rows.filter(tooHard).map(({ text, age }) => `${text} ${(age ?? 0).toFixed(1)}`);

  expect(hard).toEqual([]);
  expect(READING_AGE_LIMIT).toBe(12);
});

test('PR-13: the middle one of our passages reads at eleven or younger', () => {
  const ages = rows.flatMap(({ judged, age }) => (judged && age !== null ? [age] : []));

  expect(ages.length).toBeGreaterThan(50);
  expect(ages[Math.floor(ages.length / 2)]).toBeLessThanOrEqual(11);
});

test('every kind of text is looked at', () => {
  const names = rows.map(({ text }) => text);

  for (const name of [
    'pages.stopRing',
    'mail.why',
    'safety-net.1',
    'help.crisis',
    'help.if-worse.1',
    'post-laminectomy-syndrome.invite',
    'red-flags.items',
  ])
    expect(names).toContain(name);
});

test('a published form is told and not judged; a heading has no figure', () => {
  const row = (name: string) => rows.find(({ text }) => text === name);

  expect(row('phq-9.items')).toMatchObject({ judged: false, age: expect.any(Number) as number });
  expect(row('red-flags.items')?.judged).toBe(true);
  expect(row('pages.stopTitle')?.age).toBeNull();
});
