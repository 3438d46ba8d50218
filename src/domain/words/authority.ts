import type { SignalClass } from '../instrument/types';
/** Who acts. `canary` and `system` are principals of the house itself and may do almost nothing. */
export const roles = ['coordinator', 'clinician', 'lead', 'operator', 'canary', 'system'] as const;
export type Role = (typeof roles)[number];

/** Queues of work; a task belongs to one until a person claims it. */
export const teams = ['coordinators', 'clinicians', 'leads', 'operators'] as const;
export type Team = (typeof teams)[number];

/** Whose queue somebody of a role works from; nobody's for the principals of the house itself. */
export const teamOf: Readonly<Record<Role, Team | null>> = {
  coordinator: 'coordinators',
  clinician: 'clinicians',
  lead: 'leads',
  operator: 'operators',
  canary: null,
  system: null,
};

// Who may do what: one table, and the rows of the facts. Policies, refusals, the words of /openapi.json and the rota's rules are
// all made from them (facts/rights.ts).

/** Roles that may, and whether it takes a person who can be asked about it: a program's key is then refused. */
export type Right = { roles: readonly Role[]; person: boolean };
/** Who asks: the role of the key, and the person behind it, if there is one. */
export type Asker = { role: Role; staffId: string | null };

export const care = ['coordinator', 'clinician', 'lead'] as const satisfies readonly Role[];
export const clinical = ['clinician', 'lead'] as const satisfies readonly Role[];
const planners = ['coordinator', 'lead'] as const satisfies readonly Role[];
const staff = [...care, 'operator'] as const satisfies readonly Role[];

export const anyKeyOf = (roles: readonly Role[]): Right => ({ roles, person: false });
export const personOf = (roles: readonly Role[]): Right => ({ roles, person: true });

/** What a route is for. `per`: the part of this table that decides further. */
export type DeedRight = Right & { per?: 'facts' | 'factsOfPerson' | 'classes' | 'teams' };

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
  'send or keep back messages': personOf(care),
  'merge records': personOf(care),
  'look at another version': anyKeyOf(clinical),
  'acknowledge escalations': { ...personOf(staff), per: 'classes' },
  'hand over escalations': { ...personOf(staff), per: 'classes' },
  'put off escalations': { ...personOf(staff), per: 'classes' },
  'try to reach patients': personOf(care),
  'resolve escalations': { ...personOf(clinical), per: 'classes' },
  'work on tasks': { ...personOf(staff), per: 'teams' },
  'change rotas and absences': personOf(planners),
  'hand over patients': personOf(planners),
  // Nobody can page anybody else by it.
  'page oneself': personOf(staff),
  'see the audit': personOf(['lead']),
  'run the demonstration': anyKeyOf(staff),
} as const satisfies Record<string, DeedRight>;
export type Deed = keyof typeof deeds;

/** Figures about medicines that a clinician answers for; other totals are read off a form by anybody of the team. */
export const figures: Readonly<Record<string, Right>> = { mme: anyKeyOf(clinical) };

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

/** Who can be what in the care team of a patient. */
export const careTeamRoles = { coordinator: planners, clinician: clinical } as const satisfies Record<
  string,
  readonly Role[]
>;

/** Whose work somebody of this role may take on. */
export const teamsOf = (role: Role): Team[] =>
  teams.filter((team) => may({ ...teamRights[team], person: false }, { role, staffId: null }));

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

/** "coordinator, lead, as a named person". */
export const whoMay = ({ roles, person }: Right): string => `${roles.join(', ')}${person ? ', as a named person' : ''}`;
