import { defined } from '../../../src/domain/words/defined';
let count = 1000;

type Overrides = {
  reference?: string;
  email?: string;
  phone?: string | null;
  timeZone?: string;
  preferredTime?: string;
  consent?: boolean;
};

/** A made-up patient as the coordinator types her in; every call is another person, at the address that is given. */
export function ada(overrides: Overrides = {}) {
  count += 1;
  const { consent = true, phone = `+44 20 7946 ${count}`, ...patient } = overrides;
  return {
    pathway: 'post-laminectomy-syndrome',
    version: 1,
    patient: {
      reference: `A-${count}`,
      familyName: 'Okafor',
      givenName: `Ada ${count}`,
      bornOn: '1970-05-14',
      timeZone: 'Europe/London',
      language: 'en',
      email: 'ada@example.test',
      preferredTime: '09:00',
      ...defined({ phone: phone ?? undefined }),
      ...patient,
    },
    consent: { email: consent, givenOn: '2026-11-20' },
  };
}
