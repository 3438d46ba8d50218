import type { CheckInForm } from '../../api/generated/types.gen';

export type Page = CheckInForm['pages'][number];

/** By item. Null: the patient would rather not answer it. */
export type Given = Record<string, number | null>;
