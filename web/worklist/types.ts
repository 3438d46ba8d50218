import type { Person, Task, Tasks, Worklist } from '../api/generated/types.gen';

export const views = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type View = (typeof views)[number];
export const groups = ['now', 'overdue', 'today', 'this-week', 'later'] as const;
export type Group = (typeof groups)[number];
export const news = ['answered', 'escalated', 'bounced'] as const;
export type News = (typeof news)[number];
export const sorts = ['due', 'patient', 'last-contact', 'stage'] as const;
export type Sort = (typeof sorts)[number];

export type List = Worklist;
export type Row = List['items'][number];
/** One thing that is open about a patient: what to do, why, and what it is done by. */
export type Reason = Row['reasons'][number];

/** What is to be done by telephone. Whoever may not see patients is not told whom it is about. */
export type CallTask = Omit<Task, 'person'> & { person: Person | null };
export type CallTasks = Omit<Tasks, 'items'> & { items: CallTask[] };
