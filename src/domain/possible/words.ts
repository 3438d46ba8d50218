import { capital } from '../telling/fact-titles';
import { purposeText, worded } from '../telling/entry-words';
import { sessionPurposes } from '../words/choices';
import type { Option } from './field';

// What fields and options are called. A name has one meaning; where a type means another thing by it, its form says so.

const labels: Readonly<Record<string, string>> = {
  agent: 'Which medicine, by its name',
  as: 'In what way',
  at: 'Day and time',
  by: 'Who gave it, by profession',
  cause: 'Cause of the pain, as far as anybody can say',
  check: 'Which check',
  checks: 'What was looked at',
  choice: 'Answer',
  class: 'Class of the medicine',
  classes: 'Classes that are taken',
  complication: 'What went wrong',
  concordantImaging: 'Imaging agrees with the complaint',
  conservativeWeeks: 'Weeks of conservative care that did not help',
  daysAWeek: 'Days a week',
  deficit: 'Deficit in feeling or strength',
  diedOn: 'Day of death',
  doseLevel: 'Dose level',
  dueOn: 'Child due on',
  email: 'Does the patient agree to mail?',
  exercises: 'Exercises',
  finding: 'What it found',
  givenOn: 'Said on',
  guidance: 'Guidance',
  hopes: 'What the patient hopes for',
  indication: 'Indication',
  instrument: 'Form',
  kind: 'Kind',
  level: 'Level, such as L4/L5',
  levels: 'Levels, such as L4/L5',
  mechanism: 'Mechanism of the pain',
  modality: 'Kind of imaging',
  name: 'Which one',
  note: 'Note',
  of: 'Of what',
  on: 'Day',
  operations: 'Earlier operations',
  outcome: 'Outcome',
  override: 'Why all the same',
  painSites: 'Where it hurts',
  performedOn: 'Day it was done',
  plannedOn: 'Planned for',
  pregnant: 'Is the patient pregnant?',
  preparation: 'What the patient is to do before it',
  previousOperations: 'Number of earlier operations',
  reason: 'Reason',
  region: 'Region',
  reliefPercent: 'Less pain, in per cent',
  result: 'Result',
  reviewAt: 'Ask again on',
  rule: 'Sign',
  severity: 'Severity',
  side: 'Side',
  site: 'Site',
  sites: 'By site',
  spokeWith: 'Spoke with',
  stage: 'Which treatment',
  startedOn: 'From',
  technique: 'Technique',
  text: 'In words',
  timesADay: 'Times a day',
  total: 'Total',
  track: 'Track',
  until: 'Until',
  weighed: 'Benefits and risks weighed of',
  what: 'Exercise',
};

/** A field by its name; a name nobody has put into words yet stands as it is. */
export const labelOf = (name: string): string => labels[name] ?? capital(worded(name));

const acronyms = /\b(ct|mri|mme|nsaid|odi|snri)\b/g;
const special: Readonly<Record<string, string>> = {
  'x-ray': 'X-ray',
  'add-on': 'Add-on',
  'long-acting': 'Long-acting',
  'no-need': 'No need',
  unknown: 'Not known',
  ...Object.fromEntries(sessionPurposes.map((purpose) => [purpose, capital(purposeText(purpose))])),
};

/** A value of the pathway or of a closed list, as people read it. */
export const optionWords = (value: string): string =>
  special[value] ?? capital(worded(value).replaceAll(acronyms, (word) => word.toUpperCase()));

export const optionOf = (value: string, label = optionWords(value)): Option => ({
  value,
  label,
  unless: [],
  always: false,
  urgent: null,
});

export const optionsOf = (values: readonly string[]): Option[] => [...new Set(values)].map((value) => optionOf(value));
