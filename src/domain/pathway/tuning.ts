import type { ClinicSettings } from '../words/clinic';
import { type Place, placeNamed, withValue } from './places';
import type { Pathway } from './types';

// Numbers a clinic sets for itself, within the limits that a pathway file states. What a rule's tree says is signed as a
// whole and is not for tuning.

/** The pathway as this clinic has it. A value outside the limits of this version is not taken. */
export function tunedPathway(pathway: Pathway, clinic: ClinicSettings): Pathway {
  const wishes = clinic.tuned?.[pathway.id];
  if (!wishes || !pathway.tunable) return pathway;
  return pathway.tunable.reduce((tuned, { id, min, max }) => {
    const value = wishes[id];
    const place = tunablePlace(tuned, id);
    if (value === undefined || value < min || value > max || place === null) return tuned;
    return withValue(tuned, place.path, value);
  }, pathway);
}

/** The number an id leads to: `care/diagnosis/deadlineDays`, `checkIns/weekly/windowDays`; null where it leads to none. */
export function numberAt(pathway: Pathway, id: string): number | null {
  return tunablePlace(pathway, id)?.value ?? null;
}

/** Numbers of stages and check-ins, and none within a rule. */
function tunablePlace({ checkIns, tracks }: Pathway, id: string): (Place & { value: number }) | null {
  const place = placeNamed({ checkIns, tracks }, id);
  if (place === null || typeof place.value !== 'number' || place.path.includes('when')) return null;
  return { ...place, value: place.value };
}
