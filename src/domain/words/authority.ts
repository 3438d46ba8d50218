import type { patientEventTypes, staffEventTypes } from './event';
import type { SignalClass } from '../instrument/types';
import type { Role, Team } from './role';

// Who may do what: one table. Policies, refusals, the words of /openapi.json and the rota's rules are all made from it.

/** Roles that may, and whether it takes a person who can be asked about it: a program's key is then refused. */
export type Right = { roles: readonly Role[]; person: boolean };
/** Who asks: the role of the key, and the person behind it, if there is one. */
export type Asker = { role: Role; staffId: string | null };

const care = ['coordinator', 'clinician', 'lead'] as const satisfies readonly Role[];
const clinical = ['clinician', 'lead'] as const satisfies readonly Role[];
const planners = ['coordinator', 'lead'] as const satisfies readonly Role[];
const staff = [...care, 'operator'] as const satisfies readonly Role[];

const anyKeyOf = (roles: readonly Role[]): Right => ({ roles, person: false });
const personOf = (roles: readonly Role[]): Right => ({ roles, person: true });

/** What a route is for. `per`: the part of this table that decides further. */
type DeedRight = Right & { per?: 'facts' | 'factsOfPerson' | 'classes' | 'teams' };

export const deeds = {
  'see patients': anyKeyOf(care),
  'see prompts about medicines': anyKeyOf(clinical),
  // Operators see counts and ids: no signal, no patient.
  'see work': anyKeyOf(staff),
  'see the clinic': anyKeyOf(staff),
  'enrol patients': anyKeyOf(care),
  'record facts': { ...anyKeyOf(care), per: 'facts' },
  'record facts of the person': { ...anyKeyOf(care), per: 'factsOfPerson' },
  'take answers': personOf(care),
  'move answers': personOf(care),
  'merge records': personOf(care),
  'look at another version': anyKeyOf(clinical),
  'acknowledge escalations': { ...personOf(staff), per: 'classes' },
  'resolve escalations': { ...personOf(clinical), per: 'classes' },
  'work on tasks': { ...personOf(staff), per: 'teams' },
  'change rotas and absences': personOf(planners),
  'run the demonstration': anyKeyOf(staff),
} as const satisfies Record<string, DeedRight>;
export type Deed = keyof typeof deeds;

/** Facts about an enrolment. What is found out about a body, given or stopped, is a clinician's to say. */
export const facts = {
  'diagnosis.recorded': anyKeyOf(clinical),
  'medication.started': anyKeyOf(clinical),
  'medication.stopped': anyKeyOf(clinical),
  'medication.checked': anyKeyOf(clinical),
  'medication.contraindicated': anyKeyOf(clinical),
  'medication.reviewed': personOf(clinical),
  'prompt.snoozed': personOf(clinical),
  'taper.reviewed': personOf(clinical),
  'history.recorded': anyKeyOf(care),
  // It can call somebody at once: whoever hears of it writes it down.
  'examination.recorded': anyKeyOf(care),
  'imaging.ordered': anyKeyOf(care),
  'imaging.reported': anyKeyOf(care),
  'session.booked': anyKeyOf(care),
  'session.moved': anyKeyOf(care),
  'session.attended': anyKeyOf(care),
  'session.missed': anyKeyOf(care),
  'session.cancelled': anyKeyOf(care),
  'procedure.ordered': anyKeyOf(clinical),
  'procedure.checked': anyKeyOf(clinical),
  'procedure.performed': anyKeyOf(clinical),
  'procedure.refused': anyKeyOf(clinical),
  'psychology.assessed': anyKeyOf(clinical),
  'psychology.requested': anyKeyOf(care),
  'score.entered': anyKeyOf(care),
  'flag.known': personOf(clinical),
  'stage.bypassed': personOf(clinical),
  'enrolment.transferred': anyKeyOf(care),
  'enrolment.accepted': anyKeyOf(care),
  'decision.made': personOf(clinical),
  'pathway.migrated': personOf(clinical),
  'enrolment.paused': anyKeyOf(care),
  'enrolment.resumed': anyKeyOf(care),
  'enrolment.withdrawn': anyKeyOf(care),
  // Undoing is everybody's, later it is a clinician's (retraction.ts); and always the right to the fact itself is asked for, too.
  'event.retracted': anyKeyOf(care),
} as const satisfies Record<(typeof staffEventTypes)[number] | 'event.retracted', Right>;

/** Figures about medicines that a clinician answers for; other totals are read off a form by anybody of the team. */
export const figures: Readonly<Record<string, Right>> = { mme: anyKeyOf(clinical) };

export const factsOfPerson = {
  'patient.died': anyKeyOf(care),
  'patient.admitted': anyKeyOf(care),
  'patient.discharged': anyKeyOf(care),
  'consent.changed': anyKeyOf(care),
  'contact.changed': anyKeyOf(care),
  'patient.corrected': anyKeyOf(care),
  'patient.merged': personOf(care),
} as const satisfies Record<(typeof patientEventTypes)[number], Right>;

/** Who may act on an escalation of a class. Whoever its ladder told may say "I have it"; only these may end it. */
export const classes = {
  spine: personOf(clinical),
  'mental-health': personOf(clinical),
  medication: personOf(clinical),
  infection: personOf(clinical),
  decision: personOf(clinical),
  canary: personOf(['canary']),
} as const satisfies Record<SignalClass, Right>;

/** Whose work a task is. Whom a task names may do it, too. A lead stands in for the coordinators. */
export const teamRights = {
  coordinators: personOf(planners),
  clinicians: personOf(clinical),
  leads: personOf(['lead']),
  operators: personOf(['operator']),
} as const satisfies Record<Team, Right>;

/**
 * Who counts as being on duty in a rota: `clinical` is a rung of any ladder but the canary's, `last` is told when every
 * rung is passed, `canary` takes the daily test mail.
 */
export const rotaRoles = {
  clinical,
  last: staff,
  canary: ['canary', 'operator'],
} as const satisfies Record<string, readonly Role[]>;

export const may = ({ roles, person }: Right, { role, staffId }: Asker): boolean =>
  roles.includes(role) && (!person || staffId !== null);

/** The right to a fact; a figure of an instrument may have its own. */
export function rightToRecord(type: keyof typeof facts, data: object): Right {
  const instrument = type === 'score.entered' && 'instrument' in data ? String(data.instrument) : '';
  return (Object.hasOwn(figures, instrument) ? figures[instrument] : undefined) ?? facts[type];
}

/** "coordinator, lead, as a named person". */
export const whoMay = ({ roles, person }: Right): string => `${roles.join(', ')}${person ? ', as a named person' : ''}`;

const parts = { facts, factsOfPerson, classes, teams: teamRights } satisfies Record<string, Record<string, Right>>;

const more = {
  facts: 'By the type of the fact',
  factsOfPerson: 'By the type of the fact',
  classes: 'By the class of the escalation',
  teams: 'By the team of the task',
} as const satisfies Record<keyof typeof parts, string>;

const beside: Partial<Record<Deed, string>> = {
  'see work': 'Operators see counts and ids: no signal, no patient.',
  'acknowledge escalations': 'Whoever this ladder told may acknowledge it, too.',
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
