import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, type CatalogueData, catalogueOf, readCatalogue } from '../../../src/catalogue/catalogue';
import { loadInstruments } from '../../../src/catalogue/instrument/load-instruments';
import { loadPatientTexts } from '../../../src/catalogue/clinic/patient-texts';
import { repositoryRoot } from '../../../src/config/settings';
import type { Answers, Instrument } from '../../../src/domain/instrument/types';
import { type PatientTexts, textIn } from '../../../src/domain/patient-texts/texts';

/** The data as shipped: tests of scoring and safety judge these files, not copies. */
export const root = repositoryRoot();

/** What is shipped, whole. To read and check it takes seconds in each test file, so a run does it once (see global-setup.ts). */
export const shippedCatalogue = (): Catalogue => catalogueOf(readOnce() ?? readCatalogue(root), root);

/** A copy of one's own each time, so that nobody sees what another test changes in it; null where no server was started. */
function readOnce(): CatalogueData | null {
  const kept = process.env.TEST_CATALOGUE;
  return kept === undefined ? null : (JSON.parse(readFileSync(kept, 'utf8')) as CatalogueData);
}

export const shippedInstruments = (): Record<string, Instrument> =>
  readOnce()?.instruments ?? loadInstruments(join(root, 'instruments'));

export function shippedInstrument(id: string): Instrument {
  const instrument = shippedInstruments()[id];
  if (!instrument) throw new Error(`instruments/${id}.yaml is not shipped`);
  return instrument;
}

/** Values for items 1, 2, 3 … in order. */
export function answers(...values: (number | null)[]): Answers {
  return Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
}

export const shippedPatientTexts = (): Record<string, PatientTexts> =>
  readOnce()?.patientTexts ?? loadPatientTexts(join(root, 'texts'));

/** Our own words for patients, in English. */
export function englishTexts(): PatientTexts {
  return textIn(shippedPatientTexts(), 'en').text;
}
