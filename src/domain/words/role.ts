/** Who acts. `canary` and `system` are principals of the house itself and may do almost nothing. */
export const roles = ['coordinator', 'clinician', 'lead', 'operator', 'canary', 'system'] as const;
export type Role = (typeof roles)[number];

/** Queues of work; a task belongs to one until a person claims it. */
export const teams = ['coordinators', 'clinicians', 'leads', 'operators'] as const;
export type Team = (typeof teams)[number];
