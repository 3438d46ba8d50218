import type { Timeline } from '../../api/generated/types.gen';

/** One thing that happened. */
export type TimelineLine = Timeline['items'][number];

export type LineKind = TimelineLine['kind'];
export const lineKinds = [
  'answers',
  'calls',
  'messages',
  'visits',
  'decisions',
  'system',
] as const satisfies LineKind[];
