import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import { root, shippedInstruments } from '../../support/care/shipped';
import { change, copiedData, messageOf } from '../copied-data';

const instruments = shippedInstruments();
const demo = 'clinic/demo.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('item 9 is told within two staffed hours by the ladder of the same day, and at once by the immediate one', () => {
  const { namedPolicies = {}, policies } = loadClinic(join(root, demo), instruments);
  const sameDay = namedPolicies['same-day'];

  expect(sameDay).toMatchObject({ coverage: 'next-staffed', goesOnAfterHours: true });
  expect(sameDay?.rungs.reduce((sum, { waitMinutes }) => sum + waitMinutes, 0)).toBe(120);
  expect(namedPolicies.immediate).toEqual(policies['mental-health']);
});

test.each([
  [
    'a window that opens before anybody is in',
    "item9Window:\n  - { weekday: 1, from: '09:00'",
    "item9Window:\n  - { weekday: 1, from: '08:00'",
    'item9Window[0] begins when nobody is in: move it into the staffedHours of weekday 1',
  ],
  [
    'a window on a day off',
    'item9Window:\n  - { weekday: 1',
    'item9Window:\n  - { weekday: 6',
    'item9Window[0] begins when nobody is in: move it into the staffedHours of weekday 6',
  ],
  [
    'a window that leaves no time to ring',
    "item9Window:\n  - { weekday: 1, from: '09:00', to: '16:00' }",
    "item9Window:\n  - { weekday: 1, from: '09:00', to: '16:30' }",
    'item9Window[0].to must end 60 minutes before the clinic closes at 17:00: otherwise nobody can ring on the same day',
  ],
  [
    'a window upside down',
    "item9Window:\n  - { weekday: 1, from: '09:00', to: '16:00' }",
    "item9Window:\n  - { weekday: 1, from: '16:00', to: '09:00' }",
    'item9Window[0] must end later than it begins',
  ],
  [
    'a ladder that a safety question names and nobody wrote',
    '  same-day:\n',
    '  some-day:\n',
    'namedPolicies has no ladder "same-day", which a safety question names: write it',
  ],
  [
    'a named ladder without a rota',
    '      - { rota: clinician-on-call, waitMinutes: 60 }',
    '      - { rota: nobody, waitMinutes: 60 }',
    'namedPolicies.same-day.rungs[0].rota "nobody" is no rota of this clinic',
  ],
])('%s is refused with the place and the fix', (_name, from, to, sentence) => {
  change(folder, demo, from, to);

  expect(messageOf(() => loadClinic(join(folder, demo), instruments))).toContain(sentence);
});
