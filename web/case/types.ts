import type { Person } from '../api/generated/types.gen';

// What the reads of a case say, until the routes are there and the generated types take the place of these.

export type PatientRecord = Person & {
  contacts: { id: string; kind: string | null; number: string }[];
  email: { address: string; bouncedAt: string | null; bounceWords: string | null } | null;
  address: string | null;
  emergencyContact: Emergency | null;
  gp: Gp | null;
  language: string;
  spoken: string | null;
  timeZone: string;
  preferredTime?: string | null;
  access: { interpreter?: string | boolean | null; helper?: string | boolean | null; largePrint?: boolean | null };
  consents: { channel: string; given: boolean; on: string | null; recordedBy: string | null }[];
  careTeam?: { coordinator: Named | null; clinician: Named | null };
};
export type Emergency = { name: string; relation: string | null; phone: string; mayDiscuss: boolean | null };
export type Gp = { name: string; practice: string | null; email: string | null };
type Named = { id: string; name: string };

export type Field = {
  name: string;
  label: string;
  hint: string | null;
  kind: 'choice' | 'choices' | 'date' | 'instant' | 'number' | 'text' | 'yes-no' | 'staff' | 'session' | 'hidden';
  options?: { value: string; label: string }[];
  required: boolean;
  default?: unknown;
};
export type Fact = {
  type: string;
  label: string;
  words: string;
  fields: Field[];
  will: string[];
  group: 'attendance' | 'medicine' | 'result' | 'call' | 'decision' | 'pause' | 'other';
  of?: 'enrolment' | 'patient';
  at?: string | null;
  save?: string;
  checkInId?: string | null;
};
export type Possible = { now: string; expected: Fact[]; anytime: Fact[] };
