import { classes, type Deed, type DeedRight, deeds, type Right, teamRights, whoMay } from '../words/authority';
import { patientEventTypes } from '../words/event';
import type { RecordedType } from './fact';
import { facts, recordedByStaff } from './table';

/** The right to a fact, or to what it says. */
export function rightToRecord(type: RecordedType, data: object): Right {
  const { who, whoFor }: { who: Right; whoFor?: (data: object) => Right | undefined } = facts[type];
  return whoFor?.(data) ?? who;
}

const rightsOf = (types: readonly RecordedType[]): Record<string, Right> =>
  Object.fromEntries(types.map((type) => [type, facts[type].who]));

const parts = {
  facts: rightsOf(recordedByStaff),
  factsOfPerson: rightsOf(patientEventTypes),
  classes,
  teams: teamRights,
} satisfies Record<string, Record<string, Right>>;

const more = {
  facts: 'By the type of the fact',
  factsOfPerson: 'By the type of the fact',
  classes: 'By the class of the escalation',
  teams: 'By the team of the task',
} as const satisfies Record<keyof typeof parts, string>;

const beside: Partial<Record<Deed, string>> = {
  'see work': 'Operators see counts and ids: no signal, no patient.',
  'acknowledge escalations': 'Whoever this ladder told may acknowledge it, too.',
  'hand over escalations': 'Whoever this ladder told may hand it over, too, to somebody of these roles.',
  'put off escalations': 'Whoever this ladder told may put it off, too.',
  'work on tasks': 'Whom a task names may do it, too.',
};

/** The policy of a deed in sentences, for whoever reads the description of the interface. */
export function policyText(deed: Deed): string {
  const right: DeedRight = deeds[deed];
  const rows = right.per === undefined ? [] : Object.entries<Right>(parts[right.per]);
  const lines = rows.map(([name, { roles }]) => `${name} – ${roles.join(', ')}`);
  const table = right.per === undefined ? [] : [`${more[right.per]}: ${lines.join('; ')}.`];
  return [`For: ${whoMay(right)}.`, ...table, ...(beside[deed] === undefined ? [] : [beside[deed]])].join(' ');
}
