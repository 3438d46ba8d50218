import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import { NO_CONTACT, noContactSteps } from '../../../src/domain/escalation/no-contact';
import { root, shippedCatalogue } from '../../support/care/shipped';

const clinic = loadClinic(`${root}/clinic/demo.yaml`, shippedCatalogue().instruments);
const emeka = { name: 'Emeka Okafor', phone: '07700 900 124', mayDiscuss: true };
const step = (id: string, ways: Parameters<typeof noContactSteps>[1]) =>
  noContactSteps(clinic, ways).find((each) => each.step === id);

test('the words are the clinic’s, with its own name and numbers', () => {
  const steps = noContactSteps(clinic, { contact: null, gp: null });

  expect(steps).toHaveLength(6);
  expect(steps[1]?.words).toBe(
    'Leave a message: your name, Riverside Outpatients and +44 20 7946 0100. Say nothing of what it is about.',
  );
  expect(steps.map(({ words }) => words).join()).not.toMatch(/[{}]/);
});

test('the emergency contact is rung only where the patient allowed it', () => {
  expect(step('contact', { contact: emeka, gp: null })).toMatchObject({
    words: 'Ring the emergency contact. Emeka Okafor, 07700 900 124: may be told.',
    why: null,
  });
  const forbidden = step('contact', { contact: { ...emeka, mayDiscuss: false }, gp: null });
  expect(forbidden?.why).toBe('The patient has not allowed that the emergency contact is told anything.');
  expect(forbidden?.words).not.toContain('07700');
  expect(step('contact', { contact: null, gp: null })?.why).toBe('No emergency contact is known.');
});

test('a general practitioner who is not known is said to be', () => {
  expect(step('gp', { contact: null, gp: null })?.why).toBe('No general practitioner is known.');
  expect(step('gp', { contact: null, gp: { name: 'Dr Hill' } })).toMatchObject({ why: null });
});

test('a clinic that has written none has those of the house', () => {
  const { noContact: _own, ...older } = clinic;

  expect(noContactSteps(older, { contact: null, gp: null }).map(({ step: id }) => id)).toEqual(
    NO_CONTACT.map(({ id }) => id),
  );
});
