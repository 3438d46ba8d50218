import type { Tasks, Worklist } from '../api/generated/types.gen';

export const views = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type View = (typeof views)[number];
export const groups = ['now', 'overdue', 'today', 'this-week', 'later'] as const;
export type Group = (typeof groups)[number];

export type List = Worklist;
export type Row = List['items'][number];
/** One thing that is open about a patient: what to do, why, and what it is done by. */
export type Reason = Row['reasons'][number];

/** What is to be done by telephone. */
export type CallTasks = Tasks;
export type CallTask = Tasks['items'][number];
