import { initialsOf } from '../../../web/kit/initials';

test.each([
  ['Dr Amara Osei', 'AO'],
  ['Dr Lee', 'L'],
  ['Priya Shah', 'PS'],
  ['Ana María de la Cruz', 'AC'],
  ['Łucja', 'Ł'],
  ['Prof. Dr. Ösil', 'Ö'],
  ['Dr', 'D'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
