import type { z } from 'zod';
import { staffEvents } from './event';
import { patientEvents, type PatientFacts } from './patient-event';

/**
 * What may take the place of a wrong fact: the data of its type. Null where nothing can: a decision is made again, by
 * whoever decides, with the question in view.
 */
export function replacementContract(type: string, facts: PatientFacts): z.ZodType<Record<string, unknown>> | null {
  const data: Record<string, z.ZodType> = { ...staffEvents(facts), ...patientEvents(facts) };
  if (type === 'decision.made' || !Object.hasOwn(data, type)) return null;
  return (data[type] ?? null) as z.ZodType<Record<string, unknown>> | null;
}
