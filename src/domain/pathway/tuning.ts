import type { ClinicSettings } from '../words/clinic';
import type { Pathway } from './types';

// Numbers a clinic sets for itself, within the limits that a pathway file states. What a rule's tree says is signed as a
// whole and is not for tuning.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The pathway as this clinic has it. A value outside the limits of this version is not taken. */
export function tunedPathway(pathway: Pathway, clinic: ClinicSettings): Pathway {
  const wishes = clinic.tuned?.[pathway.id];
  if (!wishes || !pathway.tunable) return pathway;
  return pathway.tunable.reduce((tuned, { id, min, max }) => {
    const value = wishes[id];
    if (value === undefined || value < min || value > max || numberAt(tuned, id) === null) return tuned;
    return withNumber(tuned, pathTo(id), value) as unknown as Pathway;
  }, pathway);
}

/** The number an id leads to: `care/diagnosis/deadlineDays`, `checkIns/weekly/windowDays`; null where it leads to none. */
export function numberAt(pathway: Pathway, id: string): number | null {
  let found: Json | undefined = pathway;
  for (const name of pathTo(id)) found = found === undefined ? undefined : childOf(found, name)?.value;
  return typeof found === 'number' ? found : null;
}

/** Track, stage and field; a check-in is named after its list. */
function pathTo(id: string): string[] {
  const [first = '', second = '', ...fields] = id.split('/');
  return first === 'checkIns' ? [first, second, ...fields] : ['tracks', first, 'stages', second, ...fields];
}

/** In a list by id or by place, in an object by name. A rule's tree has no children here. */
function childOf(within: Json, name: string): { key: string | number; value: Json } | null {
  if (within === null || typeof within !== 'object' || name === 'when') return null;
  if (!Array.isArray(within)) {
    const value = Object.hasOwn(within, name) ? within[name] : undefined;
    return value === undefined ? null : { key: name, value };
  }
  const key = within.findIndex((each, index) => idOf(each) === name || String(index) === name);
  const value = within[key];
  return value === undefined ? null : { key, value };
}

const idOf = (value: Json): Json | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value.id : undefined;

/** A copy that differs in one number. */
function withNumber(within: Json, [name, ...rest]: string[], value: number): Json {
  if (name === undefined) return value;
  const child = childOf(within, name);
  if (child === null) return within;
  const changed = withNumber(child.value, rest, value);
  return Array.isArray(within)
    ? within.map((each, index) => (index === child.key ? changed : each))
    : { ...(within as { [key: string]: Json }), [child.key]: changed };
}
