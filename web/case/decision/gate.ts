import type { Gates } from '../../api/generated/types.gen';

/** An open question of an enrolment. */
export type Gate = Gates['items'][number];
