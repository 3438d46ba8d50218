// What the reads of a case say, until the routes are there and the generated types take the place of these.

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
