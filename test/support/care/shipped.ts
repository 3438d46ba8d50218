import { join } from 'node:path';
import { loadInstruments } from '../../../src/catalogue/instrument/load-instruments';
import { loadPatientTexts } from '../../../src/catalogue/clinic/patient-texts';
import { repositoryRoot } from '../../../src/config/settings';
import type { Answers, Instrument } from '../../../src/domain/instrument/types';
import { type PatientTexts, textIn } from '../../../src/domain/patient-texts/texts';

/** The data as shipped: tests of scoring and safety judge these files, not copies. */
export const root = repositoryRoot();

export function shippedInstruments(): Record<string, Instrument> {
  return loadInstruments(join(root, 'instruments'));
}

export function shippedInstrument(id: string): Instrument {
  const instrument = shippedInstruments()[id];
  if (!instrument) throw new Error(`instruments/${id}.yaml is not shipped`);
  return instrument;
}

/** Values for items 1, 2, 3 … in order. */
export function answers(...values: (number | null)[]): Answers {
  return Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
}

export function shippedPatientTexts(): Record<string, PatientTexts> {
  return loadPatientTexts(join(root, 'texts'));
}

/** Our own words for patients, in English. */
export function englishTexts(): PatientTexts {
  return textIn(shippedPatientTexts(), 'en').text;
}
